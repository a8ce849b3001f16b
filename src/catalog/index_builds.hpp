// Which invalid indexes are not ruins, as somebody is just building or dropping them.
#pragma once

#include <vector>

#include "model/index.hpp"
#include "pg/gate.hpp"

namespace nova::catalog {

// Those of the indexes, invalid when they were read, that still are and that no other session works on. CREATE INDEX,
// REINDEX and DROP INDEX CONCURRENTLY hold ShareUpdateExclusiveLock on the table for all of their transactions. On a
// standby the primary's sessions are not seen.
std::vector<const Index *> abandoned(const std::vector<const Index *> &indexes);

} // namespace nova::catalog
