// Parameters in place of expressions.
#pragma once

#include "pg/gate.hpp"

namespace nova::policy {

// The external parameter $number, of the expression's type, modifier and collation: to the planner a value that it does
// not know and that is the same for the whole statement. Inside pg::call.
Node *stand_in(Node *expression, int number);

// Is it a call that the planner would fold, of a function that a report does not run (see pg::may_run)? Inside
// pg::call.
bool folds_foreign_function(Node *call);

} // namespace nova::policy
