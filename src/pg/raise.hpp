// An error of our own, with the fields that a user sees.
#pragma once

#include "pg/gate.hpp"

namespace nova::pg {

struct UserError {
    int sqlstate = 0; // ERRCODE_...
    std::string message;
    std::string detail = {}; // empty: none
    std::string hint = {};
};

// Raises it as the server raises its own: throws PendingError, and pg::enter hands it to the server. Outside of
// pg::call.
[[noreturn]] void raise(const UserError &error);

// Functions that write: refuses on a standby, in a read-only transaction and in a parallel worker, as the server
// refuses a command of that name.
void require_writable(const char *command);

} // namespace nova::pg
