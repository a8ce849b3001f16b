// Rule `many_permissive`: several permissive policies on one command of the same roles.
#pragma once

#include "policy/problem.hpp"

namespace nova::policy {

std::vector<Problem> find_many_permissive(const RuleContext &context);

} // namespace nova::policy
