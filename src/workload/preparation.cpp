#include "workload/preparation.hpp"

#include "pg/compat.hpp"
#include "planner/still_calls.hpp"
#include "workload/limits.hpp"
#include "workload/query_tables.hpp"

namespace nova::workload {

namespace {

void check_level(Query *query, void *) { pg::check_privileges(query); }

bool find_highest(Node *node, int *highest) {
    if (node == nullptr)
        return false;
    if (IsA(node, Query))
        return pg::walk_query(reinterpret_cast<Query *>(node), find_highest, highest);
    if (IsA(node, Param) && reinterpret_cast<Param *>(node)->paramkind == PARAM_EXTERN)
        *highest = std::max(*highest, reinterpret_cast<Param *>(node)->paramid);
    return pg::walk_expression(node, find_highest, highest);
}

// The planner locks the indexes of a table as the table.
void lock_for_reading(Query *query, void *) {
    for (int i = 0; i < list_length(query->rtable); ++i) {
        auto *const entry = static_cast<RangeTblEntry *>(list_nth(query->rtable, i));
        if (entry->rtekind == RTE_RELATION)
            entry->rellockmode = AccessShareLock;
    }
}

// `ON CONFLICT (email) WHERE deleted = false` became `deleted = $1`, which no index's predicate follows from.
void forget_inference(Query *query, void *) {
    OnConflictExpr *const conflict = query->onConflict;
    int highest = 0;
    if (conflict == nullptr)
        return;
    find_highest(reinterpret_cast<Node *>(conflict->arbiterElems), &highest);
    find_highest(conflict->arbiterWhere, &highest);
    if (highest == 0)
        return;
    conflict->arbiterElems = NIL;
    conflict->arbiterWhere = nullptr;
}

} // namespace

List *rewrite(Query *query) {
    AcquireRewriteLocks(query, true, false);
    List *const rewritten = QueryRewrite(query);
    List *queries = NIL;
    for (int i = 0; i < list_length(rewritten); ++i) {
        auto *const result = static_cast<Query *>(list_nth(rewritten, i));
        if (result->commandType == CMD_UTILITY)
            continue; // NOTIFY of a rule
        visit_queries(result, check_level, nullptr);
        queries = lappend(queries, result);
    }
    return queries;
}

List *prepare_for_planner(List *queries, std::optional<double> rows_per_call) {
    int next_parameter = 0;
    for (int i = 0; i < list_length(queries); ++i)
        find_highest(static_cast<Node *>(list_nth(queries, i)), &next_parameter);
    ++next_parameter;
    List *prepared = NIL;
    for (int i = 0; i < list_length(queries); ++i) {
        Query *const query = planner::still_calls(static_cast<Query *>(list_nth(queries, i)), &next_parameter);
        set_limits(query, rows_per_call);
        visit_queries(query, lock_for_reading, nullptr);
        visit_queries(query, forget_inference, nullptr);
        prepared = lappend(prepared, query);
    }
    return prepared;
}

} // namespace nova::workload
