// The settings of the guard.
#pragma once

#include "pg/gate.hpp"

namespace nova::guard {

enum class Mode : int { Off, Warning, Error };
enum class At : int { Commit, Statement };

// At the library's load.
void define_settings();

// nova_fkindex.guard, and never below what ALTER DATABASE and ALTER ROLE set for the session's user and database: the
// server forgets that where a session that has not loaded the library yet overrides it.
Mode mode();
// What the session itself has; never more than mode(). Costs nothing.
Mode session_mode();
At at();
int max_findings();

} // namespace nova::guard
