#include "policy/problem_opaque_function.hpp"

#include "policy/problem_wrapped_column.hpp"

namespace nova::policy {

namespace {

// Not operators and casts, which compare and convert; and not what the planner is told of by a support function.
bool is_candidate(const FunctionCall &call) {
    return call.is_foreign() && call.takes_columns && !call.in_subquery && IsA(call.node, FuncExpr) &&
           reinterpret_cast<FuncExpr *>(call.node)->funcformat == COERCE_EXPLICIT_CALL &&
           !OidIsValid(get_func_support(call.function));
}

} // namespace

std::optional<Problem> find_opaque_function(const Clause &clause, const RuleContext &context) {
    struct Found {
        List *calls;
        double cost;
    };
    const Found found = pg::call([&clause]() -> Found {
        Node *const wrapped = wrapped_operand(clause);
        // An index on the expression can serve: wrapped_column.
        if (wrapped != nullptr && !contain_mutable_functions(wrapped))
            return {};
        List *const calls = function_calls(clause.simplified);
        return {calls, call_cost(calls)};
    });
    for (int i = 0; i < list_length(found.calls); ++i) {
        const FunctionCall &call = *static_cast<FunctionCall *>(list_nth(found.calls, i));
        if (!pg::call([&call] { return is_candidate(call); }))
            continue;
        const auto why = why_not_inlined(call.function, context.bodies);
        if (!why)
            continue;
        Problem problem = context.about(clause, PolicyRule::OpaqueFunction);
        problem.sentence = opaque_function_problem({.table = context.table(),
                                                    .function = function_name(call.function),
                                                    .language = function_language(call.function),
                                                    .why = *why});
        problem.cost.call_cost = found.cost;
        return problem;
    }
    return std::nullopt;
}

} // namespace nova::policy
