#include "model/foreign_key.hpp"

#include <algorithm>

namespace nova {

KeyCatalog::KeyCatalog(std::vector<ForeignKey> keys, IdSet<RelationId> partitioned_tables)
    : keys_(std::move(keys)), partitioned_tables_(std::move(partitioned_tables)) {
    for (const ForeignKey &key : keys_)
        if (!key.declared())
            copies_[key.parent].push_back(&key);
    for (auto &parent : copies_)
        std::sort(parent.value.begin(), parent.value.end(),
                  [](const ForeignKey *a, const ForeignKey *b) { return a->referencing < b->referencing; });
}

std::vector<const ForeignKey *> KeyCatalog::copies(const ForeignKey &key, bool of_referencing) const {
    std::vector<const ForeignKey *> result;
    if (const auto *const found = copies_.find(key.id))
        for (const ForeignKey *copy : *found)
            // A copy with the same referencing table stands for a partition of the referenced one.
            if ((copy->referencing != key.referencing) == of_referencing)
                result.push_back(copy);
    return result;
}

std::vector<const ForeignKey *> KeyCatalog::referenced_partitions(const ForeignKey &key) const {
    return copies(key, false);
}

NeedTree KeyCatalog::needs(const ForeignKey &key) const {
    NeedTree tree;
    tree.need = &key.need;
    tree.partitioned = partitioned(key.referencing);
    if (tree.partitioned)
        for (const ForeignKey *copy : copies(key, true))
            tree.partitions.push_back(needs(*copy));
    return tree;
}

} // namespace nova
