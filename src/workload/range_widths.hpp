// Statements whose ranges and patterns are narrow or wide, as far as their values are unknown.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

enum class RangeWidth { Narrow, Wide };

// The planner takes one bound with an unknown value for a third of the rows, whereas `created_at > $1` reads what is
// new, or all but what is old: narrow, the outermost hundredth of the column's values, wide, all but a tenth. Two
// bounds it takes for 0.5 %, and a pattern is taken for a beginning (prefix_patterns): narrow; wide, reports read a
// year, the middle tenth of the values, and '%word%', with a word of a value. The queries with such constants of the
// column's type; NIL when that changes nothing, or for want of statistics that the caller may see. What can be narrow
// can be wide. Inside pg::call.
List *with_ranges(List *queries, RangeWidth width);

} // namespace nova::workload
