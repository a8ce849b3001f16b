// The cumulative statistics of indexes, and how old they are.
#pragma once

#include <vector>

#include "catalog/index_storage.hpp"
#include "pg/gate.hpp"

namespace nova::catalog {

// Are scans counted (track_counts)?
bool counts_scans();

// Days since the counters of this database began: since they were last reset, by hand or because a crash lost them.
// Nothing when the server does not tell.
std::optional<double> counted_days();

// Summed over the relations, on this server only. Of a table: sequential scans.
std::int64_t scan_count(const std::vector<RelationId> &tree);
// Days since the last scan; nothing where the server keeps no date (15), or was not told one.
std::optional<double> days_since_scan(const std::vector<RelationId> &tree);

// Days since the oldest file of the tree was made: the index was created, rebuilt, or copied to this server then. The
// catalogs do not tell. Nothing where the file system keeps no such date, or an index is gone.
std::optional<double> file_days(const std::vector<RelationId> &tree);

} // namespace nova::catalog
