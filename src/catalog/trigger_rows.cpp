#include "catalog/trigger_rows.hpp"

#include "catalog/fields.hpp"

namespace nova::catalog {

void read_enabled_keys(Snapshot snapshot, std::unordered_set<Oid> &keys) {
    pg::scan_catalog(TriggerRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_trigger>(tuple);
        if (OidIsValid(row->tgconstraint) && row->tgenabled != TRIGGER_DISABLED &&
            RI_FKey_trigger_type(row->tgfoid) == RI_TRIGGER_PK)
            keys.insert(row->tgconstraint);
    });
}

} // namespace nova::catalog
