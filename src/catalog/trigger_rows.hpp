// pg_trigger: which keys still run RI queries.
#pragma once

#include "pg/scan.hpp"

namespace nova::catalog {

// Adds the keys that have an action trigger on the referenced table which is not disabled. Inside pg::call.
void read_enabled_keys(Snapshot snapshot, std::unordered_set<Oid> &keys);

} // namespace nova::catalog
