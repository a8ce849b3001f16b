// Rule `not_leakproof`: an index that queries cannot search by while policies filter the table.
#pragma once

#include "policy/problem.hpp"

namespace nova::policy {

std::vector<Problem> find_not_leakproof(const RuleContext &context);

} // namespace nova::policy
