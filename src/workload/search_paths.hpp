// The search_path that a role has in the current database.
#pragma once

#include <map>

#include "model/ids.hpp"
#include "pg/gate.hpp"

namespace nova::workload {

// Read from pg_db_role_setting in one go.
class SearchPaths {
  public:
    explicit SearchPaths(Snapshot snapshot);

    // ALTER ROLE IN DATABASE, ALTER ROLE, ALTER DATABASE, ALTER ROLE ALL, in this order (process_settings of
    // postinit.c); else that of the session.
    const std::string &of(RoleId role) const;

  private:
    std::map<std::pair<Oid, Oid>, std::string> settings_; // by database and role; 0: all
    std::string session_;
};

} // namespace nova::workload
