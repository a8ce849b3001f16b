#include "rules/missing_index.hpp"

namespace nova {

namespace {

Coverage coverage_of(CoverKind kind) {
    switch (kind) {
    case CoverKind::None:
        return Coverage::None;
    case CoverKind::Partial:
        return Coverage::Partial;
    case CoverKind::Lossy:
        return Coverage::Lossy;
    case CoverKind::Full:
        return Coverage::Covered;
    }
    return Coverage::None;
}

// The leaves whose cover is the worst, with the nearest index of the first of them.
Verdict judge_leaves(const std::vector<const NeedTree *> &leaves, const IndexCatalog &indexes,
                     const CoverFacts &facts) {
    Verdict verdict;
    verdict.leaf_count = leaves.size();
    for (const NeedTree *leaf : leaves) {
        const NearestIndex nearest = nearest_index(*leaf->need, indexes.of(leaf->table()), facts);
        if (verdict.lacking.empty() || nearest.cover.kind < verdict.nearest.cover.kind) {
            verdict.nearest = nearest;
            verdict.lacking.clear();
        }
        if (nearest.cover.kind == verdict.nearest.cover.kind)
            verdict.lacking.push_back(leaf);
    }
    verdict.coverage = coverage_of(verdict.nearest.cover.kind);
    return verdict;
}

} // namespace

Verdict judge_need(const NeedTree &tree, const IndexCatalog &indexes, const CoverFacts &facts) {
    Verdict verdict;
    if (tree.partitioned) {
        const auto leaves = tree.leaves();
        if (!leaves.empty()) {
            verdict = judge_leaves(leaves, indexes, facts);
            if (verdict.coverage != Coverage::Covered)
                return verdict;
            // A new partition gets what the partitioned table's own valid indexes prescribe.
            verdict.lacking.clear();
            const NearestIndex own = nearest_index(*tree.need, indexes.of(tree.table()), facts);
            if (own.cover.kind < CoverKind::Lossy)
                verdict.coverage = Coverage::Leaves;
            return verdict;
        }
    }
    verdict.nearest = nearest_index(*tree.need, indexes.of(tree.table()), facts);
    verdict.coverage = coverage_of(verdict.nearest.cover.kind);
    return verdict;
}

} // namespace nova
