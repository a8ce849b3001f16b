// Do the catalogs change under a report?
#pragma once

#include "pg/gate.hpp"

namespace nova::pg {

inline std::uint64_t catalog_state_noted = 0;

// At the start of a report.
inline void note_catalog_state() { catalog_state_noted = SharedInvalidMessageCounter; }

// Has this backend heard of changes since? Only then may a "cache lookup failed" be put down to a concurrent DROP.
inline bool catalogs_changed() { return SharedInvalidMessageCounter != catalog_state_noted; }

} // namespace nova::pg
