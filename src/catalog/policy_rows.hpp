// pg_policy.
#pragma once

#include "model/policy.hpp"
#include "pg/gate.hpp"

namespace nova::catalog {

// All policies, by table and name. Inside pg::call; the node trees are copied to the current memory context.
void read_policies(Snapshot snapshot, std::vector<Policy> &policies);
// Those of the tables alone, looked up.
void read_policies_of(Snapshot snapshot, std::span<const RelationId> tables, std::vector<Policy> &policies);

} // namespace nova::catalog
