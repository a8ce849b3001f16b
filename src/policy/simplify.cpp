#include "policy/simplify.hpp"

#include "pg/compat.hpp"
#include "policy/stand_in.hpp"
#include "policy/table_locks.hpp"

namespace nova::policy {

namespace {

bool is_subquery(Node *node, void *) { return node != nullptr && (IsA(node, SubLink) || IsA(node, Query)); }

bool contains_subquery(Node *node, void *context) {
    return node != nullptr && (is_subquery(node, nullptr) || pg::walk_expression(node, contains_subquery, context));
}

bool is_column_free(Node *node) { return !contain_vars_of_level(node, 0) && !contains_subquery(node, nullptr); }

Node *mask_foldable_calls(Node *node, void *context) {
    if (node == nullptr)
        return nullptr;
    const bool call = IsA(node, FuncExpr) || IsA(node, OpExpr) || IsA(node, ScalarArrayOpExpr);
    if (call && is_column_free(node) && folds_foreign_function(node))
        return stand_in(node, 1);
    return pg::mutate_expression(node, mask_foldable_calls, context);
}

} // namespace

Node *simplify(Node *expression) {
    lock_tables_of_calls(expression);
    Node *node = mask_foldable_calls(expression, nullptr);
    return eval_const_expressions(nullptr, node);
}

Node *replace_init_plans(Node *node, InitPlans *plans) {
    if (node == nullptr)
        return nullptr;
    if (IsA(node, SubLink)) {
        auto *const link = reinterpret_cast<SubLink *>(node);
        const bool once = link->subLinkType == EXISTS_SUBLINK || link->subLinkType == ARRAY_SUBLINK ||
                          link->subLinkType == EXPR_SUBLINK;
        if (!once || contain_vars_of_level(node, 0))
            return node;
        Param *const parameter = reinterpret_cast<Param *>(stand_in(node, 1));
        parameter->paramkind = PARAM_EXEC;
        int number = 0;
        while (number < list_length(plans->seen_) && !equal(list_nth(plans->seen_, number), link))
            ++number;
        if (number == list_length(plans->seen_))
            plans->seen_ = lappend(plans->seen_, link);
        parameter->paramid = number + 1;
        return reinterpret_cast<Node *>(parameter);
    }
    return pg::mutate_expression(node, replace_init_plans, plans);
}

Node *InitPlans::extract(Node *expression) { return replace_init_plans(expression, this); }

} // namespace nova::policy
