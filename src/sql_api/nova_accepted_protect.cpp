// Trigger function of nova_accepted, before each statement that writes: 42501 unless the role owns the table. A
// GRANT ALL ON ALL TABLES, or default privileges, would let anybody accept findings of tables that others own.
#include "pg/call.hpp"
#include "pg/compat.hpp"
#include "pg/enter.hpp"
#include "pg/user_error.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_accepted_protect);
}

Datum nova_accepted_protect(PG_FUNCTION_ARGS) {
    return nova::pg::enter([fcinfo]() -> Datum {
        if (!CALLED_AS_TRIGGER(fcinfo))
            nova::pg::raise({.sqlstate = ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED,
                             .message = "nova_accepted_protect() is a trigger function"});
        const auto *const trigger = reinterpret_cast<TriggerData *>(fcinfo->context);
        const Oid table = RelationGetRelid(trigger->tg_relation);
        if (!nova::pg::call([table] { return nova::pg::owns_relation(table, GetUserId()); }))
            nova::pg::raise({.sqlstate = ERRCODE_INSUFFICIENT_PRIVILEGE,
                             .message = "nova_accepted is written by its functions only",
                             .hint = "Call nova_accept() or nova_unaccept()."});
        return PointerGetDatum(nullptr);
    });
}
