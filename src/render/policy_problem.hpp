// The sentence that says which index a policy lacks.
#pragma once

#include <string>
#include <vector>

#include "render/names.hpp"
#include "rules/missing_index.hpp"

namespace nova {

struct MissingPolicyIndexProblem {
    const Need &need;
    const Verdict &verdict;
    const std::vector<std::string> &operands; // by clause: the quoted column, or the expression
    std::string commands;                     // 'SELECT, UPDATE'
    RelationId policy_table{};
    bool inner = false;       // need.table is read by a subquery of the policy, or a function that it calls
    bool branch = false;      // of an OR
    bool partitioned = false; // need.table
    bool reachable = true;    // somebody is subject to the policy
    bool locked = false;      // so that its expressions could not be printed
    const Index *combines = nullptr;
};

std::string missing_policy_index_problem(const MissingPolicyIndexProblem &problem, Names &names);

} // namespace nova
