// All policies that lack an index, as findings.
#pragma once

#include "model/finding.hpp"

namespace nova::sql_api {

// One consistent look at the catalogs. Runs no function of a policy; waits for no lock, and holds none afterwards.
// The most severe and largest first.
std::vector<MissingPolicyIndexFinding> find_missing_policy_indexes();

} // namespace nova::sql_api
