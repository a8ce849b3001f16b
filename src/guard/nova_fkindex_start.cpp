// Event trigger function at ddl_command_start. That it is called loads the library, so that what the command touches is
// noted down from the first one on.
#include "guard/event_trigger.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_fkindex_start);
}

Datum nova_fkindex_start(PG_FUNCTION_ARGS) {
    return nova::pg::enter([fcinfo]() -> Datum {
        nova::guard::event_of(fcinfo);
        return Datum{0};
    });
}
