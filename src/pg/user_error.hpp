// Errors that the caller of a SQL function is to see.
#pragma once

#include "pg/call.hpp"

namespace nova::pg {

inline constexpr int findings_remain = MAKE_SQLSTATE('N', 'F', '0', '0', '1'); // nova_assert()

struct UserError {
    int sqlstate = 0; // ERRCODE_...
    std::string message = {};
    std::string detail = {}; // may be empty, as may be the hint
    std::string hint = {};
};

// Raises the error through the scopes of C++, as PendingError: the server copies the texts to its error stack, where
// they wait for pg::enter, and destructors run. Never returns.
[[noreturn]] void raise(const UserError &error);

// Tells the caller, as NOTICE.
void notice(const std::string &message);

// The same fields as a WARNING, which the caller goes on after.
void warn(const UserError &warning);

} // namespace nova::pg
