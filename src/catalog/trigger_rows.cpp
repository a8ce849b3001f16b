#include "catalog/trigger_rows.hpp"

#include "catalog/fields.hpp"

namespace nova::catalog {

namespace {

bool is_action_trigger(const FormData_pg_trigger &row) {
    return OidIsValid(row.tgconstraint) && RI_FKey_trigger_type(row.tgfoid) == RI_TRIGGER_PK;
}

} // namespace

void read_disabled_keys(Snapshot snapshot, std::unordered_set<Oid> &keys) {
    pg::scan_catalog(TriggerRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_trigger>(tuple);
        if (row->tgenabled == TRIGGER_DISABLED && is_action_trigger(*row))
            keys.insert(row->tgconstraint);
    });
    if (keys.empty())
        return;
    // One of delete and update may still be enabled.
    pg::scan_catalog(TriggerRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_trigger>(tuple);
        if (row->tgenabled != TRIGGER_DISABLED && is_action_trigger(*row))
            keys.erase(row->tgconstraint);
    });
}

} // namespace nova::catalog
