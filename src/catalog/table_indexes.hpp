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
    // The same, looked up for a few tables, without the indexes in `leaving`; of the operators those that are searched
    // by.
    void look_up(const pg::CatalogSnapshot &snapshot, std::span<const RelationId> tables,
                 const IdSet<RelationId> &leaving, std::span<const OperatorId> operators);
};

} // namespace nova::catalog
