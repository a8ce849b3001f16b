// What a plan looks like.
#pragma once

#include "planner/plan_cost.hpp"

// Names for the indexes of a plan: '#n' for those of the n-th statement.
struct IndexNames {
    List *indexes; // OIDs
    List *numbers; // of the statement of each
};

// The plan as JSON text: node types, tables, indexes, directions, numbers of conditions; in the current memory context.
char *shape(const PlannedStmt *statement, const IndexNames &names);
