// pg_policy.
#pragma once

#include "model/policy.hpp"
#include "pg/gate.hpp"

namespace nova::catalog {

// All policies, by table and name. Inside pg::call; the node trees are copied to the current memory context.
void read_policies(Snapshot snapshot, std::vector<Policy> &policies);

} // namespace nova::catalog
