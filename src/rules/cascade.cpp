#include "rules/cascade.hpp"

#include <algorithm>

namespace nova {

CascadeChains::CascadeChains(const KeyCatalog &keys, const RelationCatalog &relations) : relations_(relations) {
    for (const ForeignKey &key : keys.keys())
        if (key.declared() && key.on_delete == ReferentialAction::Cascade && key.referencing != key.referenced)
            cascades_[key.referencing].push_back(&key);
}

double CascadeChains::rows_per_delete(const ForeignKey &key) const {
    const auto referencing = relations_.tree_size(key.referencing);
    const auto referenced = relations_.tree_size(key.referenced);
    if (!referencing || !referenced)
        return 1;
    return std::max(1.0, referencing->rows / std::max(1.0, referenced->rows));
}

const CascadeChains::Best &CascadeChains::best(RelationId table) {
    const auto [entry, inserted] = best_.try_emplace(table);
    Best &result = entry->second; // references into an unordered_map outlive later insertions
    if (!inserted)
        return result;
    const auto found = cascades_.find(table);
    if (found != cascades_.end()) {
        for (const ForeignKey *key : found->second) {
            const Best &above = best(key->referenced);
            if (!above.finished) // a cycle
                continue;
            const double rows = rows_per_delete(*key) * above.rows;
            if (rows > result.rows) {
                result.rows = rows;
                result.through = key;
            }
        }
    }
    result.finished = true;
    return result;
}

CascadeChain CascadeChains::longest(RelationId table) {
    CascadeChain chain;
    chain.rows = best(table).rows;
    for (const ForeignKey *key = best(table).through; key != nullptr; key = best(key->referenced).through) {
        if (chain.tables.empty())
            chain.tables.push_back(key->referencing);
        chain.tables.push_back(key->referenced);
    }
    std::reverse(chain.tables.begin(), chain.tables.end());
    return chain;
}

} // namespace nova
