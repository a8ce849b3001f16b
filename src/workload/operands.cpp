#include "pg/compat.hpp"
#include "workload/raw_statement.hpp"

namespace nova::workload {

namespace {

struct Collector {
    List *numbers;
    bool inside; // of functions and subqueries, too
};

void collect(Node *node, Collector &collector);

void collect_list(List *nodes, Collector &collector) {
    for (int i = 0; i < list_length(nodes); ++i)
        collect(static_cast<Node *>(list_nth(nodes, i)), collector);
}

// Is the result something else than a comparison's?
bool computes(const A_Expr *expression) {
    if (expression->kind == AEXPR_NULLIF)
        return true;
    if (expression->kind != AEXPR_OP)
        return false;
    const char *const name = strVal(llast(expression->name));
    return strpbrk(name, "<>=~") == nullptr;
}

void collect_operands(A_Expr *expression, Collector &collector) {
    collect(expression->lexpr, collector);
    collect(expression->rexpr, collector);
}

void collect_arguments(FuncCall *call, Collector &collector) {
    collect_list(call->args, collector);
    for (int i = 0; i < list_length(call->agg_order); ++i)
        collect(static_cast<SortBy *>(list_nth(call->agg_order, i))->node, collector);
}

void collect_results(CaseExpr *expression, Collector &collector) {
    for (int i = 0; i < list_length(expression->args); ++i)
        collect(reinterpret_cast<Node *>(static_cast<CaseWhen *>(list_nth(expression->args, i))->result), collector);
    collect(reinterpret_cast<Node *>(expression->defresult), collector);
}

void collect_select(SelectStmt *select, Collector &collector) {
    if (select->op != SETOP_NONE) {
        collect_select(select->larg, collector);
        collect_select(select->rarg, collector);
    }
    collect_list(select->targetList, collector);
    collect_list(select->valuesLists, collector);
}

// The parameters that give a node its type.
void collect(Node *node, Collector &collector) {
    if (node == nullptr)
        return;
    check_stack_depth();
    switch (nodeTag(node)) {
    case T_ParamRef:
        collector.numbers = list_append_unique_int(collector.numbers, reinterpret_cast<ParamRef *>(node)->number);
        break;
    case T_List:
        collect_list(reinterpret_cast<List *>(node), collector);
        break;
    case T_ResTarget:
        collect(reinterpret_cast<ResTarget *>(node)->val, collector);
        break;
    case T_A_Expr:
        if (computes(reinterpret_cast<A_Expr *>(node)))
            collect_operands(reinterpret_cast<A_Expr *>(node), collector);
        break;
    case T_CaseExpr:
        collect_results(reinterpret_cast<CaseExpr *>(node), collector);
        break;
    case T_CoalesceExpr:
        collect_list(reinterpret_cast<CoalesceExpr *>(node)->args, collector);
        break;
    case T_MinMaxExpr:
        collect_list(reinterpret_cast<MinMaxExpr *>(node)->args, collector);
        break;
    case T_A_ArrayExpr:
        collect_list(reinterpret_cast<A_ArrayExpr *>(node)->elements, collector);
        break;
    case T_RowExpr:
        collect_list(reinterpret_cast<RowExpr *>(node)->args, collector);
        break;
    case T_NamedArgExpr:
        collect(reinterpret_cast<Node *>(reinterpret_cast<NamedArgExpr *>(node)->arg), collector);
        break;
    case T_FuncCall:
        if (collector.inside)
            collect_arguments(reinterpret_cast<FuncCall *>(node), collector);
        break;
    case T_SubLink:
        if (collector.inside)
            collect_select(reinterpret_cast<SelectStmt *>(reinterpret_cast<SubLink *>(node)->subselect), collector);
        break;
    default:
        break; // a cast, a column, a condition: of a type of its own
    }
}

// The operands of the node where the error is, which may be a comparison.
void collect_root(Node *node, Collector &collector) {
    switch (nodeTag(node)) {
    case T_A_Expr:
        collect_operands(reinterpret_cast<A_Expr *>(node), collector);
        break;
    case T_FuncCall:
        collect_arguments(reinterpret_cast<FuncCall *>(node), collector);
        break;
    case T_SubLink:
        collect(reinterpret_cast<SubLink *>(node)->testexpr, collector);
        collect(node, collector);
        break;
    default:
        collect(node, collector);
        break;
    }
}

// Where an error about the node itself points to; -1: none points there.
int own_location(Node *node) {
    switch (nodeTag(node)) {
    case T_A_Expr:
        return reinterpret_cast<A_Expr *>(node)->location;
    case T_SubLink:
        return reinterpret_cast<SubLink *>(node)->location;
    case T_FuncCall:
    case T_CaseExpr:
    case T_CoalesceExpr:
    case T_MinMaxExpr:
    case T_A_ArrayExpr:
    case T_RowExpr:
    case T_ParamRef:
    case T_ResTarget:
        return exprLocation(node);
    default:
        return -1;
    }
}

struct Search {
    int location;
    Collector collector;
};

bool search(Node *node, Search *context) {
    if (node == nullptr)
        return false;
    if (own_location(node) == context->location)
        collect_root(node, context->collector);
    return pg::walk_raw_tree(node, search, context);
}

bool search_results(Node *node, Search *context) {
    if (node == nullptr)
        return false;
    if (IsA(node, SelectStmt))
        collect_select(reinterpret_cast<SelectStmt *>(node), context->collector);
    return pg::walk_raw_tree(node, search_results, context);
}

} // namespace

List *operands_at(Node *tree, int location, int level) {
    Search context{location, {NIL, level > 0}};
    if (level < 2)
        search(tree, &context);
    else
        search_results(tree, &context);
    return context.collector.numbers;
}

} // namespace nova::workload
