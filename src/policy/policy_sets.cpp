#include "policy/policy_sets.hpp"

#include <boost/algorithm/string/join.hpp>

#include "render/words.hpp"

namespace nova::policy {

namespace {

bool same_clause(const Clause &a, const Clause &b) {
    return &a == &b || pg::call([&a, &b] { return equal(a.planned, b.planned); });
}

// The clause itself, or an OR of equalities that it is one of (FilterReader::merge).
bool contains(const Clause &whole, const Clause &clause) {
    return same_clause(whole, clause) || pg::call([&whole, &clause] {
               return is_orclause(whole.planned) &&
                      list_member(reinterpret_cast<BoolExpr *>(whole.planned)->args, clause.planned);
           });
}

void judge(PolicySet &set, NeedTrees &trees, const IndexCatalog &indexes, const CoverFacts &facts) {
    std::vector<const Clause *> answered;
    bool all_branches = true;
    for (const PolicyNeed &need : set.needs) {
        const NeedTree tree = trees.tree(need.need);
        const Verdict verdict = judge_need(tree, indexes, facts);
        const bool found = verdict.coverage != Coverage::None;
        all_branches = all_branches && (found || !need.branch);
        set.searched = set.searched || (found && !need.branch);
        for (std::size_t i = 0; i < need.clauses.size(); ++i)
            if (found && (verdict.coverage != Coverage::Partial ||
                          (verdict.nearest.cover.searched & (EqualitySet{1} << i)) != 0))
                answered.push_back(need.clauses[i]);
    }
    // Branches of an OR serve together only; there are either branches or other needs.
    set.searched = set.searched || (!answered.empty() && all_branches);
    if (set.searched)
        set.answered = std::move(answered);
}

} // namespace

std::string command_list(const std::vector<PolicyCommand> &commands) {
    std::vector<std::string> words;
    for (const PolicyCommand command : reading_commands)
        if (std::find(commands.begin(), commands.end(), command) != commands.end())
            words.emplace_back(word(command));
    return boost::algorithm::join(words, ", ");
}

bool PolicySets::searched(const Policy *policy) const {
    bool any = false;
    for (const PolicySet &set : sets) {
        if (!set.has(policy))
            continue;
        if (!set.searched)
            return false;
        any = true;
    }
    return any;
}

bool PolicySets::answered(const Clause &clause) const {
    bool any = false;
    for (const PolicySet &set : sets) {
        if (!set.has(clause.policy))
            continue;
        if (std::none_of(set.answered.begin(), set.answered.end(),
                         [&](const Clause *other) { return contains(*other, clause); }))
            return false;
        any = true;
    }
    return any;
}

PolicySets collect_sets(const PolicyTable &table, NeedFinder &finder) {
    PolicySets result;
    result.table = &table;
    for (const RoleGroup &group : table.groups) {
        for (const PolicyCommand command : reading_commands) {
            pg::check_for_interrupts();
            auto policies = applicable(table.policies, group, command);
            const bool known = std::any_of(result.sets.begin(), result.sets.end(), [&](const PolicySet &set) {
                return set.command == command && set.policies == policies;
            });
            if (known)
                continue;
            auto conditions = combine_policies(policies, table.filters);
            if (!conditions)
                continue;
            PolicySet set;
            set.command = command;
            set.needs = finder.find(table.id, command, *conditions);
            std::erase_if(set.needs, [](const PolicyNeed &need) { return need.inner; });
            set.policies = std::move(policies);
            set.conditions = std::move(*conditions);
            result.sets.push_back(std::move(set));
        }
    }
    return result;
}

void judge_sets(PolicySets &sets, NeedTrees &trees, const IndexCatalog &indexes, const CoverFacts &facts) {
    for (PolicySet &set : sets.sets)
        judge(set, trees, indexes, facts);
}

} // namespace nova::policy
