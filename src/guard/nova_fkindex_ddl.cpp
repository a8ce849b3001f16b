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

// Does the statement make foreign keys only to put back those that it took away? ALTER COLUMN TYPE does.
bool only_rebuilds_keys(const Node *statement) {
    if (statement == nullptr || !IsA(statement, AlterTableStmt))
        return false;
    List *const commands = reinterpret_cast<const AlterTableStmt *>(statement)->cmds;
    bool rebuilds = false;
    for (int i = 0; i < list_length(commands); ++i) {
        const auto *const command = static_cast<const AlterTableCmd *>(list_nth(commands, i));
        if (command->subtype == AT_AddConstraint || command->subtype == AT_AddColumn ||
            command->subtype == AT_AttachPartition)
            return false;
        rebuilds = rebuilds || command->subtype == AT_AlterColumnType;
    }
    return rebuilds;
}

void end_statement(const Node *statement, Transaction &transaction) {
    if (only_rebuilds_keys(statement))
        for (int i = transaction.seen; i < transaction.count; ++i)
            if (transaction.objects[i].how == Touch::Key)
                transaction.objects[i].how = Touch::RebuiltKey;
    transaction.seen = transaction.count;
    transaction.asked = true;
}

} // namespace

Datum nova_fkindex_ddl(PG_FUNCTION_ARGS) {
    return nova::pg::enter([fcinfo]() -> Datum {
        const EventTriggerData &event = event_of(fcinfo);
        Transaction *const touched = transaction();
        if (touched == nullptr || touched->count == 0)
            return Datum{0};
        end_statement(event.parsetree, *touched);
        if (at() == At::Statement)
            look_after_statement(*touched);
        return Datum{0};
    });
}
