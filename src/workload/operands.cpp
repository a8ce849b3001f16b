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

void collect_subquery(SelectStmt *select, Collector &collector) {
    if (select->op != SETOP_NONE) {
        collect_subquery(select->larg, collector);
        collect_subquery(select->rarg, collector);
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
            collect_subquery(reinterpret_cast<SelectStmt *>(reinterpret_cast<SubLink *>(node)->subselect), collector);
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
    bool inside;
    List *groups;

    void add(const Collector &collector) {
        if (collector.numbers != NIL)
            groups = lappend(groups, collector.numbers);
    }
};

bool search_operands(Node *node, Search *search) {
    if (node == nullptr)
        return false;
    if (own_location(node) == search->location) {
        Collector collector{NIL, search->inside};
        collect_root(node, collector);
        search->add(collector);
    }
    return pg::walk_raw_tree(node, search_operands, search);
}

void add_columns(SelectStmt *select, Search *search) {
    for (int column = 0; column < list_length(select->targetList); ++column) {
        Collector collector{NIL, true};
        collect(static_cast<Node *>(list_nth(select->targetList, column)), collector);
        search->add(collector);
    }
    const int columns = select->valuesLists == NIL ? 0 : list_length(linitial_node(List, select->valuesLists));
    for (int column = 0; column < columns; ++column) {
        Collector collector{NIL, true};
        for (int row = 0; row < list_length(select->valuesLists); ++row) {
            List *const values = static_cast<List *>(list_nth(select->valuesLists, row));
            if (column < list_length(values))
                collect(static_cast<Node *>(list_nth(values, column)), collector);
        }
        search->add(collector);
    }
}

bool search_results(Node *node, Search *search) {
    if (node == nullptr)
        return false;
    if (IsA(node, SelectStmt))
        add_columns(reinterpret_cast<SelectStmt *>(node), search);
    return pg::walk_raw_tree(node, search_results, search);
}

bool search_arguments(Node *node, Search *search) {
    if (node == nullptr)
        return false;
    if (IsA(node, FuncCall)) {
        Collector collector{NIL, false};
        collect_arguments(reinterpret_cast<FuncCall *>(node), collector);
        search->add(collector);
    }
    return pg::walk_raw_tree(node, search_arguments, search);
}

} // namespace

List *suspects(Node *tree, int location, Reach reach) {
    Search search{location, reach != Reach::Operands, NIL};
    switch (reach) {
    case Reach::Operands:
    case Reach::Inside:
        search_operands(tree, &search);
        break;
    case Reach::Results:
        search_results(tree, &search);
        break;
    case Reach::Arguments:
        search_arguments(tree, &search);
        break;
    }
    return search.groups;
}

} // namespace nova::workload
