// pg_authid, and which roles have the privileges of which.
#pragma once

#include <map>

#include "model/policy.hpp"
#include "pg/gate.hpp"

namespace nova::catalog {

// Who is subject to policies: roles that are neither superusers nor have BYPASSRLS.
class Roles {
  public:
    // Read when first asked for; the snapshot must outlive it.
    explicit Roles(Snapshot snapshot) : snapshot_(snapshot) {}

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
    using RoleMap = std::map<RoleId, Role>;
    const RoleMap &all() const;

    Snapshot snapshot_;
    mutable std::optional<RoleMap> roles_;
    std::map<std::vector<RoleId>, std::vector<RoleGroup>> groups_;
};

} // namespace nova::catalog
