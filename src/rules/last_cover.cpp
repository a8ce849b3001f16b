#include "rules/last_cover.hpp"

#include <algorithm>

#include "rules/missing_index.hpp"

namespace nova {

namespace {

void add_indexes(const NeedTree &tree, const IndexCatalog &indexes, const IdSet<RelationId> &gone,
                 std::vector<Index> &result) {
    for (const Index &index : indexes.of(tree.table()))
        if (!gone.contains(index.id))
            result.push_back(index);
    for (const NeedTree &partition : tree.partitions)
        add_indexes(partition, indexes, gone, result);
}

} // namespace

bool is_missed(const NeedTree &tree, const IndexCatalog &indexes, const IdSet<RelationId> &gone,
               const IdSet<RelationId> &leaving, const CoverFacts &facts) {
    std::vector<Index> rows;
    add_indexes(tree, indexes, gone, rows);
    const IndexCatalog now(rows);
    std::erase_if(rows, [&leaving](const Index &index) { return leaving.contains(index.id); });
    const IndexCatalog then(std::move(rows));
    if (judge_need(tree, then, facts).coverage < judge_need(tree, now, facts).coverage)
        return true;
    const auto leaves = tree.leaves();
    return std::any_of(leaves.begin(), leaves.end(), [&](const NeedTree *leaf) {
        return nearest_index(*leaf->need, then.of(leaf->table()), facts).cover.kind <
               nearest_index(*leaf->need, now.of(leaf->table()), facts).cover.kind;
    });
}

} // namespace nova
