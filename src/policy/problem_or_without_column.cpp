#include "policy/problem_or_without_column.hpp"

#include "model/add_once.hpp"
#include "render/words.hpp"

namespace nova::policy {

namespace {

bool names_column(const Filter &filter) {
    if (filter.kind == Filter::Kind::Clause)
        return pg::call([&filter] { return contain_vars_of_level(filter.clause->simplified, 0); });
    return std::any_of(filter.parts.begin(), filter.parts.end(), names_column);
}

// As it was written.
Node *printed(const Filter &filter) {
    if (filter.kind == Filter::Kind::Clause)
        return filter.clause->printed;
    List *parts = NIL;
    for (const Filter &part : filter.parts)
        parts = lappend(parts, printed(part));
    return reinterpret_cast<Node *>(filter.kind == Filter::Kind::And ? make_andclause(parts) : make_orclause(parts));
}

Node *joined(const std::vector<const Filter *> &branches) {
    return pg::call([&branches] {
        List *parts = NIL;
        for (const Filter *branch : branches)
            parts = lappend(parts, printed(*branch));
        return list_length(parts) == 1 ? static_cast<Node *>(linitial(parts))
                                       : reinterpret_cast<Node *>(make_orclause(parts));
    });
}

Problem without_column(const Policy *policy, Node *expression, const RuleContext &context) {
    Problem problem;
    problem.rule = PolicyRule::OrWithoutColumn;
    problem.policy = policy;
    problem.expression = context.print(expression);
    return problem;
}

// A policy whose whole condition names no column, and those that it is joined with.
struct Joined {
    const Policy *policy;
    std::vector<const Policy *> others;
    std::vector<PolicyCommand> commands;
    bool searched = true; // by other policies, everywhere
};

void add_joined(const PolicySet &set, const PolicyTable &table, std::vector<Joined> &found) {
    std::vector<const Policy *> without;
    std::vector<const Policy *> with;
    for (const Policy *policy : set.policies) {
        const Filter &filter = table.filters.at(policy);
        if (!policy->permissive || filter.kind == Filter::Kind::False)
            continue;
        if (filter.kind == Filter::Kind::True)
            return; // every row qualifies anyway
        (names_column(filter) ? with : without).push_back(policy);
    }
    if (with.empty())
        return;
    for (const Policy *policy : without) {
        auto known =
            std::find_if(found.begin(), found.end(), [&](const Joined &joined) { return joined.policy == policy; });
        if (known == found.end())
            known = found.insert(found.end(), {policy, {}, {}, true});
        known->commands.push_back(set.command);
        known->searched = known->searched && set.searched;
        for (const Policy *other : with)
            add_once(known->others, other);
    }
}

} // namespace

std::vector<Problem> find_or_without_column(const Policy *policy, const Filter &filter, const RuleContext &context) {
    std::vector<Problem> problems;
    for (const Filter &part : filter.parts) {
        auto inner = find_or_without_column(policy, part, context);
        std::move(inner.begin(), inner.end(), std::back_inserter(problems));
    }
    if (filter.kind != Filter::Kind::Or)
        return problems;
    std::vector<const Filter *> with;
    std::vector<const Filter *> without;
    for (const Filter &branch : filter.parts)
        (names_column(branch) ? with : without).push_back(&branch);
    if (with.empty() || without.empty())
        return problems;
    Problem problem = without_column(policy, joined(without), context);
    problem.command = word(policy->command);
    problem.sentence =
        or_without_column_problem({.table = context.table(), .others = context.print(joined(with)), .policies = {}});
    problem.cost.searched = context.sets.searched(policy);
    problems.push_back(std::move(problem));
    return problems;
}

std::vector<Problem> find_policies_without_column(const RuleContext &context) {
    const PolicyTable &table = *context.sets.table;
    std::vector<Joined> found;
    for (const PolicySet &set : context.sets.sets)
        add_joined(set, table, found);
    std::vector<Problem> problems;
    for (const Joined &joined : found) {
        Problem problem = without_column(joined.policy, table.trees.at(joined.policy), context);
        OrWithoutColumnProblem facts{.table = context.table(), .others = std::nullopt, .policies = {}};
        for (const Policy *other : joined.others)
            facts.policies.push_back(context.quote(other));
        problem.command = command_list(joined.commands);
        problem.sentence = or_without_column_problem(facts);
        problem.cost.searched = joined.searched;
        problems.push_back(std::move(problem));
    }
    return problems;
}

} // namespace nova::policy
