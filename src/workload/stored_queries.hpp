// Queries that are stored as trees.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// What fills the materialized view. A List with one Query, analysed and not rewritten, in the current memory context;
// none while somebody has it locked exclusively. Raises XX000 when it is gone. Inside pg::call; so the other one.
List *queries_of_materialized_view(Oid view);

// The statements of an SQL-standard body, in which the function's arguments are parameters.
List *queries_of_function(Oid function);

} // namespace nova::workload
