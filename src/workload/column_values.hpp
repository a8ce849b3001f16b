// Values of a column, from pg_statistic.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// Two values with about this share of the rows between them, in the middle; for a column without a histogram the same
// value of those it often has, twice. False without statistics that the caller may see.
bool middle_values(Oid table, AttrNumber column, Oid type, double share, Datum *from, Datum *to);

// The most common value, with its frequency; 0 where none stands out.
double most_common_value(Oid table, AttrNumber column, Oid type, Datum *value);

// The letters and digits that a value of a column of texts begins with, so many at most; null when there are none.
// All inside pg::call, in the current memory context.
const char *beginning_of_value(Oid table, AttrNumber column, int most);

} // namespace nova::workload
