// pg_class, pg_inherits and the members of extensions.
#pragma once

#include "catalog/citus.hpp"
#include "model/relation.hpp"
#include "pg/scan.hpp"

namespace nova::catalog {

// The relations that CREATE EXTENSION made: a short range of the index on pg_depend. Inside pg::call.
void read_extension_members(Snapshot snapshot, std::unordered_set<Oid> &members);

// The tables outside of system schemas, and all inheritance. Inside pg::call.
void read_relations(Snapshot snapshot, const std::unordered_set<Oid> &extension_members, RelationCatalog &relations);

// All of that, without the sizes of distributed tables' shells, which are zeros that lie.
RelationCatalog load_relations(const pg::CatalogSnapshot &snapshot, const Citus &citus);

// Which rows of pg_class count: those that the snapshot sees, or the newest, which the server's cache has at hand; of a
// relation that is gone, the former.
enum class RelationRows { OfSnapshot, Newest };

// The same, looked up when asked for; the snapshot must outlive it.
RelationCatalog look_up_relations(const pg::CatalogSnapshot &snapshot, Citus citus, RelationRows rows);

} // namespace nova::catalog
