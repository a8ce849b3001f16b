#include "planner/plan_cost.hpp"

#include "pg/call.hpp"
#include "planner/plan_nodes.hpp"
#include "planner/what_if_scope.hpp"

namespace nova::planner {

namespace {

// As EXPLAIN plans. The planner writes into its query, and may estimate by the current snapshot.
PlannedStmt *run_planner(const Query *query, ParamListInfo parameters) {
    const bool pushed = !ActiveSnapshotSet();
    if (pushed)
        PushActiveSnapshot(GetTransactionSnapshot());
    auto *const copy = static_cast<Query *>(copyObjectImpl(query));
    PlannedStmt *const statement = ::planner(copy, nullptr, CURSOR_OPT_PARALLEL_OK, parameters);
    if (pushed)
        PopActiveSnapshot();
    return statement;
}

PlanCost cost_of(const PlannedStmt *statement) {
    PlanCost cost{statement->planTree->total_cost, statement->planTree->plan_rows, NIL};
    List *const nodes = all_nodes(statement);
    for (int i = 0; i < list_length(nodes); ++i) {
        const Oid index = scanned_index(static_cast<Plan *>(list_nth(nodes, i)));
        if (OidIsValid(index))
            cost.indexes = list_append_unique_oid(cost.indexes, index);
    }
    return cost;
}

} // namespace

PlannedStmt *plan(const Query *query, ParamListInfo parameters, const WhatIf &what_if) {
    const WhatIfScope scope(what_if, parameters);
    return pg::call([query, bound = scope.parameters()] { return run_planner(query, bound); });
}

PlanCost plan_cost(const Query *query, ParamListInfo parameters, const WhatIf &what_if) {
    PlannedStmt *const statement = plan(query, parameters, what_if);
    return pg::call([statement] { return cost_of(statement); });
}

} // namespace nova::planner
