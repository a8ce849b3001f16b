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
    // Depth first with a stack of its own: a chain may be as long as there are tables.
    std::vector<RelationId> pending{table};
    while (!pending.empty()) {
        const RelationId current = pending.back();
        const auto [entry, first_visit] = best_.try_emplace(current);
        Best &result = entry->second;
        const auto *const found = cascades_.find(current);
        if (result.finished || found == nullptr) {
            result.finished = true;
            pending.pop_back();
            continue;
        }
        if (first_visit) {
            for (const ForeignKey *key : *found)
                if (!best_.contains(key->referenced))
                    pending.push_back(key->referenced);
            continue;
        }
        for (const ForeignKey *key : *found) {
            const Best &above = best_[key->referenced];
            if (!above.finished) // a cycle
                continue;
            const double rows = rows_per_delete(*key) * above.rows;
            if (rows > result.rows) {
                result.rows = rows;
                result.through = key;
            }
        }
        result.finished = true;
        pending.pop_back();
    }
    return best_[table];
}

CascadeChain CascadeChains::longest(RelationId table) {
    CascadeChain chain;
    if (!cascades_.contains(table))
        return chain;
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
