#include "workload/role_session.hpp"

#include "pg/confinement.hpp"

namespace nova::workload {

namespace {

void set_locally(const char *name, const char *value) {
    (void)set_config_option(name, value, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL, true, ERROR, false);
}

void become(Oid role, const char *search_path) {
    set_locally("search_path", search_path);
    set_locally("row_security", "on");
    set_locally("client_min_messages", "error"); // notices of statements that nobody runs here
    Oid user = InvalidOid;
    int context = 0;
    GetUserIdAndSecContext(&user, &context);
    SetUserIdAndSecContext(role, context | SECURITY_RESTRICTED_OPERATION | SECURITY_LOCAL_USERID_CHANGE);
}

bool must_pass(const ErrorData *error) {
    return pg::must_pass(error) || error->sqlerrcode == ERRCODE_DATA_CORRUPTED ||
           error->sqlerrcode == ERRCODE_INDEX_CORRUPTED;
}

} // namespace

ErrorData *run_as(RoleId role, const std::string &search_path, void (*body)(void *), void *argument) {
    pg::Subtransaction subtransaction; // its end makes the caller current again
    try {
        const pg::Confinement confinement;
        pg::call([role, path = search_path.c_str()] { become(static_cast<Oid>(role), path); });
        body(argument);
    } catch (const pg::PendingError &) {
        ErrorData *const error = subtransaction.take_error();
        if (must_pass(error))
            pg::settle_error(error, false);
        return error;
    }
    return nullptr;
}

} // namespace nova::workload
