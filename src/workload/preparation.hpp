// From an analysed query to what is planned.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// Rewrites the query as the current user, who needs the privileges that running it would need (42501): rules, views and
// policies come in. Of function bodies and the like, which were analysed elsewhere, locks the tables first. A List of
// Query without utility statements. The query is scribbled on. Inside pg::call and under pg::Confinement.
List *rewrite(Query *query);

// Copies for the planner: calls stilled (planner/still_calls.hpp), LIMITs known (limits.hpp), what ON CONFLICT infers
// an index from dropped where it has parameters, tables to be locked for reading only. Inside pg::call, likewise.
List *prepare_for_planner(List *queries, std::optional<double> rows_per_call);

} // namespace nova::workload
