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

// The key expressions and the predicate (as an implicit AND list) of an index, as RelationGetIndexExpressions
// and RelationGetIndexPredicate prepare them, but read from the syscache, which takes no lock on the table.
struct IndexExpressions {
    bool found; // false: the index is gone
    List *expressions;
    List *predicate;
};
IndexExpressions index_expressions(Oid index, Node *(*simplify_tree)(Node *) = simplify);

} // namespace nova::catalog
