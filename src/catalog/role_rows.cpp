#include "catalog/role_rows.hpp"

#include <set>

#include "catalog/fields.hpp"
#include "pg/scan.hpp"

namespace nova::catalog {

const Roles::RoleMap &Roles::all() const {
    if (!roles_) {
        RoleMap roles;
        pg::call([this, &roles] {
            pg::scan_catalog(AuthIdRelationId, snapshot_, [&roles](HeapTuple tuple, TupleDesc) {
                const auto *const row = form<FormData_pg_authid>(tuple);
                roles.emplace(RoleId{row->oid}, Role{NameStr(row->rolname), !row->rolsuper && !row->rolbypassrls});
            });
        });
        roles_ = std::move(roles);
    }
    return *roles_;
}

std::string Roles::name(RoleId role) const {
    if (!is_valid(role))
        return "public";
    const auto found = all().find(role);
    return found == all().end() ? std::to_string(static_cast<Oid>(role)) : found->second.name;
}

bool Roles::subject_through(RoleId grantee, RoleId owner) const {
    if (!is_valid(grantee))
        return true; // roles to come, if no other
    return std::any_of(all().begin(), all().end(), [&](const auto &entry) {
        return entry.second.ordinary && pg::call([member = static_cast<Oid>(entry.first), grantee, owner] {
                   return has_privs_of_role(member, static_cast<Oid>(grantee)) &&
                          !has_privs_of_role(member, static_cast<Oid>(owner));
               });
    });
}

const std::vector<RoleGroup> &Roles::groups(const std::vector<RoleId> &roles) {
    const auto known = groups_.find(roles);
    if (known != groups_.end())
        return known->second;
    std::set<RoleGroup> groups{{}};
    if (roles.empty())
        return groups_.emplace(roles, std::vector<RoleGroup>(groups.begin(), groups.end())).first->second;
    for (const auto &[id, role] : all()) {
        if (!role.ordinary)
            continue;
        pg::check_for_interrupts();
        RoleGroup group;
        pg::call([&group, &roles, member = static_cast<Oid>(id)] {
            for (const RoleId of : roles)
                if (has_privs_of_role(member, static_cast<Oid>(of)))
                    group.push_back(of);
        });
        groups.insert(std::move(group));
    }
    return groups_.emplace(roles, std::vector<RoleGroup>(groups.begin(), groups.end())).first->second;
}

} // namespace nova::catalog
