// Everything that nova_policy_problems() reports.
#pragma once

#include <vector>

#include "model/finding.hpp"

namespace nova::sql_api {

// The most severe and largest first. Without those that nova_accept accepted, unless asked for.
std::vector<PolicyProblemFinding> find_policy_problems(bool include_accepted = false);

// The same of the policies of these tables alone.
std::vector<PolicyProblemFinding> find_policy_problems_of(const std::vector<RelationId> &tables);

} // namespace nova::sql_api
