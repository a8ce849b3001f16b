#include "policy/problem_shadowed_by_policy.hpp"

namespace nova::policy {

namespace {

struct Shadowed {
    const Clause *clause;
    const Policy *by;
    std::vector<PolicyCommand> commands;
    bool searched = true;
};

bool is_searchable(const Filter &filter) {
    if (filter.kind == Filter::Kind::Clause)
        return filter.clause->search.searchable;
    if (filter.kind == Filter::Kind::Or)
        return std::all_of(filter.parts.begin(), filter.parts.end(), is_searchable);
    return std::any_of(filter.parts.begin(), filter.parts.end(), is_searchable);
}

// Of an OR that could be searched for, each branch that cannot be here.
void collect(const Filter &filter, std::vector<const Clause *> &found) {
    if (filter.kind == Filter::Kind::Clause) {
        if (filter.clause->search.searchable && !filter.clause->leakproof)
            found.push_back(filter.clause);
    } else if (filter.kind == Filter::Kind::And || is_searchable(filter)) {
        for (const Filter &part : filter.parts)
            collect(part, found);
    }
}

} // namespace

Oid leaky_function(Node *clause) {
    List *const calls = function_calls(clause);
    for (int i = 0; i < list_length(calls); ++i) {
        auto *const call = static_cast<FunctionCall *>(list_nth(calls, i));
        if (call->takes_columns && !get_func_leakproof(call->function))
            return call->function;
    }
    return InvalidOid;
}

std::vector<Problem> find_shadowed_by_policy(const RuleContext &context) {
    std::vector<Shadowed> found;
    for (const PolicySet &set : context.sets.sets) {
        for (const LeveledFilter &condition : set.conditions) {
            const LeveledFilter &lowest = set.conditions.front();
            if (&condition == &lowest)
                continue;
            std::vector<const Clause *> clauses;
            collect(condition.filter, clauses);
            for (const Clause *clause : clauses) {
                auto known = std::find_if(found.begin(), found.end(),
                                          [&](const Shadowed &shadowed) { return shadowed.clause == clause; });
                if (known == found.end())
                    known = found.insert(found.end(), {clause, lowest.policies.front(), {}, true});
                known->commands.push_back(set.command);
                known->searched = known->searched && set.searched;
            }
        }
    }
    std::vector<Problem> problems;
    for (const Shadowed &shadowed : found) {
        const Oid function = pg::call([&shadowed] { return leaky_function(shadowed.clause->planned); });
        if (!OidIsValid(function))
            continue;
        Problem problem = context.about(*shadowed.clause, PolicyRule::ShadowedByPolicy);
        problem.command = command_list(shadowed.commands);
        problem.cost.searched = shadowed.searched;
        problem.sentence = shadowed_by_policy_problem(
            {.table = context.table(), .function = function_name(function), .shadowing = context.quote(shadowed.by)});
        problems.push_back(std::move(problem));
    }
    return problems;
}

} // namespace nova::policy
