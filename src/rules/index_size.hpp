// How large a B-tree will be.
#pragma once

#include <optional>
#include <vector>

namespace nova {

struct KeyColumnSize {
    double width = 0;         // bytes of a value, on average
    double null_fraction = 0; // 0 to 1
    double alignment = 1;     // of the type: 1, 2, 4 or 8
};

struct BtreeSize {
    double rows = 0; // that the index has an entry for
    std::vector<KeyColumnSize> columns;
    std::optional<double> distinct_keys; // of all columns together; nothing when unknown: as many as rows
    bool deduplicates = true;            // all columns have an equalimage operator class (nbtutils.c)
};

inline constexpr double default_leaf_fill = 0.9; // BTREE_DEFAULT_FILLFACTOR

struct BtreeShape {
    double pages = 0;
    int height = 0; // levels above the leaves
};

// The index right after CREATE INDEX with that fill factor. nbtsort.c: equal keys share posting lists of up to a tenth
// of a page.
BtreeShape btree_shape(const BtreeSize &size, double leaf_fill);

// Bytes of it with the default fill factor.
double estimated_bytes(const BtreeSize &size);

} // namespace nova
