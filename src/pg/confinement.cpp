#include "pg/confinement.hpp"

#include "pg/may_run.hpp"

namespace nova::pg {

namespace {

bool confined = false;
object_access_hook_type next_access_hook = nullptr;
needs_fmgr_hook_type next_needs_hook = nullptr;
fmgr_hook_type next_function_hook = nullptr;
ExecutorStart_hook_type next_executor_hook = nullptr;

[[noreturn]] void refuse(Oid function) {
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                    errmsg("a report does not run function %s", format_procedure(function))));
}

// The executor is about to evaluate a call.
void refuse_foreign_functions(ObjectAccessType access, Oid class_id, Oid object_id, int sub_id, void *argument) {
    if (next_access_hook != nullptr)
        next_access_hook(access, class_id, object_id, sub_id, argument);
    if (access == OAT_FUNCTION_EXECUTE && !may_run(object_id))
        refuse(object_id);
}

// SQL functions are let through here, as none that has this hook is inlined; they get no further than their first
// query. Nor are functions of operator classes held back that are written in C.
bool wants_to_be_asked(Oid function) {
    if (next_needs_hook != nullptr && next_needs_hook(function))
        return true;
    if (function < FirstNormalObjectId)
        return false;
    HeapTuple const tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
    if (!HeapTupleIsValid(tuple))
        return false;
    const Oid language = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple))->prolang;
    ReleaseSysCache(tuple);
    return language != ClanguageId && language != INTERNALlanguageId && language != SQLlanguageId;
}

void refuse_call(FmgrHookEventType event, FmgrInfo *function, Datum *argument) {
    if (event == FHET_START && wants_to_be_asked(function->fn_oid) &&
        (next_needs_hook == nullptr || !next_needs_hook(function->fn_oid)))
        refuse(function->fn_oid);
    if (next_function_hook != nullptr)
        next_function_hook(event, function, argument);
}

void refuse_query(QueryDesc *, int) {
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("a report does not run queries of functions")));
}

} // namespace

Confinement::Confinement() : outermost_(!confined) {
    call([] {
        (void)set_config_option("lock_timeout", "1", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL, true, ERROR, false);
    });
    if (!outermost_)
        return;
    confined = true;
    next_access_hook = std::exchange(object_access_hook, refuse_foreign_functions);
    next_needs_hook = std::exchange(needs_fmgr_hook, wants_to_be_asked);
    next_function_hook = std::exchange(fmgr_hook, refuse_call);
    next_executor_hook = std::exchange(ExecutorStart_hook, refuse_query);
}

Confinement::~Confinement() {
    if (!outermost_)
        return;
    confined = false;
    object_access_hook = next_access_hook;
    needs_fmgr_hook = next_needs_hook;
    fmgr_hook = next_function_hook;
    ExecutorStart_hook = next_executor_hook;
}

} // namespace nova::pg
