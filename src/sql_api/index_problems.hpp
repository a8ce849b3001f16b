// All indexes that cost more than they give, as findings.
#pragma once

#include "model/index_problem.hpp"

namespace nova::sql_api {

// One consistent look at the catalogs. Waits for no lock, and holds none afterwards; runs no function of a user.
// The biggest first. Dropping all of them together leaves every constraint enforced, and every foreign key and policy
// served as it was.
std::vector<IndexProblemFinding> find_index_problems(bool include_accepted = false);

} // namespace nova::sql_api
