#include "planner/still_calls.hpp"

#include "pg/compat.hpp"
#include "pg/may_run.hpp"
#include "planner/steady.hpp"
#include "policy/stand_in.hpp"

namespace nova::planner {

namespace {

struct Replaced {
    Node *expression;
    Node *parameter;
};

struct Stilling {
    int *next_param;
    List *replaced; // of Replaced
    // Before the planner's simplification only what it would fold is replaced; SQL functions are not yet inlined.
    bool simplified;
};

Node *parameter_for(Node *expression, Stilling *stilling) {
    for (int i = 0; i < list_length(stilling->replaced); ++i) {
        auto *const known = static_cast<Replaced *>(list_nth(stilling->replaced, i));
        if (equal(known->expression, expression))
            return static_cast<Node *>(copyObjectImpl(known->parameter));
    }
    auto *const added = static_cast<Replaced *>(palloc(sizeof(Replaced)));
    added->expression = expression;
    added->parameter = policy::stand_in(expression, (*stilling->next_param)++);
    stilling->replaced = lappend(stilling->replaced, added);
    return static_cast<Node *>(copyObjectImpl(added->parameter));
}

Node *still(Node *node, Stilling *stilling);

// The function of FROM stays, as the planner runs none there but constant ones; its arguments do not.
Node *still_range_function(RangeTblFunction *function, Stilling *stilling) {
    auto *const copy = static_cast<RangeTblFunction *>(copyObjectImpl(function));
    if (copy->funcexpr != nullptr && IsA(copy->funcexpr, FuncExpr)) {
        auto *const call = reinterpret_cast<FuncExpr *>(copy->funcexpr);
        const bool foreign = !pg::may_run(call->funcid);
        List *arguments = NIL;
        for (int i = 0; i < list_length(call->args); ++i) {
            Node *const argument = static_cast<Node *>(list_nth(call->args, i));
            const bool constant = foreign && !call->funcretset && IsA(argument, Const);
            arguments = lappend(arguments, constant ? parameter_for(argument, stilling) : still(argument, stilling));
        }
        call->args = arguments;
    } else {
        copy->funcexpr = still(copy->funcexpr, stilling);
    }
    return reinterpret_cast<Node *>(copy);
}

// What belongs to no operator class is no index condition, and the planner does not know it better as an operator.
Node *as_call(OpExpr *operation, Stilling *stilling) {
    FuncExpr *const call = makeNode(FuncExpr);
    call->funcid = get_opcode(operation->opno);
    call->funcresulttype = operation->opresulttype;
    call->funccollid = operation->opcollid;
    call->inputcollid = operation->inputcollid;
    call->args = operation->args;
    call->location = -1;
    return pg::mutate_expression(reinterpret_cast<Node *>(call), still, stilling);
}

// Constants that the planner would hand to a user's function, to estimate the operation.
Node *hide_constants(Node *node, List **arguments, Stilling *stilling) {
    List *hidden = NIL;
    for (int i = 0; i < list_length(*arguments); ++i) {
        Node *const argument = static_cast<Node *>(list_nth(*arguments, i));
        hidden = lappend(hidden, is_column_free(argument) ? parameter_for(argument, stilling) : argument);
    }
    *arguments = hidden;
    return pg::mutate_expression(node, still, stilling);
}

bool estimates_run_foreign_code(List *arguments) {
    for (int i = 0; i < list_length(arguments); ++i)
        if (!pg::estimates_may_run(exprType(static_cast<Node *>(list_nth(arguments, i)))))
            return true;
    return false;
}

Node *still_query(Query *query, Stilling *stilling);

Node *still(Node *node, Stilling *stilling) {
    if (node == nullptr)
        return nullptr;
    check_stack_depth();
    if (IsA(node, Query))
        return stilling->simplified ? node : still_query(reinterpret_cast<Query *>(node), stilling);
    if (IsA(node, RangeTblFunction))
        return still_range_function(reinterpret_cast<RangeTblFunction *>(node), stilling);
    if (is_call(node) && is_column_free(node) &&
        (stilling->simplified ? !is_steady(node) : policy::folds_foreign_function(node)))
        return parameter_for(node, stilling);
    if (IsA(node, OpExpr) || IsA(node, DistinctExpr)) {
        auto *const operation = reinterpret_cast<OpExpr *>(node);
        if (!operation->opretset && !pg::estimate_may_run(operation->opno))
            return as_call(operation, stilling);
        if (estimates_run_foreign_code(operation->args)) {
            auto *const copy = static_cast<OpExpr *>(copyObjectImpl(operation));
            return hide_constants(reinterpret_cast<Node *>(copy), &copy->args, stilling);
        }
    }
    if (IsA(node, ScalarArrayOpExpr) && !pg::estimate_may_run(reinterpret_cast<ScalarArrayOpExpr *>(node)->opno)) {
        auto *const copy = static_cast<ScalarArrayOpExpr *>(copyObjectImpl(node));
        return hide_constants(reinterpret_cast<Node *>(copy), &copy->args, stilling);
    }
    return pg::mutate_expression(node, still, stilling);
}

Node *simplify(Node *node, void *) {
    return node == nullptr || IsA(node, Query) ? node : eval_const_expressions(nullptr, node);
}

// As preprocess_function_rtes, which would do it behind our back.
void inline_range_functions(Query *query, Stilling *stilling) {
    for (int i = 0; i < list_length(query->rtable); ++i) {
        auto *const entry = static_cast<RangeTblEntry *>(list_nth(query->rtable, i));
        if (entry->rtekind != RTE_FUNCTION)
            continue;
        PlannerInfo *const root = makeNode(PlannerInfo);
        root->glob = makeNode(PlannerGlobal);
        root->parse = query;
        Query *const body = inline_set_returning_function(root, entry);
        if (body == nullptr)
            continue;
        entry->rtekind = RTE_SUBQUERY;
        entry->subquery = reinterpret_cast<Query *>(still(reinterpret_cast<Node *>(body), stilling));
        entry->security_barrier = false;
        entry->functions = NIL;
        entry->funcordinality = false;
    }
}

// First the queries inside and what is folded; then, in this query alone, what inlining brings to light.
Node *still_query(Query *query, Stilling *stilling) {
    constexpr int this_query = QTW_IGNORE_RC_SUBQUERIES | QTW_IGNORE_JOINALIASES;
    Query *result = pg::mutate_query(query, still, stilling, QTW_IGNORE_JOINALIASES);
    result = pg::mutate_query(result, simplify, static_cast<void *>(nullptr), this_query);
    inline_range_functions(result, stilling);
    stilling->simplified = true;
    result = pg::mutate_query(result, still, stilling, this_query);
    stilling->simplified = false;
    return reinterpret_cast<Node *>(result);
}

} // namespace

Query *still_calls(const Query *query, int *next_param) {
    Stilling stilling{next_param, NIL, false};
    auto *const copy = static_cast<Query *>(copyObjectImpl(query));
    return reinterpret_cast<Query *>(still_query(copy, &stilling));
}

} // namespace nova::planner
