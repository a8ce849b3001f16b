#include <algorithm>
#include <array>
#include <cmath>

#include "rules/index_pages.hpp"

namespace nova {

namespace {

constexpr double usable = 8192 - 24 - 16; // page header, special space
constexpr double leaf_fill = 0.9;         // BTREE_DEFAULT_FILLFACTOR
constexpr double inner_fill = 0.7;        // BTREE_NONLEAF_FILLFACTOR
constexpr double line_pointer = 4;
constexpr double tuple_header = 8; // IndexTupleData
constexpr double null_bitmap = 8;  // aligned
constexpr double row_pointer = 6;  // ItemPointerData
constexpr double max_posting = 8192 / 10 - line_pointer;
constexpr double rounding = 4; // what alignment adds to a posting list, on average

// Keys of several columns that have about the same number of rows.
struct KeyGroup {
    double keys;
    double rows;      // of a key, on average
    double most_rows; // that a key can have
};

double align(double size, double to) { return std::ceil(size / to) * to; }

constexpr int combinations = 100; // of values that are looked at
constexpr std::array<std::size_t, 4> strides{1, 7, 11, 13};

// Numbers from 0 to 1 that are spread evenly, by draw and stride.
constexpr auto chances = [] {
    constexpr double golden = 0.618033988749895;
    std::array<std::array<double, strides.size()>, combinations> result{};
    for (std::size_t draw = 0; draw < result.size(); ++draw)
        for (std::size_t i = 0; i < strides.size(); ++i) {
            const double turned = golden * static_cast<double>(draw) * static_cast<double>(strides[i]);
            result[draw][i] = turned - static_cast<double>(static_cast<long>(turned));
        }
    return result;
}();

// Bytes of a tuple with the first `count` columns. Tuples are aligned, so that the averages of the widths will not do:
// some combinations of sample values and NULLs are looked at.
double tuple_bytes(const std::vector<KeyColumnSize> &columns, std::size_t count) {
    double sum = 0;
    for (std::size_t draw = 0; draw < combinations; ++draw) {
        double data = 0;
        bool has_null = false;
        for (std::size_t i = 0; i < count; ++i) {
            const KeyColumnSize &column = columns[i];
            if (chances[draw][i % strides.size()] < column.null_fraction) {
                has_null = true;
                continue;
            }
            const std::size_t number = draw * strides[i % strides.size()];
            data = align(data, column.alignment) +
                   (column.widths.empty() ? column.width : column.widths[number % column.widths.size()]);
        }
        sum += align(tuple_header + (has_null ? null_bitmap : 0) + data, 8);
    }
    return sum / combinations;
}

// At most so many groups, by the order of magnitude of their rows.
std::vector<KeyGroup> coarser(const std::vector<KeyGroup> &groups) {
    constexpr int steps = 4; // of a doubling
    constexpr int buckets = 128;
    std::vector<KeyGroup> result(buckets, KeyGroup{0, 0, 0});
    for (const KeyGroup &group : groups) {
        const double order = std::log2(std::max(group.rows, 1e-6)) * steps + buckets / 4.0;
        KeyGroup &into = result[static_cast<std::size_t>(std::clamp(order, 0.0, buckets - 1.0))];
        const double keys = into.keys + group.keys;
        into.rows = (into.rows * into.keys + group.rows * group.keys) / keys;
        into.most_rows = std::max(into.most_rows, group.most_rows);
        into.keys = keys;
    }
    std::erase_if(result, [](const KeyGroup &group) { return group.keys <= 0; });
    return result;
}

bool has_joint(const IndexRows &rows, std::size_t column) {
    return std::binary_search(rows.joint.columns.begin(), rows.joint.columns.end(), column);
}

// Are fewer combinations of the joint columns known than there would be by chance, all being among the first `columns`?
bool joint_counts(const IndexRows &rows, std::size_t columns) {
    if (rows.joint.columns.empty() || rows.joint.columns.back() >= std::min(columns, rows.values.size()))
        return false;
    double by_chance = 1;
    for (const std::size_t column : rows.joint.columns) {
        double values = 0;
        for (const EqualValues &equal : rows.values[column])
            values += equal.values;
        by_chance *= values;
    }
    return rows.joint.combinations < std::min(by_chance, rows.rows);
}

std::vector<KeyGroup> combined(const IndexRows &rows, std::size_t columns) {
    const bool joint = joint_counts(rows, columns);
    const double first = joint ? rows.joint.combinations : 1;
    std::vector<KeyGroup> groups{{first, rows.rows / first, rows.rows}};
    for (std::size_t i = 0; i < columns && i < rows.values.size(); ++i) {
        if (joint && has_joint(rows, i))
            continue;
        std::vector<KeyGroup> product;
        for (const KeyGroup &group : groups)
            for (const EqualValues &equal : rows.values[i])
                product.push_back({group.keys * equal.values, group.rows * equal.share,
                                   std::min(group.most_rows, std::max(1.0, rows.rows * equal.share))});
        groups = coarser(product);
    }
    return groups;
}

// Do the first columns have but the combinations that are known to be there?
bool are_known(const IndexRows &rows, std::size_t columns) {
    return columns == 1 || (joint_counts(rows, columns) && rows.joint.columns.size() == columns);
}

// How many keys of a group there are, and how many of them have a single row. Keys of one column, and joint ones, are
// there because a row has them; of the other combinations of several columns chance brings some.
struct Present {
    double keys;
    double single;
};
Present present(const KeyGroup &group, bool known) {
    if (group.most_rows < 1.05)
        return {group.keys * group.rows, group.keys * group.rows};
    if (known)
        return {group.keys * std::min(1.0, group.rows),
                group.keys * (group.rows <= 1 ? group.rows : std::exp(1 - group.rows))};
    const double none = std::exp(-group.rows);
    return {group.keys * (1 - none), group.keys * group.rows * none};
}

double leaf_bytes(const IndexRows &rows, double tuple) {
    const double item = tuple + line_pointer;
    if (!rows.deduplicates || rows.values.empty())
        return rows.rows * item;
    const double per_list = std::max(2.0, std::floor((max_posting - tuple) / row_pointer));
    const bool known = are_known(rows, rows.values.size());
    double bytes = 0;
    for (const KeyGroup &group : combined(rows, rows.values.size())) {
        const Present found = present(group, known);
        const double repeated = found.keys - found.single;
        const double lists = repeated * std::ceil(group.rows / per_list);
        bytes += found.single * item + lists * (item + rounding) +
                 std::max(0.0, group.keys * group.rows - found.single) * row_pointer;
    }
    return std::min(bytes, rows.rows * item);
}

// Bytes of a tuple above the leaves: as many columns as tell the leaves apart, and else the row pointer, too.
double pivot_bytes(const IndexRows &rows, double leaves) {
    for (std::size_t columns = 1; columns <= rows.values.size(); ++columns) {
        const bool known = are_known(rows, columns);
        double keys = 0;
        for (const KeyGroup &group : combined(rows, columns))
            keys += present(group, known).keys;
        if (keys > 4 * leaves)
            return tuple_bytes(rows.columns, columns);
    }
    return rows.values.empty() ? tuple_bytes(rows.columns, rows.columns.size())
                               : tuple_bytes(rows.columns, rows.values.size()) + row_pointer + 2;
}

} // namespace

IndexPages btree_pages(const IndexRows &rows, double fill) {
    const double tuple = tuple_bytes(rows.columns, rows.columns.size());
    const double leaves = std::max(1.0, std::ceil(leaf_bytes(rows, tuple) / (usable * (fill == 0 ? leaf_fill : fill))));
    IndexPages result{1 + leaves, 0}; // with the metapage
    if (leaves <= 1)
        return result;
    // The first tuple of a page has no key, and the last one may go over.
    const double per_page =
        2 + std::floor((usable * inner_fill - tuple_header) / (pivot_bytes(rows, leaves) + line_pointer));
    for (double level = leaves; level > 1; ++result.height) {
        level = std::ceil(level / per_page);
        result.pages += level;
    }
    return result;
}

} // namespace nova
