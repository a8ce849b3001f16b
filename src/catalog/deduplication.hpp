// Keys that B-trees keep once for many rows.
#pragma once

#include "pg/gate.hpp"

namespace nova::catalog {

// _bt_allequalimage, for one column, by its B-tree operator family: is what is equal the same in all bytes? Asks the
// server's own support functions (15.20 denies it for character(n)); those of extensions are not run, and taken to
// agree. Inside pg::call.
bool deduplicates(Oid family, Oid input_type, Oid collation);

} // namespace nova::catalog
