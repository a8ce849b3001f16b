// The policies that the server puts together, and what indexes make of them.
#pragma once

#include "policy/need_trees.hpp"
#include "policy/policy_model.hpp"
#include "policy/policy_needs.hpp"
#include "rules/missing_index.hpp"

namespace nova::policy {

// The policies on one command of some roles. Two groups of roles with the same policies make one set.
struct PolicySet {
    PolicyCommand command = PolicyCommand::Select;
    std::vector<const Policy *> policies;
    std::vector<LeveledFilter> conditions; // empty: every row can be read
    std::vector<PolicyNeed> needs;
    bool searched = false;                // an index finds the rows by one of the needs, and few
    std::vector<const Clause *> answered; // clauses that are Index Conds then

    bool has(const Policy *policy) const {
        return std::find(policies.begin(), policies.end(), policy) != policies.end();
    }
};

struct PolicySets {
    const PolicyTable *table = nullptr;
    std::vector<PolicySet> sets; // without those that let no row through

    // By what is said of the policy in all sets that have it; false where none has.
    bool searched(const Policy *policy) const;
    bool answered(const Clause &clause) const;
};

PolicySets collect_sets(const PolicyTable &table, NeedFinder &finder);

// Fills in `searched` and `answered`.
void judge_sets(PolicySets &sets, NeedTrees &trees, const RelationCatalog &relations, const IndexCatalog &indexes,
                const CoverFacts &facts);

// 'SELECT, DELETE', in the order of reading_commands.
std::string command_list(const std::vector<PolicyCommand> &commands);

} // namespace nova::policy
