#include "catalog/key_model.hpp"

#include "catalog/column_rows.hpp"

namespace nova::catalog {

namespace {

// Settles what indexes and operators alone tell. The keys of partitioned tables and their partitions depend on one
// another, and are left to the rule that knows trees.
class Settler {
  public:
    Settler(const IndexingCatalog &indexing, const IndexCatalog &indexes, const IdSet<RelationId> &partitioned)
        : indexing_(indexing), indexes_(indexes), partitioned_(partitioned) {}

    bool settled(const KeyRow &key, const KeyRows &rows) {
        if (OidIsValid(key.parent) || partitioned_.contains(RelationId{key.referencing}))
            return false;
        comparisons_.clear();
        for (std::uint32_t i = 0; i < key.column_count; ++i) {
            const KeyColumnRow &row = rows.columns[key.first_column + i];
            const Operator *const op = indexing_.operators.find(OperatorId{row.op});
            if (op == nullptr)
                return false;
            comparisons_.push_back({row.column, *op});
        }
        return is_settled(comparisons_, indexes_.of(RelationId{key.referencing}), indexing_.search_operators);
    }

  private:
    const IndexingCatalog &indexing_;
    const IndexCatalog &indexes_;
    const IdSet<RelationId> &partitioned_;
    std::vector<Comparison> comparisons_;
};

void want_columns(const KeyRow &key, const KeyRows &rows, ReferencedTypes &referenced_types, ColumnCatalog &columns) {
    for (std::uint32_t i = 0; i < key.column_count; ++i) {
        const KeyColumnRow &column = rows.columns[key.first_column + i];
        columns.want(RelationId{key.referencing}, column.column);
        if (!OidIsValid(referenced_types.stand_in(column.op)))
            columns.want(RelationId{key.referenced}, column.referenced_column);
    }
}

// A column that the key has several times is searched by one value.
void merge_repeated_columns(Need &need, const ClauseShapes &shapes) {
    for (std::size_t later = need.clauses.size(); later-- > 1;)
        for (std::size_t earlier = 0; earlier < later; ++earlier)
            if (need.clauses[earlier].column == need.clauses[later].column &&
                need.clauses[earlier].shape != need.clauses[later].shape &&
                shapes.in_one_class(*need.clauses[earlier].shape, *need.clauses[later].shape))
                need.clauses[earlier].shape = need.clauses[later].shape;
}

// The search of the key's RI query. False when a column or a type is gone.
bool build_need(const KeyRow &key, const KeyRows &rows, const ColumnCatalog &columns, ReferencedTypes &referenced_types,
                ClauseShapes &shapes, Need &need) {
    need.table = RelationId{key.referencing};
    need.clauses.reserve(key.column_count);
    for (std::uint32_t i = 0; i < key.column_count; ++i) {
        const KeyColumnRow &row = rows.columns[key.first_column + i];
        const Column *const column = columns.find(RelationId{key.referencing}, row.column);
        if (column == nullptr)
            return false;
        ClauseKey clause{row.op,
                         referenced_types.stand_in(row.op),
                         InvalidOid,
                         static_cast<Oid>(column->type),
                         column->type_modifier,
                         static_cast<Oid>(column->collation)};
        if (!OidIsValid(clause.referenced_type)) {
            const Column *const referenced = columns.find(RelationId{key.referenced}, row.referenced_column);
            if (referenced == nullptr)
                return false;
            clause.referenced_type = static_cast<Oid>(referenced->type);
            clause.referenced_collation = static_cast<Oid>(referenced->collation);
        }
        const ClauseShape *const shape = shapes.shape(clause);
        if (shape == nullptr)
            return false;
        need.clauses.push_back({row.column, shape});
    }
    merge_repeated_columns(need, shapes);
    return true;
}

// Turns rows into keys. Those whose columns or types are gone are left out.
class KeyBuilder {
  public:
    KeyBuilder(const KeyRows &rows, const std::vector<bool> &settled, const ColumnCatalog &columns,
               ReferencedTypes &referenced_types, ClauseShapes &shapes)
        : rows_(rows), settled_(settled), columns_(columns), referenced_types_(referenced_types), shapes_(shapes) {}

    std::vector<ForeignKey> build() {
        std::vector<ForeignKey> keys;
        keys.reserve(rows_.keys.size());
        for (std::size_t i = 0; i < rows_.keys.size(); ++i)
            if (!OidIsValid(rows_.keys[i].parent))
                add(keys, i, [&](Need &need) {
                    return build_need(rows_.keys[i], rows_, columns_, referenced_types_, shapes_, need);
                });
        // Copies compare columns of the same types as the declared key's, under numbers of their own.
        if (keys.size() == rows_.keys.size())
            return keys;
        ids_.reserve(rows_.keys.size());
        for (std::size_t i = 0; i < rows_.keys.size(); ++i)
            ids_[rows_.keys[i].id] = i;
        const std::size_t declared = keys.size();
        declared_.reserve(declared);
        for (std::size_t i = 0; i < declared; ++i)
            declared_[static_cast<Oid>(keys[i].id)] = i;
        for (std::size_t i = 0; i < rows_.keys.size(); ++i)
            if (OidIsValid(rows_.keys[i].parent))
                add(keys, i, [&](Need &need) { return copy_need(rows_.keys[i], keys, need); });
        return keys;
    }

  private:
    template <class Fill> void add(std::vector<ForeignKey> &keys, std::size_t i, Fill fill_need) {
        pg::check_for_interrupts();
        const KeyRow &row = rows_.keys[i];
        Need need;
        if (!settled_[i] && !fill_need(need))
            return;
        ForeignKey &key = keys.emplace_back();
        key.id = ConstraintId{row.id};
        key.parent = ConstraintId{row.parent};
        key.name = NameStr(row.name);
        key.referencing = RelationId{row.referencing};
        key.referenced = RelationId{row.referenced};
        key.on_delete = ReferentialAction{row.on_delete};
        key.on_update = ReferentialAction{row.on_update};
        key.settled = settled_[i];
        key.need = std::move(need);
    }

    // False when the declared key is gone.
    bool copy_need(const KeyRow &copy, const std::vector<ForeignKey> &keys, Need &need) const {
        const KeyRow *root = &copy;
        while (OidIsValid(root->parent)) {
            const std::size_t *const parent = ids_.find(root->parent);
            if (parent == nullptr)
                return false;
            root = &rows_.keys[*parent];
        }
        const std::size_t *const declared = declared_.find(root->id);
        if (declared == nullptr)
            return false;
        const auto &declared_clauses = keys[*declared].need.clauses;
        if (declared_clauses.size() != copy.column_count)
            return false;
        need.table = RelationId{copy.referencing};
        for (std::uint32_t i = 0; i < copy.column_count; ++i)
            need.clauses.push_back({rows_.columns[copy.first_column + i].column, declared_clauses[i].shape});
        return true;
    }

    const KeyRows &rows_;
    const std::vector<bool> &settled_;
    const ColumnCatalog &columns_;
    ReferencedTypes &referenced_types_;
    ClauseShapes &shapes_;
    IdMap<Oid, std::size_t> ids_;      // of all keys, into rows_
    IdMap<Oid, std::size_t> declared_; // of declared keys, into the keys built
};

// Makes keys of the model's rows, whose tables' indexes are there.
void build_keys(const pg::CatalogSnapshot &snapshot, IdSet<RelationId> partitioned, const IdSet<RelationId> &in_full,
                KeyModel &model) {
    const KeyRows &rows = model.rows;
    Settler settler(model.indexing, model.indexes, partitioned);
    ReferencedTypes referenced_types;
    std::vector<bool> settled;
    settled.reserve(rows.keys.size());
    for (const KeyRow &key : rows.keys) {
        settled.push_back(!in_full.contains(RelationId{key.referencing}) && settler.settled(key, rows));
        if (!settled.back() && !OidIsValid(key.parent))
            want_columns(key, rows, referenced_types, model.columns);
    }
    pg::call([&] { read_columns(snapshot.get(), model.columns); });
    model.keys = KeyCatalog(KeyBuilder(rows, settled, model.columns, referenced_types, model.shapes).build(),
                            std::move(partitioned));
}

// Of the tables, by relkind: that does not change.
void keep_partitioned(std::span<const RelationId> tables, IdSet<RelationId> &partitioned) {
    for (const RelationId table : tables)
        if (get_rel_relkind(static_cast<Oid>(table)) == RELKIND_PARTITIONED_TABLE)
            partitioned.insert(table);
}

} // namespace

std::unique_ptr<KeyModel> load_key_model(const pg::CatalogSnapshot &snapshot, const IdSet<RelationId> &in_full) {
    auto model = std::make_unique<KeyModel>();
    KeyRows &rows = model->rows;
    IdSet<RelationId> partitioned;
    pg::call([&] {
        read_keys(snapshot.get(), rows);
        read_partitioned_tables(snapshot.get(), partitioned);
        read_indexing_catalog(snapshot.get(), model->indexing);
    });
    if (rows.keys.empty())
        return model;

    IdSet<RelationId> referencing;
    referencing.reserve(rows.keys.size());
    for (const KeyRow &key : rows.keys)
        referencing.insert(RelationId{key.referencing});
    std::vector<Index> indexes;
    indexes.reserve(2 * rows.keys.size());
    pg::call([&] { read_indexes(snapshot.get(), model->indexing, referencing, indexes, model->trees); });
    model->indexes = IndexCatalog(std::move(indexes));

    build_keys(snapshot, std::move(partitioned), in_full, *model);
    return model;
}

std::unique_ptr<KeyModel> load_key_model(const pg::CatalogSnapshot &snapshot, const KeyScope &scope) {
    auto model = std::make_unique<KeyModel>();
    KeyRows &rows = model->rows;
    pg::call([&] { read_keys_of(snapshot.get(), scope.tables, rows); });
    if (scope.wanted)
        std::erase_if(rows.keys, [&scope](const KeyRow &key) {
            return !scope.wanted(ConstraintId{key.id}, RelationId{key.referencing});
        });
    if (rows.keys.empty())
        return model;
    IdSet<RelationId> partitioned;
    std::vector<Index> indexes;
    pg::call([&] {
        if (scope.to_report)
            read_access_methods(snapshot.get(), model->indexing);
        read_indexes_of(snapshot.get(), scope.tables, scope.leaving, model->indexing, indexes, model->trees);
        for (const KeyColumnRow &column : rows.columns)
            look_up_operator(column.op, model->indexing);
        if (!scope.alone)
            keep_partitioned(scope.tables, partitioned);
    });
    if (scope.alone)
        for (KeyRow &key : rows.keys)
            key.parent = InvalidOid;
    model->indexes = IndexCatalog(std::move(indexes));
    build_keys(snapshot, std::move(partitioned), {}, *model);
    return model;
}

} // namespace nova::catalog
