#include "policy/problem_per_row_function.hpp"

#include "pg/compat.hpp"
#include "pg/confinement.hpp"
#include "policy/simplify.hpp"

namespace nova::policy {

namespace {

// Expressions that a SELECT can stand for. COLLATE is not among them: it counts for more in the expression itself
// than in a SELECT, so what is below it is taken.
bool is_value_expression(Node *node) {
    switch (nodeTag(node)) {
    case T_FuncExpr:
    case T_OpExpr:
    case T_DistinctExpr:
    case T_NullIfExpr:
    case T_ScalarArrayOpExpr:
    case T_BoolExpr:
    case T_SubscriptingRef:
    case T_FieldSelect:
    case T_RelabelType:
    case T_CoerceViaIO:
    case T_ArrayCoerceExpr:
    case T_CoerceToDomain:
    case T_CaseExpr:
    case T_ArrayExpr:
    case T_CoalesceExpr:
    case T_MinMaxExpr:
    case T_NullTest:
    case T_BooleanTest:
        return get_typtype(exprType(node)) != TYPTYPE_PSEUDO;
    default:
        return false;
    }
}

// Has it a part that only means something where it stands?
bool depends_on_place(Node *node, void *context) {
    if (node == nullptr)
        return false;
    if (IsA(node, CaseTestExpr) || IsA(node, CoerceToDomainValue) || IsA(node, Param) || IsA(node, Var))
        return true;
    if (IsA(node, Query))
        return contain_vars_of_level(node, 1);
    return pg::walk_expression(node, depends_on_place, context);
}

// The largest expressions without columns that have a call in them.
bool collect_values(Node *node, List **values) {
    if (node == nullptr || IsA(node, Query))
        return false;
    if (is_value_expression(node) && !depends_on_place(node, nullptr) && !contain_volatile_functions(node)) {
        if (function_calls(node) != NIL)
            *values = list_append_unique(*values, node);
        return false;
    }
    return pg::walk_expression(node, collect_values, values);
}

bool is_foreign(List *calls) {
    for (int i = 0; i < list_length(calls); ++i)
        if (static_cast<FunctionCall *>(list_nth(calls, i))->is_foreign())
            return true;
    return false;
}

// Functions of the server's own without arguments, such as now(), cost no more than the result of a SELECT.
bool is_worth_a_select(List *calls) {
    for (int i = 0; i < list_length(calls); ++i) {
        auto *const call = static_cast<FunctionCall *>(list_nth(calls, i));
        const bool reads_state = IsA(call->node, FuncExpr) && reinterpret_cast<FuncExpr *>(call->node)->args != NIL &&
                                 func_volatile(call->function) == PROVOLATILE_STABLE;
        if (call->is_foreign() || reads_state)
            return true;
    }
    return false;
}

} // namespace

std::vector<Problem> find_per_row_functions(const Clause &clause, const RuleContext &context, PolicyRewrite &rewrite) {
    struct Value {
        Node *node;
        double cost;
        bool foreign;
    };
    std::vector<Value> values;
    pg::probe([&] {
        pg::call([&] {
            List *candidates = NIL;
            collect_values(clause.stored, &candidates);
            for (int i = 0; i < list_length(candidates); ++i) {
                Node *const node = static_cast<Node *>(list_nth(candidates, i));
                List *const calls = function_calls(simplify(node));
                if (is_worth_a_select(calls))
                    values.push_back({node, call_cost(calls), is_foreign(function_calls(node))});
            }
        });
    });
    std::vector<Problem> problems;
    const bool answered = !values.empty() && !clause.search.range && context.sets.answered(clause);
    for (const Value &value : values) {
        if ((answered && !value.foreign) || rewrite.replaces(value.node))
            continue;
        rewrite.replace_value(value.node, pg::call([&value] { return as_scalar_subquery(value.node); }));
        Problem problem = context.about(clause, PolicyRule::PerRowFunction);
        PerRowFunctionProblem facts{.table = context.table(), .call = context.print(value.node), .indexed = answered};
        problem.sentence = per_row_function_problem(facts);
        facts.rewritten = true;
        problem.rewritten = true;
        problem.rewritten_sentence = per_row_function_problem(facts);
        problem.cost.reads_all = false;
        problem.cost.call_cost = value.cost;
        if (answered || !value.foreign)
            problem.cost.most = Severity::Low;
        problems.push_back(std::move(problem));
    }
    return problems;
}

} // namespace nova::policy
