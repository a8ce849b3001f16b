// All statements of the current database that the caller may see, and single texts.
#pragma once

#include "workload/statement.hpp"

namespace nova::workload {

struct Workload {
    std::vector<Statement> statements; // pg_stat_statements by calls, then views and functions by name
    std::string hint;                  // why there is nothing from pg_stat_statements, or empty
    std::optional<TimestampTz> since;  // when pg_stat_statements was reset, where it tells
};

// Reads pg_stat_statements, where the current database has it, the definitions of views and materialized views, and
// the bodies of SQL-standard functions. A statement that cannot be planned is there with the reason. Takes locks only
// for as long as a statement is read, without waiting; runs no function of a user's. Allocates in the current memory
// context.
Workload read_workload();

// One text, which may have parameters $n, as the role runs it. Raises the server's own error when it cannot be read,
// 42601 for more than one statement or none, 42501 when the caller may not SET ROLE to the role.
Statement read_text(const std::string &text, RoleId role);

} // namespace nova::workload
