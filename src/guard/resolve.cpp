#include "guard/resolve.hpp"

#include "catalog/fields.hpp"
#include "pg/scan.hpp"

namespace nova::guard {

namespace {

using catalog::form;

// The touched objects, each once, by kind.
std::vector<TouchedObject> unique_objects(const Transaction &transaction) {
    std::vector<TouchedObject> objects(transaction.objects, transaction.objects + transaction.count);
    std::sort(objects.begin(), objects.end());
    objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
    return objects;
}

bool is_there(Oid table) { return SearchSysCacheExists1(RELOID, ObjectIdGetDatum(table)); }

// The referencing table of a foreign key; none for another constraint, or one that is gone.
Oid table_of_key(Oid constraint) {
    HeapTuple const tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(constraint));
    if (!HeapTupleIsValid(tuple))
        return InvalidOid;
    const auto *const row = form<FormData_pg_constraint>(tuple);
    const Oid table = row->contype == CONSTRAINT_FOREIGN ? row->conrelid : InvalidOid;
    ReleaseSysCache(tuple);
    return table;
}

// The table of an index that was there before and is gone now; none where the table went, too, or it was no index.
Oid table_of_dropped_index(Oid index, Snapshot before) {
    Oid table = InvalidOid;
    ScanKeyData key;
    ScanKeyInit(&key, Anum_pg_index_indexrelid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(index));
    pg::scan_catalog(
        IndexRelationId, before,
        [&table](HeapTuple tuple, TupleDesc) { table = form<FormData_pg_index>(tuple)->indrelid; }, IndexRelidIndexId,
        std::span(&key, 1));
    return OidIsValid(table) && is_there(table) ? table : InvalidOid;
}

class Resolver {
  public:
    Resolver(Touched &touched, Snapshot before) : touched_(touched), before_(before) {}

    void add(const TouchedObject &object) {
        switch (object.how) {
        case Touch::Key:
        case Touch::RebuiltKey:
            if (const Oid table = table_of_key(object.object); OidIsValid(table)) {
                add_table(table);
                if (object.how == Touch::Key)
                    touched_.keys.created.insert(ConstraintId{object.object});
            }
            break;
        case Touch::Index:
            if (const Oid table = table_of_dropped_index(object.object, before_); OidIsValid(table))
                add_table(table);
            break;
        case Touch::Inheritance:
            if (is_there(object.object))
                add_table(object.object);
            break;
        default:
            break;
        }
    }

  private:
    void add_table(Oid table) {
        if (known_.contains(RelationId{table}))
            return;
        known_.insert(RelationId{table});
        if (get_rel_persistence(table) != RELPERSISTENCE_TEMP)
            touched_.keys.tables.push_back(RelationId{table});
    }

    Touched &touched_;
    Snapshot before_;
    IdSet<RelationId> known_;
};

} // namespace

Touched resolve(const Transaction &transaction) {
    const std::vector<TouchedObject> objects = unique_objects(transaction);
    Touched touched;
    touched.keys.since = transaction.since;
    pg::CatalogSnapshot before(transaction.since);
    Resolver resolver(touched, before.get());
    pg::call([&] {
        for (const TouchedObject &object : objects) {
            CHECK_FOR_INTERRUPTS();
            resolver.add(object);
        }
    });
    before.release();
    return touched;
}

} // namespace nova::guard
