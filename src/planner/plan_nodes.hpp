// The nodes of a plan.
#pragma once

#include "pg/gate.hpp"

namespace nova::planner {

// A List of Plan: the node's own inputs (not its init plans and subplans, which are in PlannedStmt.subplans).
List *inputs(const Plan *plan);

// The index that the node scans; InvalidOid when it scans none.
Oid scanned_index(const Plan *plan);

// A List of all nodes of the statement, parents before their inputs, the subplans behind the main plan.
List *all_nodes(const PlannedStmt *statement);

} // namespace nova::planner
