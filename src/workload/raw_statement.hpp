// Trees of the raw parser, before analysis. All inside pg::call.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

struct RawQuery {
    RawStmt *statement;  // SELECT, INSERT, UPDATE, DELETE, MERGE; nullptr for another command
    List *types;         // of TypeName: those that PREPARE gives its parameters
    const char *command; // "CREATE TABLE", where the statement is none
};

// What a statement runs: the query inside CREATE TABLE AS, DECLARE CURSOR, PREPARE, COPY TO, EXPLAIN ANALYZE, SELECT
// INTO and assignments of PL/pgSQL; most statements are it themselves.
RawQuery unwrap(RawStmt *statement);

// The highest n of all $n.
int highest_parameter(Node *tree);

// Normalisation numbers every constant of its own, so `SELECT f($1, x) ... GROUP BY f($2, x)` does not group by what it
// selects. Expressions that differ from those of GROUP BY, DISTINCT and DISTINCT ON in numbers alone get theirs.
void unify_parameters(Node *tree);

// The numbers of the parameters of unknown type that are operands of the operator, function, CASE ... at that byte:
// where the type of one decides about the error there. Each level looks further: 0 direct operands, 1 those inside
// functions and subqueries, 2 the results of all subqueries and VALUES lists of the statement. A List of int.
List *operands_at(Node *tree, int location, int level);

} // namespace nova::workload
