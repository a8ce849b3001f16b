#include "model/index.hpp"

#include <algorithm>
#include <tuple>

namespace nova {

namespace {

bool is_before(const Index &a, const Index &b) { return std::tie(a.table, a.id) < std::tie(b.table, b.id); }

} // namespace

IndexCatalog::IndexCatalog(std::vector<Index> indexes) {
    Range *of_last = nullptr; // neighbours are often of one table
    RelationId last{};
    for (const Index &index : indexes) {
        if (of_last == nullptr || index.table != last) {
            last = index.table;
            of_last = &tables_[last];
        }
        ++of_last->count;
    }
    // Places for the indexes of one table after the other; `first` moves past those that are taken, and back again.
    // Numbers are sorted, and each index is moved once.
    std::uint32_t end = 0;
    for (auto &table : tables_) {
        table.value.first = end;
        end += table.value.count;
    }
    // They often come in order.
    if (std::is_sorted(indexes.begin(), indexes.end(), is_before)) {
        indexes_ = std::move(indexes);
        return;
    }
    std::vector<std::uint32_t> order(indexes.size());
    for (std::uint32_t i = 0; i < indexes.size(); ++i)
        order[tables_.find(indexes[i].table)->first++] = i;
    for (auto &table : tables_) {
        Range &range = table.value;
        range.first -= range.count;
        const auto first = order.begin() + range.first;
        std::sort(first, first + range.count,
                  [&](std::uint32_t a, std::uint32_t b) { return indexes[a].id < indexes[b].id; });
    }
    indexes_.reserve(indexes.size());
    for (const std::uint32_t i : order)
        indexes_.push_back(std::move(indexes[i]));
}

std::span<const Index> IndexCatalog::of(RelationId table) const {
    const Range *const range = tables_.find(table);
    return range == nullptr ? std::span<const Index>() : std::span(indexes_).subspan(range->first, range->count);
}

} // namespace nova
