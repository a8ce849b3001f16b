#include "catalog/key_rows.hpp"

#include "catalog/fields.hpp"
#include "pg/compat.hpp"

namespace nova::catalog {

namespace {

void append_key(HeapTuple tuple, KeyRows &rows) {
    auto *const constraint = reinterpret_cast<Form_pg_constraint>(GETSTRUCT(tuple));
    // As they follow one another in pg_constraint: conkey, confkey, conpfeqop.
    FieldWalk fields(tuple, Anum_pg_constraint_conkey, pg::constraint_arrays);
    const auto columns = fields.array<AttrNumber>();
    const auto referenced = fields.array<AttrNumber>();
    const auto operators = fields.array<Oid>();
    if (columns.empty() || columns.size() > INDEX_MAX_KEYS || referenced.size() != columns.size() ||
        operators.size() != columns.size())
        elog(ERROR, "foreign key %u has unexpected columns", constraint->oid);

    rows.keys.push_back({constraint->oid, constraint->conparentid, constraint->conrelid, constraint->confrelid,
                         constraint->confdeltype, constraint->confupdtype, constraint->conname,
                         static_cast<std::uint32_t>(rows.columns.size()), static_cast<std::uint32_t>(columns.size())});
    for (std::size_t i = 0; i < columns.size(); ++i)
        rows.columns.push_back({columns[i], referenced[i], operators[i]});
}

bool is_wanted(Form_pg_constraint constraint) {
    return constraint->contype == CONSTRAINT_FOREIGN && !is_system_schema(constraint->connamespace) &&
           pg::key_is_enforced(constraint);
}

} // namespace

void read_keys(Snapshot snapshot, KeyRows &rows) {
    constexpr double keys_per_page = 40; // no page has room for more
    rows.keys.reserve(static_cast<std::size_t>(pg::catalog_pages(ConstraintRelationId) * keys_per_page));
    pg::scan_catalog(ConstraintRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        if (is_wanted(reinterpret_cast<Form_pg_constraint>(GETSTRUCT(tuple))))
            append_key(tuple, rows);
    });
}

void read_keys_of(Snapshot snapshot, std::span<const RelationId> tables, KeyRows &rows) {
    for (const RelationId table : tables) {
        pg::look_up_catalog(ConstraintRelationId, snapshot, ConstraintRelidTypidNameIndexId,
                            {{Anum_pg_constraint_conrelid, static_cast<Oid>(table)}}, [&](HeapTuple tuple, TupleDesc) {
                                if (is_wanted(reinterpret_cast<Form_pg_constraint>(GETSTRUCT(tuple))))
                                    append_key(tuple, rows);
                            });
    }
}

void read_partitioned_tables(Snapshot snapshot, IdSet<RelationId> &tables) {
    pg::scan_catalog(PartitionedRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        tables.insert(RelationId{form<FormData_pg_partitioned_table>(tuple)->partrelid});
    });
}

} // namespace nova::catalog
