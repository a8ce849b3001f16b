#include "model/relation.hpp"

#include <algorithm>

namespace nova {

void RelationCatalog::add(Relation relation) {
    const RelationId id = relation.id;
    relations_[id] = std::move(relation);
}

void RelationCatalog::add_child(RelationId parent, RelationId child) {
    children_[parent].push_back(child);
    parents_[child] = parent;
}

void RelationCatalog::forget_size(RelationId id) {
    if (Relation *const found = relations_.find(id))
        found->size.reset();
}

const Relation *RelationCatalog::find(RelationId id) const {
    if (!source_)
        return relations_.find(id);
    auto known = asked_.find(id);
    if (known == asked_.end())
        known = asked_.emplace(id, source_->relation(id)).first;
    return known->second ? &*known->second : nullptr;
}

const std::vector<RelationId> *RelationCatalog::find_children(RelationId parent) const {
    if (!source_)
        return children_.find(parent);
    auto known = asked_children_.find(parent);
    if (known == asked_children_.end())
        known = asked_children_.emplace(parent, source_->children(parent)).first;
    return &known->second;
}

std::vector<RelationId> RelationCatalog::children_of(RelationId parent) const {
    const std::vector<RelationId> *const children = find_children(parent);
    if (children == nullptr)
        return {};
    std::vector<RelationId> result = *children;
    std::sort(result.begin(), result.end());
    return result;
}

std::optional<RelationId> RelationCatalog::parent_of(RelationId child) const {
    if (source_)
        return source_->parent(child);
    const RelationId *const found = parents_.find(child);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::vector<RelationId> RelationCatalog::partition_tree(RelationId root) const {
    std::vector<RelationId> result{root};
    for (std::size_t next = 0; next < result.size(); ++next) {
        const Relation *const table = find(result[next]);
        if (table == nullptr || !table->partitioned)
            continue;
        // One by one: g++ 14 takes a range insert here for an overflow.
        if (const auto *const children = find_children(result[next]))
            for (const RelationId child : *children)
                result.push_back(child);
    }
    return result;
}

void RelationCatalog::add_partition_tree(RelationId root, IdSet<RelationId> &tables) const {
    if (!tables.contains(root))
        for (const RelationId member : partition_tree(root))
            tables.insert(member);
}

std::optional<TableSize> RelationCatalog::tree_size(RelationId root) const {
    const Relation *const table = find(root);
    if (table == nullptr || !table->partitioned)
        return table == nullptr ? std::nullopt : table->size;
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
