// Queries that are stored as trees.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// What reads the view (SELECT * FROM it), or what fills the materialized view. A List with one Query, analysed and not
// rewritten, in the current memory context; raises XX000 when it is gone. Inside pg::call; so the other one.
List *queries_of_view(Oid view);

// The statements of an SQL-standard body, in which the function's arguments are parameters.
List *queries_of_function(Oid function);

} // namespace nova::workload
