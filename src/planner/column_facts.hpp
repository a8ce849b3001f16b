// What statistics say of the columns of an index to be.
#pragma once

#include "planner/hypothetical_index.hpp"

namespace nova::planner {

// Plain data in server memory: statistics are read under pg::call, and computed with outside of it.
struct ColumnFacts {
    double width; // bytes of a value, on average
    double alignment;
    double null_fraction;
    double *widths; // of some values, when they differ
    int width_count;
    double *shares; // of the rows, those with each of the most common values
    int share_count;
    Datum *samples; // some values of the column
    int sample_count;
    double distinct; // values; 0: unknown
    bool one_value;  // among the rows that meet the predicate
    double elements; // of a composite value, in a row
    double distinct_elements;
    double element_width;
    double *element_shares; // of the rows, those that have one of the most common elements
    int element_share_count;
};

struct IndexFacts {
    double rows; // that meet the predicate
    double table_rows;
    double table_pages;
    bool deduplicates;
    bool sorted_build;
    double map_page_price; // seq_page_cost / random_page_cost
    ColumnFacts *columns;
    int *joint_columns; // places of key columns that a foreign key of several has, ascending
    int joint_count;    // 0: there is none
    double joint_rows;  // of the table that it refers to
};

// What GIN makes of the column's values, the kept type of whose operator class is given: elements of them, or pieces.
// Inside pg::call.
void collect_elements(const HypotheticalIndex *index, int column, Oid kept, ColumnFacts *facts);

// Also computes the selectivity of the predicate. Reads pg_statistic as the planner does. Inside pg::call.
void collect_facts(HypotheticalIndex *index);

} // namespace nova::planner
