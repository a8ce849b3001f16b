// Is there an index for a need, on the table or on all of its partitions? (DESIGN 2.1, the truth table.)
#pragma once

#include <vector>

#include "model/finding.hpp"
#include "model/index.hpp"
#include "model/need_tree.hpp"
#include "rules/cover.hpp"

namespace nova {

struct Verdict {
    Coverage coverage = Coverage::None;
    NearestIndex nearest; // on the table itself, or on the first of `lacking`
    // Of a partitioned table: the number of its leaves, and those that fare worst.
    std::size_t leaf_count = 0;
    std::vector<const NeedTree *> lacking;
};

// A plain table is judged by its own indexes, a partitioned one by its worst leaf, and one without leaves by the
// indexes that its first partition will get.
Verdict judge_need(const NeedTree &tree, const IndexCatalog &indexes, const CoverFacts &facts);

} // namespace nova
