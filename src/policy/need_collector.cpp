#include "policy/need_collector.hpp"

#include "pg/attempt.hpp"
#include "pg/catalog_changes.hpp"

#include "pg/call.hpp"

namespace nova::policy {

namespace {

template <class Value> void add_once(std::vector<Value> &values, const Value &value) {
    if (std::find(values.begin(), values.end(), value) == values.end())
        values.push_back(value);
}

bool has_clause(const Filter &filter, const Clause &clause) {
    if (filter.kind == Filter::Kind::Clause)
        return filter.clause == &clause || pg::call([&filter, &clause] {
                   return equal(filter.clause->planned, clause.planned) ||
                          equal(filter.clause->printed, clause.printed);
               });
    return std::any_of(filter.parts.begin(), filter.parts.end(),
                       [&](const Filter &part) { return has_clause(part, clause); });
}

} // namespace

std::vector<PolicyNeed> NeedCollector::collect() {
    std::vector<PolicyNeed> needs;
    for (const PolicyTable &table : model_.tables) {
        const std::size_t before = needs.size();
        const auto collect_table = [&] {
            for (const RoleGroup &group : table.groups)
                for (const PolicyCommand command : reading_commands)
                    collect(table, applicable(table.policies, group, command), command, needs);
        };
        // Of a table that changes meanwhile nothing is said.
        if (!pg::attempt(collect_table, pg::catalogs_changed))
            needs.resize(before);
    }
    return needs;
}

void NeedCollector::collect(const PolicyTable &table, const std::vector<const Policy *> &policies,
                            PolicyCommand command, std::vector<PolicyNeed> &needs) {
    pg::check_for_interrupts();
    const auto conditions = combine_policies(policies, table.filters);
    if (!conditions)
        return;
    for (PolicyNeed &need : finder_.find(table.id, command, *conditions)) {
        const Relation *const searched = model_.relations.find(need.need.table);
        if (searched == nullptr || searched->foreign || !searched->permanent || searched->extension_member)
            continue;
        for (const Policy *policy : policies)
            if (need.inner ? std::any_of(need.policies.begin(), need.policies.end(),
                                         [&](const Policy *p) { return p == policy; })
                           : std::any_of(need.clauses.begin(), need.clauses.end(), [&](const auto *clause) {
                                 return clause->policy == policy || has_clause(table.filters.at(policy), *clause);
                             }))
                add_once(need.policies, policy);
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
        if (!tables.contains(need.need.table))
            for (const RelationId member : relations.partition_tree(need.need.table))
                tables.insert(member);
    return tables;
}

} // namespace nova::policy
