// What a statement costs by the planner's own calculation.
#pragma once

#include "planner/what_if.hpp"

namespace nova::planner {

struct PlanCost {
    double total;  // total cost of the plan, in units of seq_page_cost
    double rows;   // that it returns
    List *indexes; // OIDs of the indexes in the plan, those of WhatIf::added included, each once
};

// Plans a copy of the rewritten query (SELECT, INSERT, UPDATE, DELETE, MERGE) as the current user, as EXPLAIN would.
// parameters: the values of $1 ... as the server's custom plans take them (PARAM_FLAG_CONST: like a literal; without:
// for estimates only); null, or beyond them: unknown values.
// Inside pg::call, or not. The caller sees to the user, the subtransaction and pg::Confinement, has made the calls of
// users' functions still (see still_calls), and has the query's tables locked, as the rewriter does.
PlanCost plan_cost(const Query *query, ParamListInfo parameters, const WhatIf &what_if);

// The same, but for the plan itself. Its indexes may be invented: never to be run.
PlannedStmt *plan(const Query *query, ParamListInfo parameters, const WhatIf &what_if);

} // namespace nova::planner
