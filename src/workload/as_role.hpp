// Looking at a statement with the eyes of its role.
#pragma once

#include "pg/call.hpp"
#include "workload/statement.hpp"

namespace nova::workload {

// As below, untyped.
bool run_as_role(Statement &statement, void (*body)(void *), void *argument);

// Runs fn as the statement's role, with its search_path and row_security on, confined (pg/confinement.hpp: in a
// subtransaction that is rolled back, no function of a user's, no waiting for locks), with AccessShareLock on all
// tables of the statement's queries. What fn allocates in the current memory context stays. False when an error was
// raised that may be swallowed ("table public.t is locked", "permission denied for table t", what the planner says), or
// when the tables changed since the statement was read; its status and reason tell then.
template <class Fn> bool as_role(Statement &statement, Fn &&fn) {
    return run_as_role(
        statement, [](void *argument) { (*static_cast<std::remove_reference_t<Fn> *>(argument))(); }, &fn);
}

} // namespace nova::workload
