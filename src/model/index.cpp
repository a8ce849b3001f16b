#include "model/index.hpp"

#include <algorithm>

namespace nova {

IndexCatalog::IndexCatalog(std::vector<Index> indexes) {
    for (const Index &index : indexes)
        ++tables_[index.table].count;
    // Places for the indexes of one table after the other; `first` moves past those that are taken, and back again.
    std::uint32_t end = 0;
    for (auto &table : tables_) {
        table.value.first = end;
        end += table.value.count;
    }
    indexes_.resize(indexes.size());
    for (Index &index : indexes)
        indexes_[tables_.find(index.table)->first++] = std::move(index);
    for (auto &table : tables_) {
        Range &range = table.value;
        range.first -= range.count;
        const auto first = indexes_.begin() + range.first;
        std::sort(first, first + range.count, [](const Index &a, const Index &b) { return a.id < b.id; });
    }
}

std::span<const Index> IndexCatalog::of(RelationId table) const {
    const Range *const range = tables_.find(table);
    return range == nullptr ? std::span<const Index>() : std::span(indexes_).subspan(range->first, range->count);
}

} // namespace nova
