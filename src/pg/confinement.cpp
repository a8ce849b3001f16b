#include "pg/confinement.hpp"

namespace nova::pg {

namespace {

object_access_hook_type next_hook = nullptr;

void refuse_foreign_functions(ObjectAccessType access, Oid class_id, Oid object_id, int sub_id, void *argument) {
    if (next_hook != nullptr)
        next_hook(access, class_id, object_id, sub_id, argument);
    if (access == OAT_FUNCTION_EXECUTE && object_id >= FirstNormalObjectId)
        ereport(ERROR,
                (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("a report does not run function %u", object_id)));
}

} // namespace

Confinement::Confinement() : previous_(object_access_hook) {
    call([] {
        (void)set_config_option("lock_timeout", "1", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL, true, ERROR, false);
    });
    if (previous_ == refuse_foreign_functions) // within another one
        return;
    next_hook = previous_;
    object_access_hook = refuse_foreign_functions;
}

Confinement::~Confinement() { object_access_hook = previous_; }

} // namespace nova::pg
