#include "policy/problem_volatile_function.hpp"

namespace nova::policy {

namespace {

// A foreign function of a column would be no better were it STABLE: opaque_function.
bool is_candidate(const FunctionCall &call) {
    return func_volatile(call.function) == PROVOLATILE_VOLATILE && !(call.is_foreign() && call.takes_columns);
}

} // namespace

std::optional<Problem> find_volatile_function(const Clause &clause, const RuleContext &context) {
    struct Found {
        Oid function;
        double cost;
    };
    const Found found = pg::call([&clause]() -> Found {
        List *const calls = function_calls(clause.simplified);
        for (int i = 0; i < list_length(calls); ++i) {
            auto *const call = static_cast<FunctionCall *>(list_nth(calls, i));
            if (is_candidate(*call))
                return {call->function, call_cost(calls)};
        }
        return {};
    });
    if (!OidIsValid(found.function))
        return std::nullopt;
    Problem problem = context.about(clause, PolicyRule::VolatileFunction);
    problem.sentence = volatile_function_problem({.table = context.table(),
                                                  .function = function_name(found.function),
                                                  .foreign = found.function >= FirstNormalObjectId,
                                                  .now_like = found.function == F_CLOCK_TIMESTAMP});
    problem.cost.call_cost = found.cost;
    return problem;
}

} // namespace nova::policy
