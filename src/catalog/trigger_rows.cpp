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

void read_disabled_keys_of(Snapshot snapshot, std::span<const Oid> candidates, std::unordered_set<Oid> &keys) {
    for (const Oid candidate : candidates) {
        bool enabled = false;
        bool disabled = false;
        pg::look_up_catalog(TriggerRelationId, snapshot, TriggerConstraintIndexId,
                            {{Anum_pg_trigger_tgconstraint, candidate}}, [&](HeapTuple tuple, TupleDesc) {
                                const auto *const row = form<FormData_pg_trigger>(tuple);
                                if (is_action_trigger(*row))
                                    (row->tgenabled == TRIGGER_DISABLED ? disabled : enabled) = true;
                            });
        if (disabled && !enabled)
            keys.insert(candidate);
    }
}

} // namespace nova::catalog
