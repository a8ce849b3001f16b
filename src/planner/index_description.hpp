// What a hypothetical index is made of. For the files of this folder that build it and show it to the planner.
#pragma once

#include "planner/hypothetical_index.hpp"

namespace nova::planner {

struct IndexFacts;

// Variables are those of range table entry 1. Arrays have an element a column, or a key column, in the index's order.
struct HypotheticalIndex {
    Oid id;
    Oid relation;
    Oid method;
    Oid tablespace;
    bool partitioned; // of a partitioned table: without storage
    bool unique;
    bool nulls_not_distinct;
    bool bitmap_scans; // the table's access method knows them
    int columns;
    int key_columns;

    // of each column
    AttrNumber *attributes; // 0: an expression
    Oid *types;
    std::int32_t *modifiers;
    Oid *attribute_collations; // of the table's column; the index may have another one
    bool *can_return;

    // of each key column
    Oid *collations;
    Oid *classes;
    Oid *families;
    Oid *input_types;
    std::int16_t *options; // INDOPTION_DESC, INDOPTION_NULLS_FIRST
    Datum *class_options;  // as pg_attribute.attoptions; 0: none
    bytea **parsed_class_options;

    List *expressions; // as eval_const_expressions leaves them
    List *predicate;   // AND-ed, canonical; NIL: none

    int fill_factor;     // in percent; 0: the access method's own
    int pages_per_range; // BRIN

    BlockNumber pages;
    BlockNumber planner_pages; // told the planner, see IndexPages
    int height;                // of a B-tree; -1: unknown
    double selectivity;        // of the predicate
    IndexFacts *facts;         // null: of a partitioned table, which has no storage
};

// Columns, operator classes and options as DefineIndex finds them, and nothing of the size. The relation is open, the
// statement transformed. Inside pg::call.
HypotheticalIndex *describe_columns(::Relation relation, IndexStmt *statement);

// The index of a partition, like that of its parent. Both tables are open. Inside pg::call.
HypotheticalIndex *for_partition(const HypotheticalIndex *parent, ::Relation parent_table, ::Relation partition);

// Fills in pages and height from the facts that collect_facts found. Calls nothing of the server's, as it keeps objects
// with destructors.
void measure(HypotheticalIndex *index);

// As get_relation_info would describe the index to the planner, for that relation of its range table. Inside pg::call.
IndexOptInfo *planner_info(const HypotheticalIndex *index, RelOptInfo *relation);

} // namespace nova::planner
