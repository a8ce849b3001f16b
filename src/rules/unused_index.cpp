#include "rules/unused_index.hpp"

namespace nova {

bool is_unused(const IndexUse &use) {
    using namespace unused_threshold;
    if (use.pages < min_pages || use.counted_days < min_days || !use.table_was_read)
        return false;
    if (use.scans > 0)
        return use.idle_days && *use.idle_days >= idle_days;
    return !use.index_days || *use.index_days >= min_days;
}

} // namespace nova
