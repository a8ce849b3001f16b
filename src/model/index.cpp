#include "model/index.hpp"

#include <algorithm>
#include <tuple>

namespace nova {

IndexCatalog::IndexCatalog(std::vector<Index> indexes) : indexes_(std::move(indexes)) {
    std::sort(indexes_.begin(), indexes_.end(),
              [](const Index &a, const Index &b) { return std::tie(a.table, a.id) < std::tie(b.table, b.id); });
}

std::span<const Index> IndexCatalog::of(RelationId table) const {
    struct ByTable {
        bool operator()(const Index &index, RelationId id) const { return index.table < id; }
        bool operator()(RelationId id, const Index &index) const { return id < index.table; }
    };
    const auto [first, last] = std::equal_range(indexes_.begin(), indexes_.end(), table, ByTable{});
    return {first, last};
}

} // namespace nova
