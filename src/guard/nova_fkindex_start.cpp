// Event trigger function at ddl_command_start. That it is called loads the library, so that what the command touches is
// noted down from the first one on. DROP INDEX CONCURRENTLY is judged here, before anything happens.
#include "guard/event_trigger.hpp"
#include "guard/look.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_fkindex_start);
}

namespace {

// Invalid where the name is that of no index: the command says so itself.
Oid find_index(const Node *name) {
    return nova::pg::call([name] {
        RangeVar *const variable = makeRangeVarFromNameList(reinterpret_cast<List *>(const_cast<Node *>(name)));
        const Oid relation = RangeVarGetRelid(variable, NoLock, true);
        return OidIsValid(relation) && get_rel_relkind(relation) == RELKIND_INDEX ? relation : InvalidOid;
    });
}

void judge(const Node *statement) {
    if (statement == nullptr || !IsA(statement, DropStmt))
        return;
    const auto *const drop = reinterpret_cast<const DropStmt *>(statement);
    if (drop->removeType != OBJECT_INDEX || !drop->concurrent || list_length(drop->objects) != 1)
        return; // it takes no more than one
    if (const Oid index = find_index(static_cast<const Node *>(linitial(drop->objects))); OidIsValid(index))
        nova::guard::look_before_drop(index);
}

} // namespace

Datum nova_fkindex_start(PG_FUNCTION_ARGS) {
    return nova::pg::enter([fcinfo]() -> Datum {
        judge(nova::guard::event_of(fcinfo).parsetree);
        return Datum{0};
    });
}
