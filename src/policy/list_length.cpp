#include "policy/list_length.hpp"

#include "catalog/expressions.hpp"
#include "pg/compat.hpp"
#include "pg/confinement.hpp"

namespace nova::policy {

namespace {

constexpr double rows_of_nobody_knows = 1000; // ROWS where CREATE FUNCTION names none
constexpr int max_depth = 3;                  // of functions that call functions

// `column = column` or `column = value`; lives in a server List.
struct Equation {
    Var *left;
    Var *right; // null: a value
};

Var *as_column(Node *node) {
    node = catalog::strip_relabel(node);
    return IsA(node, Var) && reinterpret_cast<Var *>(node)->varlevelsup == 0 &&
                   reinterpret_cast<Var *>(node)->varattno > 0
               ? reinterpret_cast<Var *>(node)
               : nullptr;
}

void add_equation(Node *condition, List **equations) {
    if (!IsA(condition, OpExpr) || list_length(reinterpret_cast<OpExpr *>(condition)->args) != 2)
        return;
    auto *const comparison = reinterpret_cast<OpExpr *>(condition);
    if (!op_mergejoinable(comparison->opno, exprType(static_cast<Node *>(linitial(comparison->args)))))
        return;
    Var *const left = as_column(static_cast<Node *>(linitial(comparison->args)));
    Var *const right = as_column(static_cast<Node *>(lsecond(comparison->args)));
    Node *const other = static_cast<Node *>(left == nullptr ? linitial(comparison->args) : lsecond(comparison->args));
    if (left == nullptr && right == nullptr)
        return;
    if ((left == nullptr || right == nullptr) && contain_vars_of_level(other, 0))
        return;
    auto *const equation = static_cast<Equation *>(palloc(sizeof(Equation)));
    equation->left = left == nullptr ? right : left;
    equation->right = left == nullptr ? nullptr : right;
    *equations = lappend(*equations, equation);
}

void add_conditions(Node *quals, List **equations) {
    List *const conditions = make_ands_implicit(reinterpret_cast<Expr *>(quals));
    for (int i = 0; i < list_length(conditions); ++i)
        add_equation(static_cast<Node *>(list_nth(conditions, i)), equations);
}

void walk_joins(Node *node, List **equations, List **relations) {
    if (IsA(node, RangeTblRef)) {
        *relations = lappend_int(*relations, reinterpret_cast<RangeTblRef *>(node)->rtindex);
    } else if (IsA(node, JoinExpr)) {
        auto *const join = reinterpret_cast<JoinExpr *>(node);
        add_conditions(join->quals, equations);
        walk_joins(join->larg, equations, relations);
        walk_joins(join->rarg, equations, relations);
    } else if (IsA(node, FromExpr)) {
        auto *const from = reinterpret_cast<FromExpr *>(node);
        add_conditions(from->quals, equations);
        for (int i = 0; i < list_length(from->fromlist); ++i)
            walk_joins(static_cast<Node *>(list_nth(from->fromlist, i)), equations, relations);
    }
}

float declared_rows(Oid function) {
    HeapTuple const tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
    if (!HeapTupleIsValid(tuple))
        return 0;
    const float rows = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple))->prorows;
    ReleaseSysCache(tuple);
    return rows;
}

bool find_set_function(Node *node, Oid *function) {
    if (node == nullptr)
        return false;
    if (IsA(node, FuncExpr) && reinterpret_cast<FuncExpr *>(node)->funcretset) {
        *function = reinterpret_cast<FuncExpr *>(node)->funcid;
        return true;
    }
    return pg::walk_expression(node, find_set_function, function);
}

class Estimate {
  public:
    Estimate(const RelationCatalog &relations, Statistics &statistics, FunctionBodies &bodies)
        : relations_(relations), statistics_(statistics), bodies_(bodies) {}

    ListLength of(Query *query, int depth) {
        ListLength length{1, false};
        if (query->setOperations != nullptr || query->cteList != NIL)
            return {};
        List *equations = NIL;
        List *members = NIL;
        Oid set_function = InvalidOid;
        pg::call([query, &equations, &members, &set_function] {
            walk_joins(reinterpret_cast<Node *>(query->jointree), &equations, &members);
            for (int i = 0; i < list_length(query->targetList) && !OidIsValid(set_function); ++i)
                (void)find_set_function(
                    reinterpret_cast<Node *>(static_cast<TargetEntry *>(list_nth(query->targetList, i))->expr),
                    &set_function);
        });
        if (query->hasAggs && query->groupClause == NIL)
            return length;
        for (int i = 0; i < list_length(members); ++i)
            multiply(length, rows_of(entry(query, list_nth_int(members, i)), depth));
        for (int i = 0; i < list_length(equations); ++i)
            narrow(length, query, *static_cast<Equation *>(list_nth(equations, i)));
        if (OidIsValid(set_function))
            multiply(length, rows_of(set_function, depth));
        return length;
    }

  private:
    static RangeTblEntry *entry(Query *query, int number) {
        return static_cast<RangeTblEntry *>(list_nth(query->rtable, number - 1));
    }
    static void multiply(ListLength &length, const ListLength &by) {
        length.rows = length.rows && by.rows ? std::optional(*length.rows * *by.rows) : std::nullopt;
        length.restricted = length.restricted || by.restricted;
    }

    ListLength rows_of(RangeTblEntry *entry, int depth) {
        if (entry->rtekind == RTE_RELATION) {
            const auto size = relations_.tree_size(RelationId{entry->relid});
            return {size ? std::optional(size->rows) : std::nullopt, false};
        }
        if (entry->rtekind == RTE_SUBQUERY)
            return of(entry->subquery, depth);
        if (entry->rtekind == RTE_FUNCTION && list_length(entry->functions) == 1) {
            Node *const call = static_cast<RangeTblFunction *>(linitial(entry->functions))->funcexpr;
            if (IsA(call, FuncExpr))
                return rows_of(reinterpret_cast<FuncExpr *>(call)->funcid, depth);
        }
        return {};
    }

    ListLength rows_of(Oid function, int depth) {
        List *queries = NIL;
        if (depth < max_depth)
            pg::probe([&] { queries = pg::call([this, function] { return bodies_.queries(function); }); });
        if (list_length(queries) == 1)
            return of(static_cast<Query *>(linitial(queries)), depth + 1);
        const double rows = pg::call([function] { return declared_rows(function); });
        return {rows > 0 && rows != rows_of_nobody_knows ? std::optional(rows) : std::nullopt, false};
    }

    std::optional<double> distinct(Query *query, Var *column) {
        RangeTblEntry *const table = entry(query, static_cast<int>(column->varno));
        if (table->rtekind != RTE_RELATION)
            return std::nullopt;
        const auto size = relations_.tree_size(RelationId{table->relid});
        const auto distinct = statistics_.distinct(RelationId{table->relid}, column->varattno);
        if (!size || !distinct)
            return std::nullopt;
        return std::max(1.0, *distinct < 0 ? -*distinct * size->rows : *distinct);
    }

    void narrow(ListLength &length, Query *query, const Equation &equation) {
        length.restricted = length.restricted || equation.right == nullptr;
        auto values = distinct(query, equation.left);
        if (equation.right != nullptr) {
            const auto others = distinct(query, equation.right);
            values = values && others ? std::optional(std::max(*values, *others)) : values ? values : others;
        }
        length.rows = length.rows && values ? std::optional(*length.rows / *values) : std::nullopt;
    }

    const RelationCatalog &relations_;
    Statistics &statistics_;
    FunctionBodies &bodies_;
};

} // namespace

ListLength expected_length(Query *query, const RelationCatalog &relations, Statistics &statistics,
                           FunctionBodies &bodies) {
    return Estimate(relations, statistics, bodies).of(query, 0);
}

} // namespace nova::policy
