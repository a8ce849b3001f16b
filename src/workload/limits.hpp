// LIMIT and OFFSET whose value is not known.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

inline constexpr int inner_limit = 10; // rows that an unknown LIMIT inside of a statement is taken for

// Writes numbers for them into the tree; the planner would expect a tenth of the rows otherwise. The query's own LIMIT
// and OFFSET are the rows that a call returns, as are those in what an INSERT, UPDATE or DELETE reads (which takes or
// changes these rows); nullopt: not known. All others are inner_limit. Inside pg::call.
void set_limits(Query *query, std::optional<double> rows_per_call);

} // namespace nova::workload
