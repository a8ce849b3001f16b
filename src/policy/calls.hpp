// The functions that an expression calls, and how the planner deals with them.
#pragma once

#include "pg/gate.hpp"
#include "policy/subqueries.hpp"
#include "render/policy_rules.hpp"

namespace nova::policy {

// A call; lives in a server List.
struct FunctionCall {
    Oid function;
    Node *node; // FuncExpr, OpExpr, ...
    bool takes_columns;
    bool in_subquery; // of one that is run for each row

    bool is_foreign() const { return function >= FirstNormalObjectId; }
};

// A List of FunctionCall, operators and casts included, but for those in subqueries that the server runs once, before
// the scan. Inside pg::call.
List *function_calls(Node *expression);

// procost, summed over the calls of a List: what one evaluation costs, in units of cpu_operator_cost. Inside pg::call.
double call_cost(List *calls);

// Is it a subquery whose result does not depend on the row? Inside pg::call.
bool runs_once(SubLink *link);

// Why the planner leaves the call of a user's function closed; nothing where it does not, or that cannot be told.
// Outside of pg::call, as it looks into bodies under pg::probe.
std::optional<NotInlined> why_not_inlined(Oid function, FunctionBodies &bodies);

// As regprocedure prints it; with its schema where search_path does not have it.
std::string function_name(Oid function);
std::string function_language(Oid function);

} // namespace nova::policy
