#include "policy/policy_sets.hpp"

#include <boost/algorithm/string/join.hpp>

#include "render/words.hpp"
#include "rules/severity.hpp"

namespace nova::policy {

namespace {

// The clause itself, or an OR of equalities that it is one of (FilterReader::merge).
bool contains(const Clause &whole, const Clause &clause) {
    return same(whole, clause) || std::any_of(whole.either.begin(), whole.either.end(),
                                              [&clause](const Clause *part) { return same(*part, clause); });
}

// A search that leaves more than this of the rows is not much better than none.
constexpr double selective = 0.1;

// Does a search by these clauses of the need leave few rows? Yes where there are no statistics.
bool is_selective(const PolicyNeed &need, ClauseSet searched, const RelationCatalog &relations,
                  Statistics &statistics) {
    const auto &clauses = need.need.clauses;
    const bool equality = std::any_of(clauses.begin(), clauses.end(), [&](const NeedClause &each) {
        return (searched & (ClauseSet{1} << (&each - clauses.data()))) != 0 && !each.shape->range;
    });
    const auto size = relations.tree_size(need.need.table);
    if (!equality || !size)
        return equality;
    const auto left = rows_left(need.need, searched, size->rows, statistics);
    return !left || *left <= size->rows * selective;
}

void judge(PolicySet &set, NeedTrees &trees, const RelationCatalog &relations, const IndexCatalog &indexes,
           const CoverFacts &facts) {
    std::vector<const Clause *> of_branches;
    bool branches_found = true;
    bool branches_few = true;
    for (const PolicyNeed &need : set.needs) {
        if (need.inner)
            continue;
        const NeedTree tree = trees.tree(need.need);
        const Verdict verdict = judge_need(tree, indexes, facts);
        const ClauseSet searched = verdict.coverage == Coverage::None      ? 0
                                   : verdict.coverage == Coverage::Partial ? verdict.nearest.cover.searched
                                                                           : need.need.all();
        const bool few = is_selective(need, searched, relations, facts.statistics);
        branches_found = branches_found && (searched != 0 || !need.branch);
        branches_few = branches_few && (few || !need.branch);
        set.searched = set.searched || (few && !need.branch);
        for (std::size_t i = 0; i < need.clauses.size(); ++i)
            if ((searched & (ClauseSet{1} << i)) != 0)
                (need.branch ? of_branches : set.answered).push_back(need.clauses[i]);
    }
    // Branches of an OR serve together only.
    if (!of_branches.empty() && branches_found) {
        set.searched = set.searched || branches_few;
        set.answered.insert(set.answered.end(), of_branches.begin(), of_branches.end());
    }
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
            set.policies = std::move(policies);
            set.conditions = std::move(*conditions);
            result.sets.push_back(std::move(set));
        }
    }
    return result;
}

void judge_sets(PolicySets &sets, NeedTrees &trees, const RelationCatalog &relations, const IndexCatalog &indexes,
                const CoverFacts &facts) {
    for (PolicySet &set : sets.sets)
        judge(set, trees, relations, indexes, facts);
}

} // namespace nova::policy
