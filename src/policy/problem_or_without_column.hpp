// Rule `or_without_column`: a condition beside an OR that holds for all rows or for none.
#pragma once

#include "policy/problem.hpp"

namespace nova::policy {

// In one policy's own condition.
std::vector<Problem> find_or_without_column(const Policy *policy, const Filter &filter, const RuleContext &context);

// Between the permissive policies of a set, which the server joins by OR.
std::vector<Problem> find_policies_without_column(const RuleContext &context);

} // namespace nova::policy
