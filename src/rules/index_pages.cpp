#include "rules/index_pages.hpp"

#include <algorithm>
#include <cmath>

namespace nova {

namespace {

constexpr double page = 8192;
constexpr double page_header = 24;
constexpr double special_space = 16; // of all access methods but BRIN
constexpr double line_pointer = 4;
constexpr double tuple_header = 8; // IndexTupleData

double align(double size) { return std::ceil(size / 8) * 8; }

double value_bytes(const IndexRows &rows) {
    double bytes = 0;
    for (const KeyColumnSize &column : rows.columns)
        bytes += (1 - column.null_fraction) * std::ceil(column.width / column.alignment) * column.alignment;
    return bytes;
}

// Of the rows, how many have no NULL in the first column.
double not_null(const IndexRows &rows) {
    return rows.rows * (rows.columns.empty() ? 1 : 1 - rows.columns.front().null_fraction);
}

// _hash_get_totalbuckets(_hash_spareindex(n)): powers of two up to 512, quarters of them beyond.
double hash_buckets(double wanted) {
    if (wanted <= 2)
        return 2;
    const double upper = std::exp2(std::ceil(std::log2(wanted)));
    if (upper <= 512)
        return upper;
    const double lower = upper / 2;
    const double quarter = lower / 4;
    return lower + quarter * std::ceil((wanted - lower) / quarter);
}

} // namespace

IndexPages hash_pages(const IndexRows &rows, double fill) {
    constexpr double item = tuple_header + 8 + line_pointer;
    const double wanted_per_bucket = std::floor(page * (fill == 0 ? 0.75 : fill) / item);
    const double buckets = hash_buckets(rows.table_rows / wanted_per_bucket);
    const double per_page = std::floor((page - page_header - special_space) / item);
    const double entries = not_null(rows);
    double keys = 0;
    for (const EqualValues &equal : rows.values.empty() ? std::vector<EqualValues>{{entries, 0}} : rows.values.front())
        keys += equal.values;
    keys = std::clamp(keys, 1.0, std::max(1.0, entries));
    const double rows_per_key = entries / keys;
    const double keys_per_bucket = keys / buckets;
    double bucket_pages = 0;
    if (keys_per_bucket > 100) {
        bucket_pages = std::max(1.0, std::ceil(keys_per_bucket * rows_per_key / per_page));
    } else {
        // Keys fall into buckets at random.
        double probability = std::exp(-keys_per_bucket);
        for (int number = 0; number < 300; ++number) {
            bucket_pages += probability * std::max(1.0, std::ceil(number * rows_per_key / per_page));
            probability *= keys_per_bucket / (number + 1);
        }
    }
    return {2 + buckets * bucket_pages, 0}; // a metapage and a bitmap
}

IndexPages gin_pages(const IndexRows &rows) {
    // Entries are inserted in their order, so that pages of the entry tree are left half full.
    constexpr double entry_fill = 0.5;
    constexpr double in_entry = 2704; // GinMaxItemSize: longer posting lists get a tree
    constexpr double list_header = 8; // with the first row pointer
    const double key = align(tuple_header + rows.element_width);
    double entry_bytes = 0;
    double tree_pages = 0;
    const auto add = [&](double entries, double rows_per_entry) {
        // The distance to the next row pointer, in 7 bits a byte; a pointer has 11 bits of line number.
        const double distance = std::max(2.0, rows.table_pages * 2048 / (rows_per_entry + 1));
        const double list = list_header + (rows_per_entry - 1) * std::max(1.0, std::ceil(std::log2(distance) / 7));
        const bool tree = list > in_entry;
        tree_pages += tree ? entries * std::ceil(list / (page - 64)) : 0;
        entry_bytes += entries * ((tree ? key : align(key + list)) + line_pointer);
    };
    // Some have the next smaller whole number of rows, and some the next larger.
    const auto add_average = [&](double entries, double rows_per_entry) {
        const double less = std::floor(rows_per_entry);
        add(entries * (1 - rows_per_entry + less), less);
        add(entries * (rows_per_entry - less), less + 1);
    };
    double pointers = std::max(1.0, rows.rows * std::max(1.0, rows.elements));
    double entries = std::clamp(rows.distinct_elements, 1.0, pointers);
    for (const double share : rows.element_shares) {
        const double found = share * rows.rows;
        if (found < 1 || entries < 2 || found >= pointers)
            continue;
        add(1, found);
        pointers -= found;
        --entries;
    }
    add_average(entries, std::max(1.0, pointers / entries));
    double entry_pages = std::max(1.0, std::ceil(entry_bytes / ((page - 40) * entry_fill)));
    if (entry_pages > 1)
        entry_pages += std::ceil(entry_pages * (key + line_pointer) / ((page - 40) * entry_fill));
    return {1 + entry_pages + tree_pages, 0, std::ceil(entry_pages / 0.9)};
}

IndexPages gist_pages(const IndexRows &rows, double fill) {
    const double usual = rows.sorted_build ? (fill == 0 ? 0.7 : std::min(0.7, fill)) : 0.46;
    const double item = align(tuple_header + value_bytes(rows)) + line_pointer;
    const double per_page = std::max(2.0, std::floor((page - page_header - special_space) * usual / item));
    double level = std::max(1.0, std::ceil(rows.rows / per_page));
    IndexPages result{level, 0};
    while (level > 1) {
        level = std::ceil(level / per_page);
        result.pages += level;
        ++result.height;
    }
    return result;
}

IndexPages spgist_pages(const IndexRows &rows, double fill) {
    const double usual = fill == 0 ? 0.4 : std::min(0.4, fill);
    const double item = align(tuple_header + 8 + value_bytes(rows)) + line_pointer;
    return {3 + std::ceil(rows.rows * item / ((page - 40) * usual)), 0};
}

IndexPages brin_pages(const IndexRows &rows, int pages_per_range, double map_page_price) {
    constexpr double ranges_per_map_page = 1360; // REVMAP_PAGE_MAXITEMS
    const double ranges = std::max(1.0, std::ceil(rows.table_pages / std::max(1, pages_per_range)));
    const double item = align(8 + 2 * value_bytes(rows)) + line_pointer;
    const double pages =
        1 + std::ceil(ranges / ranges_per_map_page) + std::max(1.0, std::ceil(ranges * item / (page - 32)));
    return {pages, 0, pages + std::round(1 - std::clamp(map_page_price, 0.0, 1.0))};
}

} // namespace nova
