// The frame of the functions of event triggers.
#pragma once

#include "pg/enter.hpp"
#include "pg/user_error.hpp"

namespace nova::guard {

// Raises 39P03 unless the server calls the function for an event trigger.
inline const EventTriggerData &event_of(FunctionCallInfo fcinfo) {
    if (!CALLED_AS_EVENT_TRIGGER(fcinfo))
        pg::raise({.sqlstate = ERRCODE_E_R_I_E_EVENT_TRIGGER_PROTOCOL_VIOLATED,
                   .message = "the functions of nova_fkindex's event triggers are called by these only"});
    return *reinterpret_cast<const EventTriggerData *>(fcinfo->context);
}

} // namespace nova::guard
