// Rule `volatile_function`: the result may differ from row to row, so no index is searched for it.
#pragma once

#include "policy/problem.hpp"

namespace nova::policy {

std::optional<Problem> find_volatile_function(const Clause &clause, const RuleContext &context);

} // namespace nova::policy
