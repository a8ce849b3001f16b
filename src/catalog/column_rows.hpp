// pg_attribute: the columns that keys consist of.
#pragma once

#include "model/column.hpp"
#include "pg/scan.hpp"

namespace nova::catalog {

// Fills in the columns that the catalog wants: by one scan, or through the index when it wants few of a large
// pg_attribute. Inside pg::call.
void read_columns(Snapshot snapshot, ColumnCatalog &columns);

} // namespace nova::catalog
