// A table as nova_accept sees it.
#pragma once

#include "pg/call.hpp"
#include "rules/acceptable.hpp"

namespace nova::catalog {

struct TableIdentity {
    std::string schema; // as they are, unquoted
    std::string name;
    std::string qualified; // quoted, for messages
    char kind = '\0';      // pg_class.relkind
    bool temporary = false;
};

// Nothing when it is gone. Takes no lock.
std::optional<TableIdentity> identify(Oid table);

// schema.name, each quoted where it must be.
std::string qualified_name(const std::string &schema, const std::string &name);

// The objects of a table that findings are about. Takes no lock but on catalogs.
AcceptableObjects read_acceptable_objects(Oid table);

// Raises 42501 unless the calling role owns the relation, is a member of the owner, or a superuser.
void require_owner(Oid relation, const TableIdentity &identity);

} // namespace nova::catalog
