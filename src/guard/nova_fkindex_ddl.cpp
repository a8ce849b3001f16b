// Event trigger function at ddl_command_end: what the command touched is looked at, now with guard_at = statement, else
// at the end of the transaction.
#include "guard/event_trigger.hpp"
#include "guard/look.hpp"
#include "guard/settings.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_fkindex_ddl);
}

namespace {

using namespace nova::guard;

// What of an ALTER TABLE matters here.
struct AlterTable {
    bool only_rebuilds_keys; // makes foreign keys to put back those that it took away: ALTER COLUMN TYPE does
    bool enables_row_security;
};

AlterTable read(const AlterTableStmt *statement) {
    bool makes_keys = false;
    AlterTable result{};
    for (int i = 0; i < list_length(statement->cmds); ++i)
        switch (static_cast<const AlterTableCmd *>(list_nth(statement->cmds, i))->subtype) {
        case AT_AddConstraint:
        case AT_AddColumn:
        case AT_AttachPartition:
            makes_keys = true;
            break;
        case AT_AlterColumnType:
            result.only_rebuilds_keys = true;
            break;
        case AT_EnableRowSecurity:
            result.enables_row_security = true;
            break;
        default:
            break;
        }
    result.only_rebuilds_keys = result.only_rebuilds_keys && !makes_keys;
    return result;
}

// Adds what the hooks do not tell: until 16 there is none for row security.
void read_statement(const Node *statement) {
    if (statement == nullptr || !IsA(statement, AlterTableStmt))
        return;
    const auto *const alter = reinterpret_cast<const AlterTableStmt *>(statement);
    const AlterTable what = read(alter);
    if (what.enables_row_security)
        nova::pg::call([alter] {
            const Oid table = RangeVarGetRelid(alter->relation, NoLock, true);
            if (OidIsValid(table))
                note({Touch::Table, table});
        });
    Transaction *const touched = transaction();
    if (what.only_rebuilds_keys && touched != nullptr)
        for (int i = touched->seen; i < touched->count; ++i)
            if (touched->objects[i].how == Touch::Key)
                touched->objects[i].how = Touch::ChangedKey;
}

} // namespace

Datum nova_fkindex_ddl(PG_FUNCTION_ARGS) {
    return nova::pg::enter([fcinfo]() -> Datum {
        read_statement(event_of(fcinfo).parsetree);
        if (at() == At::Statement) {
            look_after_statement(open_transaction());
        } else if (Transaction *const touched = transaction(); touched != nullptr && touched->count > 0) {
            touched->seen = touched->count;
            touched->asked = true;
        }
        return Datum{0};
    });
}
