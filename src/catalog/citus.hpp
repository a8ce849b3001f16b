// Citus, where it is installed: nothing links to it, its catalog and functions are looked up at run time.
#pragma once

#include "model/ids.hpp"
#include "pg/scan.hpp"

namespace nova::catalog {

class Citus {
  public:
    // Finds out what there is, under the report's snapshot.
    explicit Citus(const pg::CatalogSnapshot &snapshot);

    // A shard is its shell table's business; told by Citus itself, never by a name like tasks_102022.
    bool is_shard(RelationId table) const;
    // A distributed table's shell: it holds no rows, and its sizes and counters are zeros that lie.
    bool is_shell(RelationId table) const { return shells_.contains(table); }
    const std::unordered_set<RelationId> &shells() const { return shells_; }

  private:
    Oid is_known_shard_ = InvalidOid; // pg_catalog.relation_is_a_known_shard(regclass)
    std::unordered_set<RelationId> shells_;
};

} // namespace nova::catalog
