#include "rules/missing_key.hpp"

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

// The copies whose cover is the worst, with the nearest index of the first of them.
KeyVerdict judge_leaves(const std::vector<const ForeignKey *> &leaves, const IndexCatalog &indexes,
                        const CoverFacts &facts) {
    KeyVerdict verdict;
    verdict.leaf_count = leaves.size();
    for (const ForeignKey *leaf : leaves) {
        const NearestIndex nearest = nearest_index(leaf->need, indexes.of(leaf->referencing), facts);
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

KeyVerdict judge_key(const ForeignKey &key, const KeyCatalog &keys, const IndexCatalog &indexes,
                     const CoverFacts &facts) {
    KeyVerdict verdict;
    if (keys.partitioned(key.referencing)) {
        const auto leaves = keys.leaves(key);
        if (!leaves.empty()) {
            verdict = judge_leaves(leaves, indexes, facts);
            if (verdict.coverage != Coverage::Covered)
                return verdict;
            // A new partition gets what the partitioned table's own valid indexes prescribe.
            verdict.lacking.clear();
            const NearestIndex own = nearest_index(key.need, indexes.of(key.referencing), facts);
            if (own.cover.kind < CoverKind::Lossy)
                verdict.coverage = Coverage::Leaves;
            return verdict;
        }
    }
    verdict.nearest = nearest_index(key.need, indexes.of(key.referencing), facts);
    verdict.coverage = coverage_of(verdict.nearest.cover.kind);
    return verdict;
}

} // namespace nova
