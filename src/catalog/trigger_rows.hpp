// pg_trigger: which keys run no RI queries.
#pragma once

#include "pg/scan.hpp"

namespace nova::catalog {

// Adds the keys whose action triggers on the referenced table are all disabled. Inside pg::call.
void read_disabled_keys(Snapshot snapshot, std::unordered_set<Oid> &keys);

// The same for these keys alone, looked up.
void read_disabled_keys_of(Snapshot snapshot, std::span<const Oid> candidates, std::unordered_set<Oid> &keys);

} // namespace nova::catalog
