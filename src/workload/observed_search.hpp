// What the planner asks of a table, in its own terms. Plain data in server memory; expressions are about range table
// entry 1, with parameters for the columns of the statement's other tables.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

struct ObservedClause {
    Node *clause;
    ::Index other; // range table index of a relation that a join compares with; 0: none
};

// One column of the order in which the rows are wanted.
struct ObservedOrder {
    Node *operand;
    Oid family; // of B-trees
    Oid collation;
    bool descending;
    bool nulls_first;
};

struct ObservedSearch {
    Oid table;
    List *clauses;      // of ObservedClause; all hold
    List *alternatives; // of List of ObservedClause: branches of ORs
    List *filter;       // all conditions of the table alone, whether or not an index may answer them
    List *order;        // of ObservedOrder
    Bitmapset *columns; // that are read, offset by FirstLowInvalidHeapAttributeNumber
    Bitmapset *output;  // of these, what is read for more than the conditions of the table alone
};

} // namespace nova::workload
