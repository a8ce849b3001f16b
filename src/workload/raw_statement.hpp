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

// Normalisation makes `SELECT f($1, x) ... GROUP BY f('a', x)`, or GROUP BY f($2, x), of one and the same expression,
// so that the statement does not group by what it selects. Expressions that differ from those of GROUP BY, DISTINCT and
// DISTINCT ON in literals and parameters alone get the same parameters.
void unify_parameters(Node *tree);

// How far to look for the parameters that may be the cause of an error about types at some byte.
enum class Reach {
    Operands,  // those of the operator, function, CASE ... there
    Inside,    // those inside functions and subqueries that are its operands, too
    Results,   // columns of VALUES lists and subqueries, anywhere in the statement
    Arguments, // of functions, anywhere
};

// Groups of parameters of unknown type of which one may be of another type than the server takes it for. A List of List
// of int, without empty ones.
List *suspects(Node *tree, int location, Reach reach);

} // namespace nova::workload
