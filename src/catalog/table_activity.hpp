// What the statistics collector counted on a table since they were last reset.
#pragma once

#include <optional>
#include <span>

#include "model/ids.hpp"

namespace nova::catalog {

struct TableActivity {
    double writes = 0; // rows inserted, deleted, and updated with new index entries
    double reads = 0;  // scans, of the table and of its indexes
};

// Summed over the tables and their indexes. Nothing where nothing is counted: track_counts is off, or on a standby,
// which counts its own.
std::optional<TableActivity> table_activity(std::span<const RelationId> tables, std::span<const RelationId> indexes);

} // namespace nova::catalog
