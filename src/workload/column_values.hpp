// Values of a column, from pg_statistic.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// The value of the histogram that about this share of the rows lie below: at least so many when `up`, else at most.
// False for a column without a histogram, or without statistics that the caller may see.
bool value_above(Oid table, AttrNumber column, Oid type, double share, bool up, Datum *value);

// One of the values that it often has, always the same. False where none stands out, or without such statistics.
bool frequent_value(Oid table, AttrNumber column, Oid type, Datum *value);

// The most common value, with its frequency; 0 where none stands out.
double most_common_value(Oid table, AttrNumber column, Oid type, Datum *value);

// The letters and digits that a value of a column of texts begins with, so many at most; null when there are none.
// All inside pg::call, in the current memory context.
const char *beginning_of_value(Oid table, AttrNumber column, int most);

} // namespace nova::workload
