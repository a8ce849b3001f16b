// Rule `wrapped_column`: a comparison with a cast of a column, or a function of it, where an index has the column.
#pragma once

#include "policy/problem.hpp"

namespace nova::policy {

std::optional<Problem> find_wrapped_column(const Clause &clause, const RuleContext &context, PolicyRewrite &rewrite);

// The operand with columns of `operand OP value`, if it is more than a column and an index on it, or on the column,
// could search by the operator; else null. Inside pg::call.
Node *wrapped_operand(const Clause &clause);

} // namespace nova::policy
