#include "policy/problem_many_permissive.hpp"

namespace nova::policy {

namespace {

struct Group {
    std::vector<const Policy *> policies; // by name
    std::vector<PolicyCommand> commands;
};

bool includes(const std::vector<const Policy *> &all, const std::vector<const Policy *> &some) {
    return std::all_of(some.begin(), some.end(),
                       [&](const Policy *policy) { return std::find(all.begin(), all.end(), policy) != all.end(); });
}

} // namespace

std::vector<Problem> find_many_permissive(const RuleContext &context) {
    const PolicyTable &table = *context.sets.table;
    std::vector<Group> groups;
    for (const PolicyCommand command : reading_commands) {
        // By several groups of roles; only the largest sets are shown.
        std::vector<std::vector<const Policy *>> of_command;
        for (const PolicySet &set : context.sets.sets) {
            std::vector<const Policy *> permissive;
            bool everything = false;
            for (const Policy *policy : set.policies)
                if (policy->permissive && table.filters.at(policy).kind != Filter::Kind::False) {
                    permissive.push_back(policy);
                    everything = everything || table.filters.at(policy).kind == Filter::Kind::True;
                }
            if (set.command == command && permissive.size() > 1 && !everything)
                of_command.push_back(std::move(permissive));
        }
        for (const auto &policies : of_command) {
            const bool smaller = std::any_of(of_command.begin(), of_command.end(), [&](const auto &other) {
                return other.size() > policies.size() && includes(other, policies);
            });
            if (smaller)
                continue;
            const auto known = std::find_if(groups.begin(), groups.end(),
                                            [&](const Group &group) { return group.policies == policies; });
            if (known == groups.end())
                groups.push_back({policies, {command}});
            else if (known->commands.back() != command)
                known->commands.push_back(command);
        }
    }
    std::vector<Problem> problems;
    for (const Group &group : groups) {
        Problem problem;
        problem.rule = PolicyRule::ManyPermissive;
        problem.policy = group.policies.front();
        problem.command = command_list(group.commands);
        ManyPermissiveProblem facts{.table = context.table(), .commands = problem.command, .policies = {}};
        for (const Policy *policy : group.policies)
            facts.policies.push_back(context.quote(policy));
        problem.sentence = many_permissive_problem(facts);
        problem.cost.most = Severity::Low;
        problems.push_back(std::move(problem));
    }
    return problems;
}

} // namespace nova::policy
