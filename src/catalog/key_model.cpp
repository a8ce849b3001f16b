#include "catalog/key_model.hpp"

#include "catalog/column_rows.hpp"
#include "catalog/key_rows.hpp"

namespace nova::catalog {

namespace {

void want_columns(const KeyRows &rows, ColumnCatalog &columns) {
    for (const KeyRow &key : rows.keys)
        for (std::uint32_t i = 0; i < key.column_count; ++i) {
            const KeyColumnRow &column = rows.columns[key.first_column + i];
            columns.want(RelationId{key.referencing}, column.column);
            columns.want(RelationId{key.referenced}, column.referenced_column);
        }
}

// The search of the key's RI query. False when a column or a type is gone.
bool build_need(const KeyRow &key, const KeyRows &rows, const ColumnCatalog &columns, ClauseShapes &shapes,
                Need &need) {
    need.table = RelationId{key.referencing};
    need.equalities.reserve(key.column_count);
    for (std::uint32_t i = 0; i < key.column_count; ++i) {
        const KeyColumnRow &row = rows.columns[key.first_column + i];
        const Column *const column = columns.find(RelationId{key.referencing}, row.column);
        const Column *const referenced = columns.find(RelationId{key.referenced}, row.referenced_column);
        if (column == nullptr || referenced == nullptr)
            return false;
        const ClauseShape *const shape =
            shapes.shape({row.op, referenced->type, static_cast<Oid>(referenced->collation), column->type,
                          column->type_modifier, static_cast<Oid>(column->collation)});
        if (shape == nullptr)
            return false;
        need.equalities.push_back({row.column, shape});
    }
    return true;
}

std::vector<ForeignKey> build_keys(const KeyRows &rows, const ColumnCatalog &columns, ClauseShapes &shapes) {
    std::vector<ForeignKey> keys;
    keys.reserve(rows.keys.size());
    for (const KeyRow &row : rows.keys) {
        pg::check_for_interrupts();
        Need need;
        if (!build_need(row, rows, columns, shapes, need))
            continue;
        ForeignKey &key = keys.emplace_back();
        key.id = ConstraintId{row.id};
        key.parent = ConstraintId{row.parent};
        key.name = NameStr(row.name);
        key.referencing = RelationId{row.referencing};
        key.referenced = RelationId{row.referenced};
        key.on_delete = ReferentialAction{row.on_delete};
        key.on_update = ReferentialAction{row.on_update};
        key.need = std::move(need);
    }
    return keys;
}

} // namespace

std::unique_ptr<KeyModel> load_key_model(const pg::CatalogSnapshot &snapshot) {
    auto model = std::make_unique<KeyModel>();
    KeyRows rows;
    std::vector<Oid> partitioned;
    pg::call([&] {
        read_keys(snapshot.get(), rows);
        read_partitioned_tables(snapshot.get(), partitioned);
        read_indexing_catalog(snapshot.get(), model->indexing);
    });
    if (rows.keys.empty())
        return model;

    want_columns(rows, model->columns);
    std::unordered_set<RelationId> referencing;
    referencing.reserve(rows.keys.size());
    for (const KeyRow &key : rows.keys)
        referencing.insert(RelationId{key.referencing});
    std::vector<Index> indexes;
    pg::call([&] {
        read_columns(snapshot.get(), model->columns);
        read_indexes(snapshot.get(), model->indexing, referencing, indexes);
    });

    std::unordered_set<RelationId> partitioned_tables;
    for (const Oid table : partitioned)
        partitioned_tables.insert(RelationId{table});
    model->indexes = IndexCatalog(std::move(indexes));
    model->keys = KeyCatalog(build_keys(rows, model->columns, model->shapes), std::move(partitioned_tables));
    return model;
}

} // namespace nova::catalog
