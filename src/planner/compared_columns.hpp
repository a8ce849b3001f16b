// How many rows a comparison of a table's own columns lets through.
#pragma once

#include "pg/gate.hpp"

namespace nova::planner {

// The share of a table's rows that meet the AND-ed conditions, about range table entry 1, which is `table`. As
// clauselist_selectivity has it, but for `shipped_on > due_on`, of which the planner takes a third (DEFAULT_INEQ_SEL):
// these are tried with values of the columns, by their frequencies in pg_statistic, as if columns were independent.
// Inside pg::call.
double share_of_rows(PlannerInfo *root, Oid table, List *conditions);

} // namespace nova::planner
