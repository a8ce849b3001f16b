// pg_class, pg_inherits and pg_constraint, as far as they tell what may become of an index.
#pragma once

#include "model/id_map.hpp"
#include "model/ids.hpp"
#include "pg/scan.hpp"

namespace nova::catalog {

struct IndexStorage {
    double pages = 0;         // relpages: as of the last VACUUM, ANALYZE or build
    bool partitioned = false; // has no storage, but indexes of partitions
    RelationId parent{};      // the partitioned index that it is attached to
};

class IndexStorages {
  public:
    // Inside pg::call. Tables (materialized views too) outside of system schemas, not temporary and no extension's,
    // and all indexes.
    void read(Snapshot snapshot);

    const IdSet<RelationId> &tables() const { return table_set_; }
    // Partitioned tables first, parents before their partitions where these are partitioned, too.
    std::vector<RelationId> tables_from_the_top() const;
    std::size_t index_count() const { return indexes_.size(); }
    // Null for one that is gone.
    const IndexStorage *find(RelationId index) const { return indexes_.find(index); }
    // The index and all that are attached below it.
    std::vector<RelationId> tree(RelationId index) const;
    // Of the tree; nothing where a part was never vacuumed, analysed or built with rows.
    std::optional<double> pages(RelationId index) const;

  private:
    std::vector<RelationId> tables_;
    std::vector<RelationId> partitioned_tables_;
    IdSet<RelationId> table_set_;
    IdMap<RelationId, IndexStorage> indexes_;
    IdMap<RelationId, std::vector<RelationId>> attached_;
    IdMap<RelationId, RelationId> table_parents_; // of partitioned tables
};

// The indexes that constraints need: primary keys, unique and exclusion constraints, and those of the referenced
// side of foreign keys. Inside pg::call.
void read_constraint_indexes(Snapshot snapshot, IdSet<RelationId> &indexes);

} // namespace nova::catalog
