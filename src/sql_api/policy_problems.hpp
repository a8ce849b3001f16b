// Everything that nova_policy_problems() reports.
#pragma once

#include <vector>

#include "model/finding.hpp"

namespace nova::sql_api {

// The most severe and largest first.
std::vector<PolicyProblemFinding> find_policy_problems();

} // namespace nova::sql_api
