#include "catalog/table_indexes.hpp"

namespace nova::catalog {

void TableIndexes::read(const pg::CatalogSnapshot &snapshot, const IdSet<RelationId> &tables) {
    std::vector<Index> rows;
    pg::call([&] {
        read_indexing_catalog(snapshot.get(), indexing);
        read_indexes(snapshot.get(), indexing, tables, rows, texts);
    });
    indexes = IndexCatalog(std::move(rows));
}

} // namespace nova::catalog
