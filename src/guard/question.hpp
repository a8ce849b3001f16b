// What the guard asks about one look's time.
#pragma once

#include <vector>

#include "model/id_map.hpp"
#include "model/ids.hpp"
#include "pg/gate.hpp"

namespace nova::guard {

struct KeyQuestion {
    CommandId since = 0;            // compared with the state before this command of the transaction
    std::vector<RelationId> tables; // whose keys may have changed, each once
    IdSet<ConstraintId> created;    // by a statement that says so: said even where the same key was there before
    IdSet<RelationId> leaving;      // indexes that are about to be dropped
};

} // namespace nova::guard
