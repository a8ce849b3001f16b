// Rule `opaque_function`: a column goes into a function that the planner does not see into.
#pragma once

#include "policy/problem.hpp"

namespace nova::policy {

std::optional<Problem> find_opaque_function(const Clause &clause, const RuleContext &context);

} // namespace nova::policy
