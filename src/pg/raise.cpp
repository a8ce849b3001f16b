#include "pg/raise.hpp"

#include "pg/call.hpp"

namespace nova::pg {

void raise(const UserError &error) {
    call([&error] {
        ereport(ERROR, (errcode(error.sqlstate), errmsg_internal("%s", error.message.c_str()),
                        error.detail.empty() ? 0 : errdetail_internal("%s", error.detail.c_str()),
                        error.hint.empty() ? 0 : errhint("%s", error.hint.c_str())));
    });
    throw PendingError{}; // not reached, which the compiler cannot know
}

void require_writable(const char *command) {
    call([command] {
        PreventCommandDuringRecovery(command);
        PreventCommandIfReadOnly(command);
        PreventCommandIfParallelMode(command);
    });
}

} // namespace nova::pg
