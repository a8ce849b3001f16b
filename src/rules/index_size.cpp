#include "rules/index_size.hpp"

#include <algorithm>

#include "rules/index_pages.hpp"

namespace nova {

double estimated_bytes(const BtreeSize &size) {
    constexpr double page = 8192;
    IndexRows rows;
    rows.rows = size.rows;
    rows.columns = size.columns;
    rows.deduplicates = size.deduplicates;
    if (size.distinct_keys) {
        const double keys = std::clamp(*size.distinct_keys, 1.0, std::max(1.0, size.rows));
        // NULL is one of the keys, and often the most frequent by far.
        const double nulls = size.columns.size() == 1 && keys > 1 ? size.columns.front().null_fraction : 0;
        if (nulls > 0)
            rows.values = {{{1, nulls}, {keys - 1, (1 - nulls) / (keys - 1)}}};
        else
            rows.values = {{{keys, 1 / keys}}};
    }
    return btree_pages(rows, 0).pages * page;
}

} // namespace nova
