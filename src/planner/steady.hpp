// Which expressions the planner may compute for its estimates.
#pragma once

#include "pg/gate.hpp"

namespace nova::planner {

// A node whose evaluation is a call, of one value: function, operator, cast, CURRENT_USER ...
bool is_call(Node *node);

// No column, of this query or one around it, and nothing else that has a value only while the query runs.
bool is_column_free(Node *node);

// May the planner compute this column-free expression? Not so where it would run a user's code, nor where it
// is STABLE: that can raise an error (a setting that is not there), and depends on who asks. But the time may
// be told (now() - interval '1 day'), as half of an estimate lies in it. VOLATILE calls are steady in that sense, as
// the planner never computes them. Inside pg::call.
bool is_steady(Node *node);

} // namespace nova::planner
