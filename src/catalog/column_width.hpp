// How much room the values of a column take.
#pragma once

#include "pg/gate.hpp"

namespace nova::catalog {

// Bytes of a value, on average: by pg_statistic, else what the server expects of the type. Inside pg::call.
double average_width(Oid table, AttrNumber column);

// Bytes that values of an alignment are aligned to: pg_type.typalign.
double alignment_bytes(char alignment);

} // namespace nova::catalog
