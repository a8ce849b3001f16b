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

void TableIndexes::look_up(const pg::CatalogSnapshot &snapshot, std::span<const RelationId> tables,
                           const IdSet<RelationId> &leaving, std::span<const OperatorId> operators) {
    std::vector<Index> rows;
    pg::call([&] {
        read_indexes_of(snapshot.get(), tables, leaving, indexing, rows, texts);
        for (const OperatorId op : operators)
            look_up_search_operator(static_cast<Oid>(op), indexing);
    });
    indexes = IndexCatalog(std::move(rows));
}

} // namespace nova::catalog
