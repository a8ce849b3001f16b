#include "policy/membership.hpp"

#include "catalog/expressions.hpp"
#include "pg/compat.hpp"
#include "policy/calls.hpp"

namespace nova::policy {

namespace {

bool is_true(Node *node) {
    if (!IsA(node, Const))
        return false;
    auto *const constant = reinterpret_cast<Const *>(node);
    return constant->consttype == BOOLOID && !constant->constisnull && DatumGetBool(constant->constvalue);
}

// Without `= true` and IS TRUE, which change nothing where a filter stands.
Node *without_truth_test(Node *node) {
    if (IsA(node, BooleanTest) && reinterpret_cast<BooleanTest *>(node)->booltesttype == IS_TRUE)
        return without_truth_test(reinterpret_cast<Node *>(reinterpret_cast<BooleanTest *>(node)->arg));
    if (IsA(node, OpExpr) && reinterpret_cast<OpExpr *>(node)->opno == BooleanEqualOperator) {
        List *const sides = reinterpret_cast<OpExpr *>(node)->args;
        if (is_true(static_cast<Node *>(lsecond(sides))))
            return without_truth_test(static_cast<Node *>(linitial(sides)));
        if (is_true(static_cast<Node *>(linitial(sides))))
            return without_truth_test(static_cast<Node *>(lsecond(sides)));
    }
    return node;
}

bool is_column(Node *node, int level) {
    node = catalog::strip_relabel(node);
    return IsA(node, Var) && reinterpret_cast<Var *>(node)->varattno > 0 &&
           reinterpret_cast<Var *>(node)->varlevelsup == static_cast<Index>(level);
}

// A B-tree on the column searches by `column op value`, value for value.
bool is_searchable_equality(Oid op, Node *column) {
    const Oid operator_class = GetDefaultOpClass(exprType(catalog::strip_relabel(column)), BTREE_AM_OID);
    return OidIsValid(operator_class) &&
           get_op_opfamily_strategy(op, get_opclass_family(operator_class)) == BTEqualStrategyNumber;
}

ListForm no_list(NoList why) { return {why, nullptr, nullptr, nullptr}; }

Node *replace_parameter(Node *node, Node *with) {
    if (node == nullptr)
        return nullptr;
    if (IsA(node, Param) && reinterpret_cast<Param *>(node)->paramkind == PARAM_SUBLINK)
        return static_cast<Node *>(copyObjectImpl(with));
    return pg::mutate_expression(node, replace_parameter, with);
}

ListForm make_list(Node *column, Oid op, Oid collation, Query *list) {
    Node *const element = reinterpret_cast<Node *>(linitial_node(TargetEntry, list->targetList)->expr);
    if (!is_searchable_equality(op, column) || !OidIsValid(get_array_type(exprType(element))) ||
        type_is_array(exprType(element)))
        return no_list(NoList::Operator);
    if (contain_volatile_functions(reinterpret_cast<Node *>(list)))
        return no_list(NoList::Volatile);
    SubLink *const array = makeNode(SubLink);
    array->subLinkType = ARRAY_SUBLINK;
    array->subselect = reinterpret_cast<Node *>(list);
    array->location = -1;
    ScalarArrayOpExpr *const any = makeNode(ScalarArrayOpExpr);
    any->opno = op;
    any->opfuncid = get_opcode(op);
    any->useOr = true;
    any->inputcollid = collation;
    any->args = list_make2(column, array);
    any->location = -1;
    return {NoList::Nothing, reinterpret_cast<Node *>(any), column, list};
}

bool shapes_its_rows(Query *query) {
    return query->distinctClause != NIL || query->sortClause != NIL || query->groupClause != NIL ||
           query->groupingSets != NIL || query->setOperations != nullptr || query->hasAggs;
}

ListForm from_in(SubLink *link) {
    auto *const query = static_cast<Query *>(copyObjectImpl(link->subselect));
    if (!runs_once(link) || query->rowMarks != NIL || link->testexpr == nullptr || !IsA(link->testexpr, OpExpr))
        return no_list(NoList::Shape);
    auto *const comparison = reinterpret_cast<OpExpr *>(link->testexpr);
    if (list_length(comparison->args) != 2)
        return no_list(NoList::Shape);
    Node *const column = static_cast<Node *>(linitial(comparison->args));
    Node *const value = static_cast<Node *>(lsecond(comparison->args));
    if (!is_column(column, 0) || contain_vars_of_level(value, 0))
        return no_list(NoList::Shape);
    if (!IsA(value, Param)) { // a cast of it
        if (shapes_its_rows(query))
            return no_list(NoList::Shape);
        TargetEntry *const target = linitial_node(TargetEntry, query->targetList);
        target->expr = reinterpret_cast<Expr *>(replace_parameter(value, reinterpret_cast<Node *>(target->expr)));
    }
    return make_list(column, comparison->opno, comparison->inputcollid, query);
}

// EXISTS does not mind how many rows there are, as long as there is one.
bool is_harmless_limit(Query *query) {
    if (query->limitOffset != nullptr)
        return false;
    if (query->limitCount == nullptr)
        return true;
    Node *const count = eval_const_expressions(nullptr, query->limitCount);
    return IsA(count, Const) && !reinterpret_cast<Const *>(count)->constisnull &&
           DatumGetInt64(reinterpret_cast<Const *>(count)->constvalue) > 0;
}

// The other side of an equality with a column of the row around; null where it is not one.
struct Correlation {
    Node *column;
    Node *inner;
    Oid op; // with the column on the left
    Oid collation;
};

Correlation match_correlation(Node *condition) {
    if (!IsA(condition, OpExpr))
        return {};
    auto *const comparison = reinterpret_cast<OpExpr *>(condition);
    if (list_length(comparison->args) != 2)
        return {};
    Node *const left = static_cast<Node *>(linitial(comparison->args));
    Node *const right = static_cast<Node *>(lsecond(comparison->args));
    const bool on_left = is_column(left, 1);
    Node *const inner = on_left ? right : left;
    if ((!on_left && !is_column(right, 1)) || contain_vars_of_level(inner, 1) || !contain_vars_of_level(inner, 0) ||
        contain_subplans(inner))
        return {};
    return {on_left ? left : right, inner, on_left ? comparison->opno : get_commutator(comparison->opno),
            comparison->inputcollid};
}

ListForm from_exists(SubLink *link) {
    auto *const query = static_cast<Query *>(copyObjectImpl(link->subselect));
    if (shapes_its_rows(query) || query->havingQual != nullptr || query->hasWindowFuncs || query->hasTargetSRFs ||
        query->hasModifyingCTE || query->cteList != NIL || query->rowMarks != NIL || !is_harmless_limit(query) ||
        query->jointree == nullptr)
        return no_list(NoList::Shape);
    if (contain_volatile_functions(reinterpret_cast<Node *>(query)))
        return no_list(NoList::Volatile);
    List *const conditions = make_ands_implicit(reinterpret_cast<Expr *>(query->jointree->quals));
    List *others = NIL;
    Correlation correlation{};
    for (int i = 0; i < list_length(conditions); ++i) {
        Node *const condition = static_cast<Node *>(list_nth(conditions, i));
        const Correlation found = correlation.column == nullptr ? match_correlation(condition) : Correlation{};
        if (found.column != nullptr)
            correlation = found;
        else
            others = lappend(others, condition);
    }
    if (correlation.column == nullptr)
        return no_list(NoList::Shape);
    if (!OidIsValid(correlation.op))
        return no_list(NoList::Operator);
    query->jointree->quals = others == NIL ? nullptr : reinterpret_cast<Node *>(make_ands_explicit(others));
    query->limitCount = nullptr;
    query->sortClause = NIL;
    Node *const inner = correlation.inner;
    Node *const variable = catalog::strip_relabel(inner);
    char *name = pstrdup("?column?"); // which deparsing leaves out
    if (IsA(inner, Var)) {
        auto *const entry = static_cast<RangeTblEntry *>(
            list_nth(query->rtable, static_cast<int>(reinterpret_cast<Var *>(variable)->varno) - 1));
        name = get_rte_attribute_name(entry, reinterpret_cast<Var *>(variable)->varattno);
    }
    query->targetList = list_make1(makeTargetEntry(reinterpret_cast<Expr *>(inner), 1, name, false));
    if (contain_vars_of_level(reinterpret_cast<Node *>(query), 1))
        return no_list(NoList::Shape);
    Node *const column = static_cast<Node *>(copyObjectImpl(correlation.column));
    IncrementVarSublevelsUp(column, -1, 1);
    return make_list(column, correlation.op, correlation.collation, query);
}

} // namespace

ListForm as_list(Node *part) {
    Node *const node = without_truth_test(part);
    if (!IsA(node, SubLink))
        return no_list(NoList::Nested);
    auto *const link = reinterpret_cast<SubLink *>(node);
    switch (link->subLinkType) {
    case ANY_SUBLINK:
        return from_in(link);
    case EXISTS_SUBLINK:
        return from_exists(link);
    default:
        return no_list(NoList::Shape);
    }
}

} // namespace nova::policy
