// Event trigger function at sql_drop: what went may have uncovered a key or policy.
#include "guard/event_trigger.hpp"
#include "guard/touched.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_fkindex_drop);
}

Datum nova_fkindex_drop(PG_FUNCTION_ARGS) {
    return nova::pg::enter([fcinfo]() -> Datum {
        nova::guard::event_of(fcinfo);
        if (nova::guard::Transaction *const touched = nova::guard::transaction())
            touched->asked = true;
        return Datum{0};
    });
}
