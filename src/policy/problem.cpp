#include "policy/problem.hpp"

#include "render/words.hpp"

namespace nova::policy {

Problem RuleContext::about(const Clause &clause, PolicyRule rule) const {
    Problem problem;
    problem.rule = rule;
    problem.policy = clause.policy;
    problem.command = word(clause.policy->command);
    problem.expression = print(clause.printed);
    problem.cost.searched = sets.searched(clause.policy);
    return problem;
}

} // namespace nova::policy
