#include "catalog/relation_rows.hpp"

#include "catalog/fields.hpp"

namespace nova::catalog {

namespace {

bool is_table(char kind) {
    return kind == RELKIND_RELATION || kind == RELKIND_PARTITIONED_TABLE || kind == RELKIND_FOREIGN_TABLE;
}

std::optional<TableSize> size_of(const FormData_pg_class &row) {
    // -1: never vacuumed or analysed. A partitioned table has no storage; its leaves count.
    if (row.reltuples < 0 || row.relkind == RELKIND_PARTITIONED_TABLE)
        return std::nullopt;
    return TableSize{static_cast<double>(row.reltuples), static_cast<double>(row.relpages)};
}

} // namespace

void read_extension_members(Snapshot snapshot, std::unordered_set<Oid> &members) {
    ScanKeyData key;
    ScanKeyInit(&key, Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(ExtensionRelationId));
    pg::scan_catalog(
        DependRelationId, snapshot,
        [&](HeapTuple tuple, TupleDesc) {
            const auto *const row = form<FormData_pg_depend>(tuple);
            if (row->classid == RelationRelationId && row->deptype == DEPENDENCY_EXTENSION)
                members.insert(row->objid);
        },
        DependReferenceIndexId, std::span(&key, 1));
}

void read_relations(Snapshot snapshot, const std::unordered_set<Oid> &members, RelationCatalog &relations) {
    pg::scan_catalog(RelationRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_class>(tuple);
        if (!is_table(row->relkind) || is_system_schema(row->relnamespace))
            return;
        Relation relation;
        relation.id = RelationId{row->oid};
        relation.schema = NamespaceId{row->relnamespace};
        relation.name.assign(NameStr(row->relname));
        relation.partitioned = row->relkind == RELKIND_PARTITIONED_TABLE;
        relation.foreign = row->relkind == RELKIND_FOREIGN_TABLE;
        relation.row_security = row->relrowsecurity;
        relation.permanent = row->relpersistence != RELPERSISTENCE_TEMP;
        relation.extension_member = members.contains(row->oid);
        relation.size = size_of(*row);
        relations.add(std::move(relation));
    });
    pg::scan_catalog(InheritsRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_inherits>(tuple);
        relations.add_child(RelationId{row->inhparent}, RelationId{row->inhrelid});
    });
}

RelationCatalog load_relations(const pg::CatalogSnapshot &snapshot, const Citus &citus) {
    RelationCatalog relations;
    std::unordered_set<Oid> extension_members;
    pg::call([&] {
        read_extension_members(snapshot.get(), extension_members);
        read_relations(snapshot.get(), extension_members, relations);
    });
    for (const RelationId shell : citus.shells())
        relations.forget_size(shell);
    return relations;
}

} // namespace nova::catalog
