#include "planner/steady.hpp"

#include "pg/compat.hpp"
#include "pg/may_run.hpp"

namespace nova::planner {

namespace {

bool depends_on_rows(Node *node, void *context) {
    if (node == nullptr)
        return false;
    switch (nodeTag(node)) {
    case T_Var:
    case T_Aggref:
    case T_GroupingFunc:
    case T_WindowFunc:
    case T_SubLink:
    case T_SubPlan:
    case T_Query:
    case T_CaseTestExpr:
    case T_CoerceToDomainValue:
    case T_SetToDefault:
    case T_CurrentOfExpr:
    case T_PlaceHolderVar:
        return true;
    case T_Param:
        return reinterpret_cast<Param *>(node)->paramkind != PARAM_EXTERN;
    case T_FuncExpr:
        if (reinterpret_cast<FuncExpr *>(node)->funcretset)
            return true;
        break;
    case T_OpExpr:
        if (reinterpret_cast<OpExpr *>(node)->opretset)
            return true;
        break;
    case T_ArrayCoerceExpr: // the other expression inside is about an element
        return depends_on_rows(reinterpret_cast<Node *>(reinterpret_cast<ArrayCoerceExpr *>(node)->arg), context);
    default:
        break;
    }
    return pg::walk_expression(node, depends_on_rows, context);
}

bool is_foreign(Oid function, void *) { return !pg::may_run(function); }

bool runs_foreign_function(Node *node, void *context) {
    return node != nullptr && (check_functions_in_node(node, is_foreign, nullptr) ||
                               pg::walk_expression(node, runs_foreign_function, context));
}

bool is_time(Node *node) {
    char category = 0;
    bool preferred = false;
    get_type_category_preferred(exprType(node), &category, &preferred);
    return category == TYPCATEGORY_DATETIME || category == TYPCATEGORY_TIMESPAN;
}

// Constants and the time of the transaction, and computations with those that yield a time.
bool tells_no_time(Node *node, void *context) {
    if (node == nullptr || IsA(node, Const) || IsA(node, List))
        return node != nullptr && IsA(node, List) && pg::walk_expression(node, tells_no_time, context);
    if (!is_time(node))
        return true;
    switch (nodeTag(node)) {
    case T_SQLValueFunction:
    case T_Param:
        return false;
    case T_FuncExpr:
    case T_OpExpr:
    case T_CoerceViaIO:
    case T_RelabelType:
        return pg::walk_expression(node, tells_no_time, context);
    default:
        return true;
    }
}

} // namespace

bool is_call(Node *node) {
    switch (nodeTag(node)) {
    case T_FuncExpr:
    case T_OpExpr:
    case T_DistinctExpr:
    case T_NullIfExpr:
    case T_ScalarArrayOpExpr:
    case T_RowCompareExpr:
    case T_CoerceViaIO:
    case T_ArrayCoerceExpr:
    case T_MinMaxExpr:
    case T_SQLValueFunction:
        return true;
    default:
        return false;
    }
}

bool is_column_free(Node *node) { return !depends_on_rows(node, nullptr); }

bool is_steady(Node *node) {
    fix_opfuncids(node);
    if (contain_volatile_functions(node))
        return true;
    if (runs_foreign_function(node, nullptr))
        return false;
    return !contain_mutable_functions(node) || !tells_no_time(node, nullptr);
}

} // namespace nova::planner
