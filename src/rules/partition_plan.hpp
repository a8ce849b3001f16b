// How an index gets on a partition tree without blocking writers: the partitioned table's own index ON ONLY,
// each leaf's CONCURRENTLY, then ATTACH, with the indexes that are there already put to use.
#pragma once

#include <optional>
#include <vector>

#include "model/index.hpp"
#include "model/need_tree.hpp"
#include "model/relation.hpp"
#include "rules/cover.hpp"
#include "rules/index_choice.hpp"

namespace nova {

struct IndexPlan {
    RelationId table{};
    bool partitioned = false;
    const Index *existing = nullptr; // null: to be created
    bool attached = false;           // to the parent's index, already
    std::vector<IndexPlan> partitions;

    bool uses_existing() const;
};

// Names of columns and operator classes of existing indexes, asked for the few that a plan looks at.
class IndexDescriber {
  public:
    virtual ~IndexDescriber() = default;
    // The index in terms of names; nothing for one with expressions or a predicate, or that is gone.
    virtual std::optional<IndexChoice> describe(const Index &index) = 0;
};

struct PlanFacts {
    const IndexCatalog &indexes;
    const RelationCatalog &relations;
    IndexDescriber &describer;
};

// The plan for a need of a partitioned table. An existing index of a partition is used when it can be attached
// (CompareIndexInfo of catalog/index.c): same access method, columns, operator families and collations, no
// predicate, not unique, and not attached elsewhere.
IndexPlan plan_partitions(const NeedTree &tree, const IndexChoice &choice, const PlanFacts &facts);

// An index that every leaf has, can be attached, and covers the need: attaching it is all there is to do.
std::optional<IndexChoice> common_leaf_index(const NeedTree &tree, const CoverFacts &cover, const PlanFacts &facts);

} // namespace nova
