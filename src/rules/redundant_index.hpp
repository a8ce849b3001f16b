// Does another index do everything that an index does? Mirrors what the planner and the executor use an index for:
// searches, sort order in both directions, index-only scans, uniqueness.
#pragma once

#include <functional>
#include <vector>

#include "model/index.hpp"

namespace nova {

// Questions about two indexes of one table that only the server can answer. An index that is gone answers no.
class IndexTrees {
  public:
    virtual ~IndexTrees() = default;
    // Are the expressions of key column `position` equal, after the server's simplification?
    virtual bool same_expression(const Index &a, const Index &b, std::size_t position) = 0;
    // Likewise the predicates.
    virtual bool same_predicate(const Index &a, const Index &b) = 0;
    // Does each predicate imply the other?
    virtual bool equivalent_predicates(const Index &a, const Index &b) = 0;
    // Parameters of a's operator classes, and where they change what a search finds (not B-tree, not hash) the
    // storage parameters.
    virtual bool same_parameters(const Index &a, const Index &b) = 0;
};

enum class Replacement {
    None,
    Redundant, // the other one gives more
    Duplicate  // the same, but for names, places and fill factors
};

struct ReplacementVerdict {
    Replacement kind = Replacement::None;
    bool reversed = false;          // the other one is to be read backwards
    bool predicates_differ = false; // in words, not in what they select
    bool longer = false;            // the other one has further key columns
};

// What `other` is to `index`, both on the same table; whether they are usable is left aside. A partial index is never
// replaced by one with more rows: it is smaller, which is what it is for. A unique one is replaced only by a duplicate
// that is unique in the same way.
ReplacementVerdict judge_replacement(const Index &index, const Index &other, IndexTrees &trees);

struct SuperfluousIndex {
    const Index *index = nullptr;
    const Index *kept = nullptr; // not superfluous itself
    ReplacementVerdict verdict;
};

// The best replacement among the usable ones of `candidates`: a duplicate, else the one with fewest columns, else the
// oldest. kept is null when there is none.
SuperfluousIndex best_replacement(const Index &index, const std::vector<const Index *> &candidates, IndexTrees &trees);

// Of a table's indexes those that others replace, by id; of equals the oldest stays, if none has to. Only those
// that may_go allows are named, and only usable ones.
std::vector<SuperfluousIndex> find_superfluous(const std::vector<const Index *> &indexes,
                                               const std::function<bool(const Index &)> &may_go, IndexTrees &trees);

} // namespace nova
