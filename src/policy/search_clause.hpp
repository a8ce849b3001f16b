// Which clauses an index can answer. Mirrors match_clause_to_indexcol of indxpath.c, for an index yet to be made.
#pragma once

#include "model/need.hpp"
#include "pg/gate.hpp"

namespace nova::policy {

// A clause `operand OP value`; trivially destructible.
struct SearchClause {
    bool searchable = false; // some index can answer it
    ClauseKind kind = ClauseKind::Operator;
    bool range = false;
    Node *operand = nullptr; // of columns of the table, without binary-compatible casts
    AttrNumber column = 0;   // the operand's first column
    bool bare_column = false;
    Oid op = InvalidOid; // with the operand on the left
    Oid collation = InvalidOid;
    bool implies_not_null = false;
    // The index that would answer it.
    Oid method = InvalidOid;
    Oid family = InvalidOid;
    const char *operator_class = nullptr; // quoted and qualified; null for the type's default
};

// The clause about range table entry 1, simplified and with parameters for what runs once. Inside pg::call.
SearchClause match_search_clause(Node *clause);

// Does the planner derive a condition from the clause for an index column of that operator family and collation?
// (get_index_clause_from_support, for support functions of the server's own.) Inside pg::call.
bool derives_index_condition(Node *clause, Node *operand, Oid family, Oid collation);

} // namespace nova::policy
