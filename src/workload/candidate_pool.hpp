// The indexes under consideration, each described to the planner once.
#pragma once

#include "model/index_choice.hpp"
#include "planner/plan_cost.hpp"
#include "render/names.hpp"

namespace nova::workload {

struct Candidate {
    RelationId table{};
    IndexWish wish;
    List *described = NIL; // of planner::HypotheticalIndex: one, or one for each leaf of a partitioned table
    double bytes = 0;
};

class CandidatePool {
  public:
    explicit CandidatePool(Names &names) : names_(names) {}

    // The number of the candidate, of an equal one if there is any. Nothing when the server would not build it.
    // Subtransactions; outside of pg::call.
    std::optional<std::size_t> add(RelationId table, const IndexWish &wish);

    const Candidate &operator[](std::size_t number) const { return candidates_[number]; }
    std::size_t size() const { return candidates_.size(); }
    // What the planner sees when these exist.
    planner::WhatIf what_if(const std::vector<std::size_t> &numbers) const;
    // Those that the plan uses, ascending.
    std::vector<std::size_t> used(const planner::PlanCost &plan) const;

  private:
    Names &names_;
    std::vector<Candidate> candidates_;
    std::unordered_map<std::string, std::optional<std::size_t>> by_definition_; // table and definition
    std::unordered_map<Oid, std::size_t> by_index_;
    // Invented OIDs: from the top, where the server's counter comes last.
    Oid next_id_ = first_invented;
    static constexpr Oid first_invented = 0xF0000000;
};

} // namespace nova::workload
