// All policies that lack an index, as findings.
#pragma once

#include "model/finding.hpp"

namespace nova::sql_api {

// One consistent look at the catalogs. Runs no function of a policy; waits for no lock, and holds none afterwards.
// The most severe and largest first. Without those of which each policy is accepted, unless asked for.
std::vector<MissingPolicyIndexFinding> find_missing_policy_indexes(bool include_accepted = false);

} // namespace nova::sql_api
