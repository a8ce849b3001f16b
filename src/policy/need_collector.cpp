#include "policy/need_collector.hpp"

#include "pg/attempt.hpp"
#include "pg/catalog_changes.hpp"

#include "pg/call.hpp"

namespace nova::policy {

namespace {

bool has_clause(const Filter &filter, const Clause &clause) {
    if (filter.kind == Filter::Kind::Clause)
        return filter.clause == &clause || pg::call([&filter, &clause] {
                   return equal(filter.clause->planned, clause.planned) ||
                          equal(filter.clause->printed, clause.printed);
               });
    return std::any_of(filter.parts.begin(), filter.parts.end(),
                       [&](const Filter &part) { return has_clause(part, clause); });
}

bool asks_for(const Policy *policy, const PolicyTable &table, const Clause &clause) {
    return clause.policy == policy || has_clause(table.filters.at(policy), clause) ||
           std::any_of(clause.either.begin(), clause.either.end(),
                       [&](const Clause *part) { return asks_for(policy, table, *part); });
}

} // namespace

std::vector<PolicyNeed> NeedCollector::collect() {
    std::vector<PolicyNeed> needs;
    const auto collect_tables = [this, &needs](std::span<PolicyTable> tables) {
        const std::size_t before = needs.size();
        const auto collect_all = [&] {
            read_filters(tables, reader_);
            for (const PolicyTable &table : tables) {
                reader_.turn_to(table.id);
                for (PolicySet &set : collect_sets(table, finder_).sets)
                    collect(table, set, needs);
            }
        };
        const bool done = pg::attempt(collect_all, pg::catalogs_changed);
        if (!done)
            needs.resize(before);
        return done;
    };
    // Of a table that changes meanwhile nothing is said.
    if (!collect_tables(model_.tables))
        for (PolicyTable &table : model_.tables)
            collect_tables({&table, 1});
    return needs;
}

void NeedCollector::collect(const PolicyTable &table, PolicySet &set, std::vector<PolicyNeed> &needs) {
    for (PolicyNeed &need : set.needs) {
        const Relation *const searched = model_.relations.find(need.need.table);
        if (searched == nullptr || searched->foreign || !searched->permanent || searched->extension_member)
            continue;
        if (!need.inner) // an inner one knows whose it is
            for (const Policy *policy : set.policies)
                if (std::any_of(need.clauses.begin(), need.clauses.end(),
                                [&](const Clause *clause) { return asks_for(policy, table, *clause); }))
                    need.policies.push_back(policy);
        if (!searched->partitioned)
            add_children(need, needs);
        needs.push_back(std::move(need));
    }
}

// A query of the parent reads its children under the parent's policies.
void NeedCollector::add_children(const PolicyNeed &need, std::vector<PolicyNeed> &needs) {
    for (const RelationId id : model_.relations.children_of(need.need.table)) {
        const Relation *const child = model_.relations.find(id);
        if (child == nullptr || child->foreign)
            continue;
        const Need *const mapped = trees_.mapped(need.need, id);
        if (mapped == nullptr)
            continue;
        PolicyNeed below = need;
        below.need = *mapped;
        add_children(below, needs);
        needs.push_back(std::move(below));
    }
}

IdSet<RelationId> searched_tables(const std::vector<PolicyNeed> &needs, const RelationCatalog &relations) {
    IdSet<RelationId> tables;
    for (const PolicyNeed &need : needs)
        relations.add_partition_tree(need.need.table, tables);
    return tables;
}

} // namespace nova::policy
