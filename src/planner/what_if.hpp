// What the planner is to see besides, and instead of, what exists.
#pragma once

#include "planner/hypothetical_index.hpp"

namespace nova::planner {

struct WhatIf {
    List *added = NIL;  // of HypotheticalIndex
    List *hidden = NIL; // OIDs of existing indexes; a partitioned one hides those of its partitions, too
};

} // namespace nova::planner
