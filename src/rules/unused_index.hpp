// Do the server's counters show that nobody uses an index?
#pragma once

#include <cstdint>
#include <optional>

namespace nova {

namespace unused_threshold {
inline constexpr double min_pages = 100; // of 8 kB; a smaller index costs next to nothing
inline constexpr double min_days = 7;    // of counting, and of the index's own age: a week has all its weekdays
inline constexpr double idle_days = 90;  // since the last search, where the server keeps its date (16)
} // namespace unused_threshold

struct IndexUse {
    double pages = 0;       // partitions included, as all else
    std::int64_t scans = 0; // since the counters began
    double counted_days = 0;
    std::optional<double> index_days; // since its file was made (CREATE INDEX, REINDEX); nothing: not known
    std::optional<double> idle_days;  // since the last scan; nothing: not known
    bool table_was_read = false;      // by whatever scan: a table that nobody reads tells nothing of its indexes
};

// Is there no use, and reason to believe it?
bool is_unused(const IndexUse &use);

} // namespace nova
