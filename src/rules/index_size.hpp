// How large a B-tree will be.
#pragma once

#include <optional>
#include <vector>

namespace nova {

struct KeyColumnSize {
    double width = 0;                // bytes of a value, on average
    double null_fraction = 0;        // 0 to 1
    double alignment = 1;            // of the type: 1, 2, 4 or 8
    std::vector<double> widths = {}; // of some values; none: all are alike
};

struct BtreeSize {
    double rows = 0; // that the index has an entry for
    std::vector<KeyColumnSize> columns;
    std::optional<double> distinct_keys; // of all columns together; nothing when unknown: as many as rows
    bool deduplicates = true;            // all columns have an equalimage operator class (nbtutils.c)
};

// Bytes of the index right after CREATE INDEX with the default fill factor, as btree_pages has it.
double estimated_bytes(const BtreeSize &size);

} // namespace nova
