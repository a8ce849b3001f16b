// Rule `per_row_function`: a call that gives the same for all rows, made for each.
#pragma once

#include "policy/problem.hpp"

namespace nova::policy {

std::vector<Problem> find_per_row_functions(const Clause &clause, const RuleContext &context, PolicyRewrite &rewrite);

} // namespace nova::policy
