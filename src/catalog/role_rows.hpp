// pg_authid, and which roles have the privileges of which.
#pragma once

#include <map>

#include "model/policy.hpp"
#include "pg/gate.hpp"

namespace nova::catalog {

// Who is subject to policies: roles that are neither superusers nor have BYPASSRLS.
class Roles {
  public:
    explicit Roles(Snapshot snapshot);

    // Unquoted; "public" for PUBLIC.
    std::string name(RoleId role) const;
    // Is there an ordinary role with the privileges of the grantee that is not an owner of the table, too?
    bool subject_through(RoleId grantee, RoleId owner) const;
    // The groups of ordinary roles that differ in which of the roles they have the privileges of
    // (check_role_for_policy of rowsecurity.c), that of nobody's first.
    const std::vector<RoleGroup> &groups(const std::vector<RoleId> &roles);

  private:
    struct Role {
        std::string name;
        bool ordinary;
    };
    std::map<RoleId, Role> roles_;
    std::map<std::vector<RoleId>, std::vector<RoleGroup>> groups_;
};

} // namespace nova::catalog
