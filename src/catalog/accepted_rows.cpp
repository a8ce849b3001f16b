#include "catalog/accepted_rows.hpp"

#include "catalog/accepted_columns.hpp"
#include "catalog/fields.hpp"

namespace nova::catalog {

namespace {

// A superuser may have altered the table, or put another in its place: not to be read as what it is not.
void check_layout(Oid table) {
    constexpr Oid types[] = {NAMEOID, NAMEOID, NAMEOID, TEXTOID, TEXTOID, NAMEOID, TIMESTAMPTZOID};
    static_assert(std::size(types) == accepted_column::Count);
    HeapTuple const tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(table));
    if (!HeapTupleIsValid(tuple))
        elog(ERROR, "cache lookup failed for relation %u", table);
    const auto *const row = form<FormData_pg_class>(tuple);
    bool as_made =
        row->relkind == RELKIND_RELATION && row->relam == HEAP_TABLE_AM_OID && row->relnatts == accepted_column::Count;
    ReleaseSysCache(tuple);
    for (AttrNumber i = 0; as_made && i < accepted_column::Count; ++i)
        as_made = get_atttype(table, i + 1) == types[i];
    if (!as_made)
        elog(ERROR, "table \"nova_accepted\" is not as CREATE EXTENSION nova_fkindex made it");
}

} // namespace

Oid accepted_table(Snapshot snapshot) {
    Oid schema = InvalidOid;
    ScanKeyData key;
    ScanKeyInit(&key, Anum_pg_extension_extname, BTEqualStrategyNumber, F_NAMEEQ, CStringGetDatum("nova_fkindex"));
    pg::scan_catalog(
        ExtensionRelationId, snapshot,
        [&schema](HeapTuple tuple, TupleDesc) { schema = form<FormData_pg_extension>(tuple)->extnamespace; },
        ExtensionNameIndexId, std::span(&key, 1));
    if (!OidIsValid(schema))
        return InvalidOid;
    const Oid table = get_relname_relid("nova_accepted", schema);
    if (OidIsValid(table))
        check_layout(table);
    return table;
}

void read_accepted_rows(Snapshot snapshot, std::vector<AcceptedRow> &rows) {
    const Oid table = accepted_table(snapshot);
    if (!OidIsValid(table))
        return;
    pg::scan_catalog(table, snapshot, [&rows](HeapTuple tuple, TupleDesc descriptor) {
        const Row row(tuple, descriptor);
        AcceptedRow &accepted = rows.emplace_back();
        accepted.schema.assign(NameStr(*DatumGetName(row.value(accepted_column::Schema))));
        accepted.table.assign(NameStr(*DatumGetName(row.value(accepted_column::Table))));
        accepted.object.assign(NameStr(*DatumGetName(row.value(accepted_column::Object))));
        if (!row.is_null(accepted_column::Rule))
            accepted.rule.emplace(TextDatumGetCString(row.value(accepted_column::Rule)));
        accepted.accepted_by.assign(NameStr(*DatumGetName(row.value(accepted_column::AcceptedBy))));
    });
}

Acceptance read_acceptance(const pg::CatalogSnapshot &snapshot, bool include_accepted) {
    Acceptance acceptance;
    if (include_accepted)
        return acceptance;
    std::vector<AcceptedRow> rows;
    std::vector<NamespaceId> schemas;
    pg::call([&] {
        read_accepted_rows(snapshot.get(), rows);
        for (const AcceptedRow &row : rows)
            schemas.push_back(NamespaceId{get_namespace_oid(row.schema.c_str(), true)});
    });
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (is_valid(schemas[i]))
            acceptance.add(schemas[i], rows[i].table, rows[i].object, rows[i].rule);
    return acceptance;
}

} // namespace nova::catalog
