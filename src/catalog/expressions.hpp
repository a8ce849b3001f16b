// Expression trees as the planner sees them. All inside pg::call.
#pragma once

#include "pg/gate.hpp"

namespace nova::catalog {

// eval_const_expressions, except where it would run or inline a function that is not the server's own: a report
// must not run code of anyone's index or cast. Such trees stay as they are.
Node *simplify(Node *node);

// Is it a function of a user's in SQL, which the planner opens up?
bool is_foreign_sql_function(Oid function);

// Without a binary-compatible cast on top, as match_index_to_operand looks at both sides.
Node *strip_relabel(Node *node);

// A parameter stands for a subquery that runs once, or a value that is not known or that a report must not compute.
bool contains_parameter(Node *node);

// The key expressions and the predicate (as an implicit AND list) of an index from their texts, prepared as
// RelationGetIndexExpressions and RelationGetIndexPredicate do, but without a lock on the table.
List *index_expressions(const char *text, Node *(*simplify_tree)(Node *) = simplify);
List *index_predicate(const char *text, Node *(*simplify_tree)(Node *) = simplify);

} // namespace nova::catalog
