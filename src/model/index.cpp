#include "model/index.hpp"

#include <algorithm>

namespace nova {

IndexCatalog::IndexCatalog(std::vector<Index> indexes) : indexes_(std::move(indexes)), order_(indexes_.size()) {
    Range *of_last = nullptr; // neighbours are often of one table
    RelationId last{};
    for (const Index &index : indexes_) {
        if (of_last == nullptr || index.table != last) {
            last = index.table;
            of_last = &tables_[last];
        }
        ++of_last->count;
    }
    // Places for the indexes of one table after the other; `first` moves past those that are taken, and back again.
    std::uint32_t end = 0;
    for (auto &table : tables_) {
        table.value.first = end;
        end += table.value.count;
    }
    for (const Index &index : indexes_)
        order_[tables_.find(index.table)->first++] = &index;
    for (auto &table : tables_) {
        Range &range = table.value;
        range.first -= range.count;
        const auto first = order_.begin() + range.first;
        std::sort(first, first + range.count, [](const Index *a, const Index *b) { return a->id < b->id; });
    }
}

Indexes IndexCatalog::of(RelationId table) const {
    const Range *const found = tables_.find(table);
    const Range range = found == nullptr ? Range{} : *found;
    const Index *const *const first = order_.data() + range.first;
    return {Indexes::iterator(first), Indexes::iterator(first + range.count)};
}

} // namespace nova
