// Rule `subquery`: what could be one list is looked up row by row.
#pragma once

#include "policy/problem.hpp"

namespace nova::policy {

// A list is short up to here: an index is searched for each of its values, and where none serves, every row is
// compared with each.
inline constexpr double short_list = 1'000;

std::optional<Problem> find_subquery(const Clause &clause, const RuleContext &context, PolicyRewrite &rewrite);

} // namespace nova::policy
