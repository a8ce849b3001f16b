// What the rules on slow policies share: the problem that they find, and what they may ask.
#pragma once

#include "catalog/server_names.hpp"
#include "policy/calls.hpp"
#include "policy/policy_sets.hpp"
#include "policy/printer.hpp"
#include "policy/rewrite.hpp"
#include "rules/severity.hpp"

namespace nova::policy {

struct Problem {
    PolicyRule rule{};
    const Policy *policy = nullptr;
    std::string command;
    Printed expression;
    std::string sentence; // without its end
    // When the policy's rewrite clears the problem; `sentence` is then what is said if it cannot be written down.
    bool rewritten = false;
    std::string rewritten_sentence;
    PolicyProblemCost cost; // without size and reachable
};

// About one table at a time; everything outlives the report.
struct RuleContext {
    const PolicyModel &model;
    const PolicySets &sets;
    const IndexCatalog &indexes;
    const catalog::TreeTexts &texts; // of the indexes' expressions
    catalog::ServerNames &names;
    FunctionBodies &bodies;
    Statistics &statistics;

    RelationId table_id() const { return sets.table->id; }
    std::string table() const { return names.relation(table_id()); }
    Printed print(Node *expression) const { return policy::print(expression, table_id(), false); }
    // As identifiers are written in SQL.
    std::string quote(const Policy *policy) const { return names.quote(policy->name); }

    // About a clause of a policy.
    Problem about(const Clause &clause, PolicyRule rule) const;
};

} // namespace nova::policy
