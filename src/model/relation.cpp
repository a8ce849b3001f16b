#include "model/relation.hpp"

#include <algorithm>

namespace nova {

void RelationCatalog::add(Relation relation) {
    const RelationId id = relation.id;
    relations_.emplace(id, std::move(relation));
}

void RelationCatalog::add_child(RelationId parent, RelationId child) {
    children_.emplace(parent, child);
    parents_.emplace(child, parent);
}

void RelationCatalog::forget_size(RelationId id) {
    if (const auto found = relations_.find(id); found != relations_.end())
        found->second.size.reset();
}

const Relation *RelationCatalog::find(RelationId id) const {
    const auto found = relations_.find(id);
    return found == relations_.end() ? nullptr : &found->second;
}

std::vector<RelationId> RelationCatalog::children_of(RelationId parent) const {
    std::vector<RelationId> result;
    const auto [first, last] = children_.equal_range(parent);
    for (auto child = first; child != last; ++child)
        result.push_back(child->second);
    std::sort(result.begin(), result.end());
    return result;
}

std::optional<RelationId> RelationCatalog::parent_of(RelationId child) const {
    const auto found = parents_.find(child);
    return found == parents_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<RelationId> RelationCatalog::partition_tree(RelationId root) const {
    std::vector<RelationId> result{root};
    for (std::size_t next = 0; next < result.size(); ++next) {
        const Relation *const table = find(result[next]);
        if (table == nullptr || !table->partitioned)
            continue;
        const auto [first, last] = children_.equal_range(result[next]);
        for (auto child = first; child != last; ++child)
            result.push_back(child->second);
    }
    return result;
}

std::optional<TableSize> RelationCatalog::tree_size(RelationId root) const {
    std::optional<TableSize> total;
    for (const RelationId id : partition_tree(root)) {
        const Relation *const relation = find(id);
        if (relation == nullptr || !relation->size)
            continue;
        if (!total)
            total.emplace();
        total->rows += relation->size->rows;
        total->pages += relation->size->pages;
    }
    return total;
}

} // namespace nova
