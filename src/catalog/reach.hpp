// Who gets at a table under its policies.
#pragma once

#include "catalog/role_rows.hpp"
#include "model/ids.hpp"

namespace nova::catalog {

// Does anybody read, update or delete rows of the table under its policies? The owner, members of his role, superusers
// and roles with BYPASSRLS pass them by, unless the owner is bound by FORCE ROW LEVEL SECURITY.
bool is_reachable(RelationId table, const Roles &roles);

} // namespace nova::catalog
