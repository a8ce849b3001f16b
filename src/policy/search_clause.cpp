#include "policy/search_clause.hpp"

#include "catalog/expressions.hpp"
#include "catalog/server_operator_classes.hpp"
#include "pg/compat.hpp"

namespace nova::policy {

namespace {

// In the order in which they are preferred.
constexpr Oid access_methods[] = {BTREE_AM_OID, GIN_AM_OID, GIST_AM_OID, SPGIST_AM_OID, HASH_AM_OID};

// The column's own statistics and indexes, or an expression that an index can be on.
bool is_indexable(Node *operand) {
    if (!contain_vars_of_level(operand, 0) || contain_subplans(operand) || contain_vars_of_level(operand, 1))
        return false;
    if (IsA(operand, Var))
        return reinterpret_cast<Var *>(operand)->varattno > 0;
    if (contain_mutable_functions(operand) || catalog::contains_parameter(operand))
        return false;
    Bitmapset *columns = nullptr;
    pull_varattnos(operand, 1, &columns);
    // No system columns, no whole rows.
    return bms_next_member(columns, -1) > -FirstLowInvalidHeapAttributeNumber;
}

bool is_value(Node *node) { return !contain_vars_of_level(node, 0) && !contain_volatile_functions(node); }

AttrNumber first_column(Node *operand) {
    Bitmapset *columns = nullptr;
    pull_varattnos(operand, 1, &columns);
    return static_cast<AttrNumber>(bms_next_member(columns, -1) + FirstLowInvalidHeapAttributeNumber);
}

SearchClause on_operand(Node *operand, ClauseKind kind) {
    SearchClause result;
    result.kind = kind;
    result.operand = operand;
    result.column = first_column(operand);
    result.bare_column = IsA(operand, Var);
    return result;
}

// An access method whose default operator class for the operand has the operator.
bool choose_method(SearchClause &clause) {
    const Oid type = exprType(clause.operand);
    for (const Oid method : access_methods) {
        const Oid family = catalog::default_operator_family(type, method);
        if (!OidIsValid(family) || !op_in_opfamily(clause.op, family))
            continue;
        clause.method = method;
        clause.family = family;
        clause.range = method == BTREE_AM_OID && get_op_opfamily_strategy(clause.op, family) != BTEqualStrategyNumber;
        return true;
    }
    return false;
}

struct PatternClass {
    Oid type;
    Oid family;
    const char *name;
};
constexpr PatternClass pattern_classes[] = {
    {TEXTOID, TEXT_PATTERN_BTREE_FAM_OID, "pg_catalog.text_pattern_ops"},
    {VARCHAROID, TEXT_PATTERN_BTREE_FAM_OID, "pg_catalog.varchar_pattern_ops"},
    {BPCHAROID, BPCHAR_PATTERN_BTREE_FAM_OID, "pg_catalog.bpchar_pattern_ops"},
};

// LIKE 'prefix%' and its kin: the type's B-tree if that will do (collation C), else that of its characters.
bool choose_derived(Node *whole, SearchClause &clause) {
    const Oid type = getBaseType(exprType(clause.operand));
    const Oid standard = catalog::default_operator_family(type, BTREE_AM_OID);
    clause.method = BTREE_AM_OID;
    clause.range = true;
    clause.kind = ClauseKind::Derived;
    if (OidIsValid(standard)) {
        clause.family = standard;
        if (derives_index_condition(whole, clause.operand, clause.family, exprCollation(clause.operand)))
            return true;
    }
    for (const PatternClass &pattern : pattern_classes) {
        clause.family = pattern.family;
        clause.operator_class = pattern.name;
        if (type == pattern.type &&
            derives_index_condition(whole, clause.operand, pattern.family, exprCollation(clause.operand)))
            return true;
    }
    return false;
}

void match_operands(Node *whole, Node *left, Node *right, Oid op, Oid function, SearchClause &result) {
    left = catalog::strip_relabel(left);
    right = catalog::strip_relabel(right);
    const bool on_left = is_indexable(left) && (is_value(right) || !is_indexable(right) || !is_value(left));
    if (!on_left && !is_indexable(right))
        return;
    Node *const operand = on_left ? left : right;
    if (!on_left)
        op = get_commutator(op);
    const Oid collation = result.collation;
    result = on_operand(operand, ClauseKind::Operator);
    result.collation = collation;
    result.op = op;
    result.implies_not_null = func_strict(function);
    // Compared with what changes from row to row or call to call, the operand still is not NULL.
    result.searchable = is_value(on_left ? right : left) &&
                        ((OidIsValid(op) && choose_method(result)) || choose_derived(whole, result));
}

SearchClause match_operator(OpExpr *clause) {
    SearchClause result;
    if (list_length(clause->args) != 2)
        return result;
    set_opfuncid(clause);
    result.collation = clause->inputcollid;
    match_operands(reinterpret_cast<Node *>(clause), static_cast<Node *>(linitial(clause->args)),
                   static_cast<Node *>(lsecond(clause->args)), clause->opno, clause->opfuncid, result);
    return result;
}

// operand OP ANY (array)
SearchClause match_any_of_array(ScalarArrayOpExpr *clause) {
    Node *const operand = catalog::strip_relabel(static_cast<Node *>(linitial(clause->args)));
    if (!clause->useOr || !is_indexable(operand) || !is_value(static_cast<Node *>(lsecond(clause->args))))
        return {};
    set_sa_opfuncid(clause);
    SearchClause result = on_operand(operand, ClauseKind::Operator);
    result.collation = clause->inputcollid;
    result.op = clause->opno;
    result.implies_not_null = func_strict(clause->opfuncid);
    result.searchable = choose_method(result);
    return result;
}

// A function that the planner knows an index condition for, such as starts_with.
SearchClause match_function(FuncExpr *clause) {
    if (list_length(clause->args) != 2)
        return {};
    SearchClause result;
    result.collation = clause->inputcollid;
    match_operands(reinterpret_cast<Node *>(clause), static_cast<Node *>(linitial(clause->args)),
                   static_cast<Node *>(lsecond(clause->args)), InvalidOid, clause->funcid, result);
    return result;
}

// (a, b) > (x, y) searches by its first column at least.
SearchClause match_row_comparison(RowCompareExpr *clause) {
    SearchClause result;
    result.collation = linitial_oid(clause->inputcollids);
    const Oid op = linitial_oid(clause->opnos);
    match_operands(reinterpret_cast<Node *>(clause), static_cast<Node *>(linitial(clause->largs)),
                   static_cast<Node *>(linitial(clause->rargs)), op, get_opcode(op), result);
    if (!is_value(reinterpret_cast<Node *>(clause->rargs)) && !is_value(reinterpret_cast<Node *>(clause->largs)))
        result.searchable = false;
    if (result.method != BTREE_AM_OID)
        result.searchable = false;
    result.range = true;
    return result;
}

SearchClause match_boolean(Node *operand) {
    if (!IsA(operand, Var) || !is_indexable(operand))
        return {};
    SearchClause result = on_operand(operand, ClauseKind::Operator);
    result.op = BooleanEqualOperator;
    result.implies_not_null = true;
    result.searchable = choose_method(result);
    return result;
}

SearchClause match_null_test(NullTest *clause) {
    Node *const operand = catalog::strip_relabel(reinterpret_cast<Node *>(clause->arg));
    if (clause->argisrow || !is_indexable(operand))
        return {};
    SearchClause result = on_operand(operand, ClauseKind::NullTest);
    result.family = catalog::default_operator_family(exprType(operand), BTREE_AM_OID);
    if (!OidIsValid(result.family))
        return {};
    result.method = BTREE_AM_OID;
    result.range = clause->nulltesttype == IS_NOT_NULL;
    result.implies_not_null = clause->nulltesttype == IS_NOT_NULL;
    result.searchable = true;
    return result;
}

SearchClause match_boolean_test(BooleanTest *clause) {
    return clause->booltesttype == IS_TRUE || clause->booltesttype == IS_FALSE
               ? match_boolean(reinterpret_cast<Node *>(clause->arg))
               : SearchClause{};
}

} // namespace

SearchClause match_search_clause(Node *clause) {
    switch (nodeTag(clause)) {
    case T_OpExpr:
        return match_operator(reinterpret_cast<OpExpr *>(clause));
    case T_ScalarArrayOpExpr:
        return match_any_of_array(reinterpret_cast<ScalarArrayOpExpr *>(clause));
    case T_FuncExpr:
        return match_function(reinterpret_cast<FuncExpr *>(clause));
    case T_RowCompareExpr:
        return match_row_comparison(reinterpret_cast<RowCompareExpr *>(clause));
    case T_Var:
        return match_boolean(clause);
    case T_NullTest:
        return match_null_test(reinterpret_cast<NullTest *>(clause));
    case T_BooleanTest:
        return match_boolean_test(reinterpret_cast<BooleanTest *>(clause));
    case T_BoolExpr:
        if (reinterpret_cast<BoolExpr *>(clause)->boolop == NOT_EXPR)
            return match_boolean(static_cast<Node *>(linitial(reinterpret_cast<BoolExpr *>(clause)->args)));
        return {};
    default:
        return {};
    }
}

bool derives_index_condition(Node *clause, Node *operand, Oid family, Oid collation) {
    Oid function = InvalidOid;
    List *arguments = NIL;
    if (IsA(clause, OpExpr)) {
        auto *const op = reinterpret_cast<OpExpr *>(clause);
        set_opfuncid(op);
        function = op->opfuncid;
        arguments = op->args;
    } else if (IsA(clause, FuncExpr)) {
        function = reinterpret_cast<FuncExpr *>(clause)->funcid;
        arguments = reinterpret_cast<FuncExpr *>(clause)->args;
    }
    if (!OidIsValid(function) || function >= FirstNormalObjectId)
        return false;
    const Oid support = get_func_support(function);
    if (!OidIsValid(support))
        return false;

    IndexOptInfo *const index = makeNode(IndexOptInfo);
    index->ncolumns = index->nkeycolumns = 1;
    index->indexcollations = &collation;
    index->opfamily = &family;
    SupportRequestIndexCondition request{};
    request.type = T_SupportRequestIndexCondition;
    request.funcid = function;
    request.node = clause;
    request.indexarg = equal(catalog::strip_relabel(static_cast<Node *>(linitial(arguments))), operand) ? 0 : 1;
    request.index = index;
    request.indexcol = 0;
    request.opfamily = family;
    request.indexcollation = collation;
    request.lossy = true;
    return DatumGetPointer(OidFunctionCall1(support, PointerGetDatum(&request))) != nullptr;
}

} // namespace nova::policy
