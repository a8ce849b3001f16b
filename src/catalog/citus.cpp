#include "catalog/citus.hpp"

#include "catalog/fields.hpp"

namespace nova::catalog {

namespace {

Oid find_function(const char *name, Oid argument) {
    const oidvector *const arguments = buildoidvector(&argument, 1);
    return GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum(name), PointerGetDatum(arguments),
                           ObjectIdGetDatum(PG_CATALOG_NAMESPACE));
}

void read_shells(Snapshot snapshot, std::unordered_set<RelationId> &shells) {
    const Oid catalog = get_relname_relid("pg_dist_partition", PG_CATALOG_NAMESPACE);
    if (!OidIsValid(catalog))
        return;
    const AttrNumber column = get_attnum(catalog, "logicalrelid");
    if (column == InvalidAttrNumber)
        return;
    pg::scan_catalog(catalog, snapshot, [&](HeapTuple tuple, TupleDesc descriptor) {
        bool is_null = false;
        const Datum table = heap_getattr(tuple, column, descriptor, &is_null);
        if (!is_null)
            shells.insert(RelationId{DatumGetObjectId(table)});
    });
}

} // namespace

Citus::Citus(const pg::CatalogSnapshot &snapshot) {
    pg::call([&] {
        is_known_shard_ = find_function("relation_is_a_known_shard", REGCLASSOID);
        read_shells(snapshot.get(), shells_);
    });
}

bool Citus::is_shard(RelationId table) const {
    if (!OidIsValid(is_known_shard_))
        return false;
    return pg::call([this, table] {
        return DatumGetBool(OidFunctionCall1(is_known_shard_, ObjectIdGetDatum(static_cast<Oid>(table))));
    });
}

} // namespace nova::catalog
