#include "workload/candidate_pool.hpp"

#include "pg/confinement.hpp"
#include "render/create_index.hpp"

namespace nova::workload {

std::optional<std::size_t> CandidatePool::add(RelationId table, const IndexWish &wish) {
    // What is included has no order.
    IndexChoice ordered = wish.choice;
    std::sort(ordered.included.begin(), ordered.included.end());
    const auto [known, is_new] = by_definition_.try_emplace(std::to_string(static_cast<std::uint32_t>(table)) + " " +
                                                            index_definition(ordered, names_));
    auto &number = known->second;
    if (!is_new)
        return number;
    const std::string statement =
        "CREATE INDEX ON " + names_.relation(table) + " " + index_definition(wish.choice, names_);
    List *described = NIL;
    const bool possible = pg::probe([&] {
        described = pg::call([this, &statement] { return planner::describe_indexes(statement.c_str(), &next_id_); });
    });
    if (!possible || described == NIL)
        return number;
    Candidate candidate{table, wish, described, 0};
    number = candidates_.size();
    for (int i = 0; i < list_length(described); ++i) {
        auto *const index = static_cast<planner::HypotheticalIndex *>(list_nth(described, i));
        candidate.bytes += static_cast<double>(planner::index_pages(index)) * BLCKSZ;
        by_index_[planner::index_id(index)] = *number;
    }
    candidates_.push_back(std::move(candidate));
    return number;
}

planner::WhatIf CandidatePool::what_if(const std::vector<std::size_t> &numbers) const {
    planner::WhatIf result;
    for (const std::size_t number : numbers)
        result.added =
            pg::call([this, &result, number] { return list_concat(result.added, candidates_[number].described); });
    return result;
}

std::vector<std::size_t> CandidatePool::used(const planner::PlanCost &plan) const {
    std::vector<std::size_t> result;
    for (int i = 0; i < list_length(plan.indexes); ++i)
        if (const auto found = by_index_.find(list_nth_oid(plan.indexes, i)); found != by_index_.end())
            result.push_back(found->second);
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

} // namespace nova::workload
