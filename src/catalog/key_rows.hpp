// pg_constraint and pg_partitioned_table: the foreign keys as plain rows.
#pragma once

#include "model/id_map.hpp"
#include "model/ids.hpp"
#include "pg/scan.hpp"

namespace nova::catalog {

struct KeyColumnRow {
    AttrNumber column;
    AttrNumber referenced_column;
    Oid op; // referenced column on the left (conpfeqop)
};

struct KeyRow {
    Oid id;
    Oid parent;
    Oid referencing;
    Oid referenced;
    char on_delete;
    char on_update;
    NameData name;
    std::uint32_t first_column; // in KeyRows::columns
    std::uint32_t column_count;
};

struct KeyRows {
    std::vector<KeyRow> keys;
    std::vector<KeyColumnRow> columns;
};

// The enforced foreign keys outside of system schemas, derived ones included. Inside pg::call.
void read_keys(Snapshot snapshot, KeyRows &rows);

// The same of these referencing tables alone, looked up. Inside pg::call.
void read_keys_of(Snapshot snapshot, std::span<const RelationId> tables, KeyRows &rows);

// The partitioned tables. Inside pg::call.
void read_partitioned_tables(Snapshot snapshot, IdSet<RelationId> &tables);

} // namespace nova::catalog
