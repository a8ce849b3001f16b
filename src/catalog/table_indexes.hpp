// The indexes of some tables, and what they are made of.
#pragma once

#include "catalog/index_rows.hpp"

namespace nova::catalog {

struct TableIndexes {
    IndexingCatalog indexing;
    TreeTexts texts; // of their expressions and predicates
    IndexCatalog indexes;

    // Once: what the others point to stays where it is.
    void read(const pg::CatalogSnapshot &snapshot, const IdSet<RelationId> &tables);
};

} // namespace nova::catalog
