#include "catalog/accepted_changes.hpp"

#include "catalog/accepted_columns.hpp"
#include "catalog/fields.hpp"

namespace nova::catalog {

namespace {

// Against other writers, to the end of the transaction: none of them then has a row that we do not see. Readers go on.
constexpr LOCKMODE writer_lock = ShareRowExclusiveLock;

::Relation open_for_writing() {
    const Oid table = accepted_table(nullptr);
    if (!OidIsValid(table))
        elog(ERROR, "extension nova_fkindex has no table \"nova_accepted\"");
    return table_open(table, writer_lock);
}

struct ObjectKey {
    const char *schema;
    const char *table;
    const char *object;
};

// Calls visit(tuple, descriptor) for the object's rows. Under the newest snapshot, also under REPEATABLE READ: what
// another session committed meanwhile must not be written twice.
template <class Visit> void scan_object(::Relation relation, const ObjectKey &object, Visit visit) {
    ScanKeyData keys[3];
    ScanKeyInit(&keys[0], accepted_column::Schema, BTEqualStrategyNumber, F_NAMEEQ, CStringGetDatum(object.schema));
    ScanKeyInit(&keys[1], accepted_column::Table, BTEqualStrategyNumber, F_NAMEEQ, CStringGetDatum(object.table));
    ScanKeyInit(&keys[2], accepted_column::Object, BTEqualStrategyNumber, F_NAMEEQ, CStringGetDatum(object.object));
    Snapshot const snapshot = RegisterSnapshot(GetLatestSnapshot());
    pg::detail::scan_by_index(relation, snapshot, InvalidOid, keys, visit);
    UnregisterSnapshot(snapshot);
}

bool same_rule(const Row &row, const char *rule) {
    if (rule == nullptr || row.is_null(accepted_column::Rule))
        return rule == nullptr && row.is_null(accepted_column::Rule);
    return strcmp(TextDatumGetCString(row.value(accepted_column::Rule)), rule) == 0;
}

void put_row(::Relation relation, const ObjectKey &object, const char *rule, const char *reason,
             const char *accepted_by) {
    ItemPointerData known;
    ItemPointerSetInvalid(&known);
    scan_object(relation, object, [&](HeapTuple tuple, TupleDesc descriptor) {
        if (same_rule(Row(tuple, descriptor), rule))
            known = tuple->t_self;
    });
    NameData names[4];
    namestrcpy(&names[0], object.schema);
    namestrcpy(&names[1], object.table);
    namestrcpy(&names[2], object.object);
    namestrcpy(&names[3], accepted_by);
    Datum values[accepted_column::Count] = {NameGetDatum(&names[0]),
                                            NameGetDatum(&names[1]),
                                            NameGetDatum(&names[2]),
                                            rule == nullptr ? Datum{0} : CStringGetTextDatum(rule),
                                            CStringGetTextDatum(reason),
                                            NameGetDatum(&names[3]),
                                            TimestampTzGetDatum(GetCurrentTransactionStartTimestamp())};
    bool nulls[accepted_column::Count] = {};
    nulls[accepted_column::Rule - 1] = rule == nullptr;
    HeapTuple const tuple = heap_form_tuple(RelationGetDescr(relation), values, nulls);
    if (ItemPointerIsValid(&known))
        CatalogTupleUpdate(relation, &known, tuple);
    else
        CatalogTupleInsert(relation, tuple);
}

} // namespace

void write_accepted(const AcceptedRow &row, const std::string &reason) {
    const ObjectKey object{row.schema.c_str(), row.table.c_str(), row.object.c_str()};
    const char *const rule = row.rule ? row.rule->c_str() : nullptr;
    const char *const texts[] = {reason.c_str(), row.accepted_by.c_str()};
    pg::call([&] {
        ::Relation const relation = open_for_writing();
        put_row(relation, object, rule, texts[0], texts[1]);
        table_close(relation, NoLock);
        CommandCounterIncrement();
    });
}

std::size_t remove_accepted(const std::string &schema, const std::string &table, const std::string &object) {
    const ObjectKey key{schema.c_str(), table.c_str(), object.c_str()};
    return pg::call([&key] {
        std::size_t removed = 0;
        ::Relation const relation = open_for_writing();
        scan_object(relation, key, [&](HeapTuple tuple, TupleDesc) {
            CatalogTupleDelete(relation, &tuple->t_self);
            ++removed;
        });
        table_close(relation, NoLock);
        CommandCounterIncrement();
        return removed;
    });
}

} // namespace nova::catalog
