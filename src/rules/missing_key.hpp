// Which foreign keys lack an index. (DESIGN 2.1, the truth table.)
#pragma once

#include <vector>

#include "model/finding.hpp"
#include "model/foreign_key.hpp"
#include "model/index.hpp"
#include "rules/cover.hpp"

namespace nova {

struct KeyVerdict {
    Coverage coverage = Coverage::None;
    NearestIndex nearest; // on the table itself, or on the first of `lacking`
    // Of a partitioned table: the number of its leaves, and the copies of the key for those that fare worst.
    std::size_t leaf_count = 0;
    std::vector<const ForeignKey *> lacking;
};

// The verdict on a declared key. A plain table is judged by its own indexes, a partitioned one by its worst
// leaf, and one without leaves by the indexes that its first partition will get.
KeyVerdict judge_key(const ForeignKey &key, const KeyCatalog &keys, const IndexCatalog &indexes,
                     const CoverFacts &facts);

} // namespace nova
