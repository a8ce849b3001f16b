// Doing something as another role, harmlessly.
#pragma once

#include "model/ids.hpp"
#include "pg/call.hpp"

namespace nova::workload {

// As below, untyped.
ErrorData *run_as(RoleId role, const std::string &search_path, void (*body)(void *), void *argument);

// Runs fn as the role, with that search_path and row_security on, as after SET ROLE, confined (pg/confinement.hpp) and
// restricted as maintenance commands are (SECURITY_RESTRICTED_OPERATION), in a subtransaction that is rolled back:
// user, settings and locks end with it. Returns the error, allocated in the current memory context, or nullptr. Passes
// on cancel, lack of resources and data corruption. What the server calls an internal error is given back, too: it is
// reported with the statement, and a statement that the server cannot read must not end a report.
template <class Fn> ErrorData *try_as(RoleId role, const std::string &search_path, Fn &&fn) {
    return run_as(
        role, search_path, [](void *argument) { (*static_cast<std::remove_reference_t<Fn> *>(argument))(); }, &fn);
}

} // namespace nova::workload
