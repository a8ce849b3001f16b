#include "rules/partition_plan.hpp"

#include <algorithm>

namespace nova {

namespace {

// What tells most indexes apart before their names are looked up.
bool may_equal(const Index &index, const IndexChoice &choice) {
    if (index.method->id != choice.method || index.keys.size() != choice.columns.size() ||
        index.included.size() != choice.included.size())
        return false;
    for (std::size_t i = 0; i < index.keys.size(); ++i)
        if (index.keys[i].family != choice.columns[i].family || index.keys[i].collation != choice.columns[i].collation)
            return false;
    return true;
}

// An attachable index of the table that equals the choice; the one attached to `parent` first.
const Index *find_attachable(RelationId table, const IndexChoice &choice, const Index *parent, bool partitioned,
                             const PlanFacts &facts, bool &attached) {
    const Index *found = nullptr;
    for (const Index &index : facts.indexes.of(table)) {
        // The index of a partitioned table is invalid just until all partitions have theirs.
        if (index.unique || index.has_predicate || index.has_expressions || !(partitioned || index.valid) ||
            !index.ready || !index.live || !may_equal(index, choice))
            continue;
        const auto holder = facts.relations.parent_of(index.id);
        const bool attached_here = holder && parent != nullptr && *holder == parent->id;
        if ((holder && !attached_here) || (found != nullptr && !attached_here))
            continue;
        const auto description = facts.describer.describe(index);
        if (!description || *description != choice)
            continue;
        found = &index;
        attached = attached_here;
    }
    return found;
}

// ATTACH alone makes the invalid index of a partitioned table valid, when the last partition gets its own.
bool attaches(const IndexPlan &plan) {
    return std::any_of(plan.partitions.begin(), plan.partitions.end(),
                       [](const IndexPlan &partition) { return !partition.attached || attaches(partition); });
}

// A partition whose place under the index is taken by one that does not serve, and cannot be detached.
bool has_misfit(const IndexPlan &plan, const PlanFacts &facts) {
    return std::any_of(plan.partitions.begin(), plan.partitions.end(), [&](const IndexPlan &partition) {
        const auto indexes = facts.indexes.of(partition.table);
        return !partition.attached && std::any_of(indexes.begin(), indexes.end(), [&](const Index &index) {
            return facts.relations.parent_of(index.id) == plan.existing->id;
        });
    });
}

IndexPlan plan_table(const NeedTree &tree, const IndexChoice &choice, const Index *parent, const PlanFacts &facts) {
    IndexPlan plan;
    plan.table = tree.table();
    plan.partitioned = tree.partitioned;
    plan.existing = find_attachable(tree.table(), choice, parent, plan.partitioned, facts, plan.attached);
    if (!plan.partitioned)
        return plan;
    const auto plan_below = [&] {
        plan.partitions.clear();
        for (const NeedTree &partition : tree.partitions)
            plan.partitions.push_back(plan_table(partition, choice, plan.existing, facts));
    };
    plan_below();
    if (plan.existing != nullptr && !plan.existing->valid && (!attaches(plan) || has_misfit(plan, facts))) {
        // It would stay invalid.
        plan.existing = nullptr;
        plan.attached = false;
        plan_below();
    }
    return plan;
}

} // namespace

bool IndexPlan::uses_existing() const {
    return existing != nullptr || std::any_of(partitions.begin(), partitions.end(),
                                              [](const IndexPlan &plan) { return plan.uses_existing(); });
}

IndexPlan plan_partitions(const NeedTree &tree, const IndexChoice &choice, const PlanFacts &facts) {
    return plan_table(tree, choice, nullptr, facts);
}

std::optional<IndexChoice> common_leaf_index(const NeedTree &tree, const CoverFacts &cover, const PlanFacts &facts) {
    const auto leaves = tree.leaves();
    if (leaves.empty())
        return std::nullopt;
    const NeedTree &first = *leaves.front();
    for (const Index &index : facts.indexes.of(first.table())) {
        if (judge_cover(*first.need, index, cover).kind != CoverKind::Full)
            continue;
        const auto candidate = facts.describer.describe(index);
        const auto has_it = [&](const NeedTree *leaf) {
            bool attached = false;
            return find_attachable(leaf->table(), *candidate, nullptr, false, facts, attached) != nullptr;
        };
        if (candidate && std::all_of(leaves.begin(), leaves.end(), has_it))
            return candidate;
    }
    return std::nullopt;
}

} // namespace nova
