// No user's function runs while we plan.
#pragma once

#include "pg/gate.hpp"

namespace nova::planner {

// A copy of the query in whose whole tree (subqueries, common table expressions, target lists) a parameter stands for
// every expression without columns that the planner would compute, for the plan or for its estimates, though
// its value is not the same at any time (current_setting('app.org')::int, now(), CURRENT_USER, a user's STABLE
// function), or that a user's code has a part in. Such parameters are external ones of that type, whose value is
// unknown to the planner; their numbers start at *next_param, which is counted up; equal expressions of one query
// level share one. What stays:
// - calls with columns, and VOLATILE ones, which the planner never computes (and which are no index conditions);
// - SQL functions that the planner inlines, which it reads and does not run: their bodies are treated likewise;
// - the server's own IMMUTABLE functions, and those of extensions (see pg::may_run).
// Operators of users that belong to no operator class become calls, as estimating them would run them.
// Inside pg::call and pg::probe, or under pg::Confinement in a subtransaction of the caller's (it takes locks for
// reading functions' bodies).
Query *still_calls(const Query *query, int *next_param);

} // namespace nova::planner
