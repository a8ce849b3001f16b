// How many rows of a table one delete further up removes through ON DELETE CASCADE.
#pragma once

#include <unordered_map>
#include <vector>

#include "model/foreign_key.hpp"
#include "model/id_map.hpp"
#include "model/relation.hpp"

namespace nova {

struct CascadeChain {
    double rows = 1;                // deleted from the table by one delete at the top, on average
    std::vector<RelationId> tables; // from the top to the table; empty when no cascade multiplies
};

class CascadeChains {
  public:
    CascadeChains(const KeyCatalog &keys, const RelationCatalog &relations);

    // The chain that deletes most rows of the table. Averages are rows of the referencing table for each row
    // of the referenced one; tables that were never analysed and cycles multiply by nothing.
    CascadeChain longest(RelationId table);

  private:
    struct Best {
        double rows = 1;
        const ForeignKey *through = nullptr;
        bool finished = false;
    };
    const Best &best(RelationId table);
    double rows_per_delete(const ForeignKey &key) const;

    const RelationCatalog &relations_;
    IdMap<RelationId, std::vector<const ForeignKey *>> cascades_; // by referencing table
    std::unordered_map<RelationId, Best> best_;                   // addresses stay
};

} // namespace nova
