#include "rules/index_size.hpp"

#include <algorithm>
#include <cmath>

namespace nova {

namespace {

constexpr double page = 8192;
constexpr double page_overhead = 24 + 16; // page header, special space of a B-tree
constexpr double inner_fill = 0.7;        // BTREE_NONLEAF_FILLFACTOR
constexpr double line_pointer = 4;
constexpr double tuple_header = 8; // IndexTupleData
constexpr double null_bitmap = 8;  // aligned
constexpr double row_pointer = 6;  // ItemPointerData
constexpr double max_posting = page / 10 - line_pointer;

double align(double size, double to) { return std::ceil(size / to) * to; }

double key_bytes(const std::vector<KeyColumnSize> &columns) {
    double data = 0;
    double without_nulls = 1;
    for (const KeyColumnSize &column : columns) {
        without_nulls *= 1 - column.null_fraction;
        data += (1 - column.null_fraction) * align(column.width, column.alignment);
    }
    return align(tuple_header + (1 - without_nulls) * null_bitmap + data, 8);
}

double pages_for(double bytes, double fill) { return std::ceil(bytes / ((page - page_overhead) * fill)); }

} // namespace

BtreeShape btree_shape(const BtreeSize &size, double leaf_fill) {
    const double key = key_bytes(size.columns);
    double leaf_bytes = size.rows * (key + line_pointer);
    const double distinct = std::clamp(size.distinct_keys.value_or(size.rows), 1.0, std::max(1.0, size.rows));
    if (size.deduplicates && distinct < size.rows) {
        const double duplicates = size.rows / distinct;
        const double per_list = std::max(2.0, std::floor((max_posting - key) / row_pointer));
        // The tuple of a key that has a single row carries its pointer in the header.
        const double lists = std::ceil(duplicates / per_list);
        const double list_bytes = lists * (key + line_pointer) + (duplicates > 1 ? duplicates * row_pointer : 0);
        leaf_bytes = std::min(leaf_bytes, distinct * list_bytes);
    }
    double pages = std::max(1.0, pages_for(leaf_bytes, leaf_fill));
    BtreeShape shape{1 + pages, 0}; // with the metapage
    while (pages > 1) {
        pages = pages_for(pages * (key + line_pointer), inner_fill);
        shape.pages += pages;
        ++shape.height;
    }
    return shape;
}

double estimated_bytes(const BtreeSize &size) { return btree_shape(size, default_leaf_fill).pages * page; }

} // namespace nova
