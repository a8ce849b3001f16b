// Statements whose ranges are wide and whose patterns begin with anything, as far as their values are unknown.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// The planner takes two bounds with unknown values for 0.5 % of the rows, and a pattern is taken for a beginning
// (prefix_patterns), whereas reports read a year, and '%word%'. The queries with the middle tenth of the column's
// values in place of the former and a word of its values in place of the latter; NIL when there is neither, or no
// statistics that the caller may see. Values are constants of the column's type. Inside pg::call.
List *with_wide_conditions(List *queries);

} // namespace nova::workload
