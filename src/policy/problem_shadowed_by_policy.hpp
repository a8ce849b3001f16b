// Rule `shadowed_by_policy`: a clause that an index could answer, if no other policy had to be checked before it.
#pragma once

#include "policy/problem.hpp"

namespace nova::policy {

std::vector<Problem> find_shadowed_by_policy(const RuleContext &context);

// A function with columns in the clause that is not leakproof. Inside pg::call.
Oid leaky_function(Node *clause);

} // namespace nova::policy
