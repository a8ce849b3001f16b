// pg_db_role_setting: what ALTER DATABASE and ALTER ROLE ... SET prescribe.
#pragma once

#include "pg/gate.hpp"

namespace nova::catalog {

// The value of the setting for the session's user in this database, the most specific one as the server takes it when
// a session starts: role in database, role, database, ALTER ROLE ALL. Nothing where none is set. As it is now, not as
// it was then.
std::optional<std::string> configured_setting(std::string_view name);

} // namespace nova::catalog
