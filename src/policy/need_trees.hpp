// Needs of policies on the partitions of a table.
#pragma once

#include <deque>
#include <map>

#include "model/need_tree.hpp"
#include "model/relation.hpp"
#include "pg/confinement.hpp"
#include "policy/clause_store.hpp"

namespace nova::policy {

class NeedTrees {
  public:
    NeedTrees(const RelationCatalog &relations, ClauseStore &store) : relations_(relations), store_(store) {}

    // The need with those of all partitions; the trees point to needs that live as long as this object.
    NeedTree tree(const Need &need);
    // The same need of a child, whose columns may have other numbers. Null when a column
    // was dropped meanwhile.
    const Need *mapped(const Need &need, RelationId child);

  private:
    // Column numbers of the child by those of the parent; null where they are the same.
    const AttrMap *column_map(RelationId parent, RelationId child);

    const RelationCatalog &relations_;
    ClauseStore &store_;
    std::deque<Need> needs_; // addresses stay
    std::map<std::pair<RelationId, RelationId>, const AttrMap *> maps_;
};

} // namespace nova::policy
