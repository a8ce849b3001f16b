#include "guard/module.hpp"

#include "guard/look.hpp"
#include "guard/settings.hpp"
#include "pg/enter.hpp"

namespace nova::guard {

namespace {

void at_transaction_event(XactEvent event, void *) {
    switch (event) {
    case XACT_EVENT_PRE_COMMIT:
    case XACT_EVENT_PRE_PREPARE:
        if (Transaction *const touched = transaction(); touched != nullptr && touched->asked && touched->worth_a_look)
            pg::enter([touched] {
                look(*touched);
                return Datum{0};
            });
        break;
    case XACT_EVENT_COMMIT:
    case XACT_EVENT_PARALLEL_COMMIT:
    case XACT_EVENT_ABORT:
    case XACT_EVENT_PARALLEL_ABORT:
    case XACT_EVENT_PREPARE:
        forget_transaction();
        break;
    default:
        break;
    }
}

} // namespace

void install() {
    define_settings();
    start_watching();
    RegisterXactCallback(at_transaction_event, nullptr);
}

} // namespace nova::guard
