// The searches that the policies of a table want indexes for.
#pragma once

#include "catalog/role_rows.hpp"
#include "policy/clause_store.hpp"
#include "policy/filter.hpp"
#include "policy/need_clauses.hpp"
#include "policy/subqueries.hpp"

namespace nova::policy {

struct PolicyNeed {
    RelationId table{};                   // the policies'
    Need need;                            // of the table to index: the same, or one that a subquery reads
    std::vector<const Clause *> clauses;  // by the need's clauses
    std::vector<const Policy *> policies; // that have one of the clauses
    PolicyCommand command = PolicyCommand::Select;
    Oid method = InvalidOid;    // access method that answers all clauses
    Node *expression = nullptr; // the clauses as written
    bool inner = false;         // in a subquery or a function's body
    bool branch = false;        // one branch of an OR: of use only together with the others
};

// A condition of a set of policies; its place among them is its security level.
struct LeveledFilter {
    Filter filter;
    std::vector<const Policy *> policies; // that have it

    bool is_of(const Policy *policy) const {
        return std::find(policies.begin(), policies.end(), policy) != policies.end();
    }
};

// The conditions that the server puts on a command of the group's roles, in its order (get_row_security_policies):
// each restrictive policy a level of its own, then the permissive ones as one OR. Nothing where no row can be read;
// empty where every row can.
std::optional<std::vector<LeveledFilter>> combine_policies(const std::vector<const Policy *> &policies,
                                                           const std::unordered_map<const Policy *, Filter> &filters);

// The policies that the server applies to the command of a role in the group.
std::vector<const Policy *> applicable(std::span<const Policy> policies, const RoleGroup &group, PolicyCommand command);

class NeedFinder {
  public:
    NeedFinder(FilterReader &reader, ClauseStore &store, FunctionBodies &bodies)
        : reader_(reader), store_(store), bodies_(bodies) {}

    // The needs of one command under the conditions; none where they contradict each other.
    std::vector<PolicyNeed> find(RelationId table, PolicyCommand command, const std::vector<LeveledFilter> &conditions);

  private:
    struct Conjunction {
        std::vector<LeveledClause> clauses;
        std::vector<const Filter *> alternatives; // ORs
    };
    struct Alternative {
        const Filter *either;
        bool lowest;
    };
    Conjunction take_apart(const Filter &filter, bool lowest);
    std::optional<LeveledClause> as_one_clause(const Filter &either, bool lowest);
    bool contradicts(const Filter &either, const std::vector<LeveledClause> &clauses);
    bool add_needs(std::vector<LeveledClause> clauses, PolicyNeed pattern, std::vector<PolicyNeed> &needs);
    bool add_branches(const Filter &either, bool lowest, PolicyNeed pattern, std::vector<PolicyNeed> &needs);
    void add_alternatives(const std::vector<Alternative> &alternatives, const PolicyNeed &pattern,
                          std::vector<PolicyNeed> &needs);
    void add_inner_needs(const Filter &filter, const PolicyNeed &pattern, std::vector<PolicyNeed> &needs);
    const std::vector<PolicyNeed> &inner_needs(const Clause &clause);

    FilterReader &reader_;
    ClauseStore &store_;
    FunctionBodies &bodies_;
    std::unordered_map<const Clause *, std::vector<PolicyNeed>> inner_needs_;
};

} // namespace nova::policy
