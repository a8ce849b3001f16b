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
        rows.values = {{{keys, 1 / keys}}};
    }
    return btree_pages(rows, 0).pages * page;
}

} // namespace nova
