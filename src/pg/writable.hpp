// Functions that write.
#pragma once

#include "pg/call.hpp"

namespace nova::pg {

// Refuses on a standby, in a read-only transaction (25006) and in a parallel worker, as the server refuses a command of
// that name. The server's own check is in the executor, which rows that we write ourselves do not pass.
inline void require_writable(const char *command) {
    call([command] {
        PreventCommandDuringRecovery(command);
        PreventCommandIfReadOnly(command);
        PreventCommandIfParallelMode(command);
    });
}

} // namespace nova::pg
