// The model of all foreign keys and of the indexes that may serve them, read from the catalogs in bulk.
#pragma once

#include <functional>

#include "catalog/index_rows.hpp"
#include "catalog/key_rows.hpp"
#include "catalog/ri_clause.hpp"
#include "model/column.hpp"
#include "model/foreign_key.hpp"
#include "model/index.hpp"
#include "pg/scan.hpp"

namespace nova::catalog {

struct KeyModel {
    KeyRows rows;
    ColumnCatalog columns;
    ClauseShapes shapes;
    IndexingCatalog indexing;
    KeyCatalog keys; // without those whose types were dropped while reading
    IndexCatalog indexes;
    TreeTexts trees; // of the indexes
};

// Reads pg_constraint, pg_partitioned_table, pg_am, pg_opclass, pg_operator, pg_amop, pg_index and pg_attribute once
// each, under the one snapshot. Locks nothing but these catalogs. Keys of the tables `in_full` are never settled: each
// has its need.
std::unique_ptr<KeyModel> load_key_model(const pg::CatalogSnapshot &snapshot, const IdSet<RelationId> &in_full = {});

// A look at some tables' keys alone.
struct KeyScope {
    std::span<const RelationId> tables = {}; // the referencing ones; of partition trees all members
    // Partitions as if they were tables of their own, their keys as if they were declared there.
    bool alone = false;
    std::function<bool(ConstraintId, RelationId)> wanted = {}; // keys, with their tables; all where not given
    IdSet<RelationId> leaving = {};                            // indexes that count as gone
    bool to_report = false;                                    // read what proposing an index wants, too
};

// The same for few tables: what costs little is looked up, nothing else is read.
std::unique_ptr<KeyModel> load_key_model(const pg::CatalogSnapshot &snapshot, const KeyScope &scope);

} // namespace nova::catalog
