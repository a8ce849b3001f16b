// What the guard asks the finders at one look.
#pragma once

#include "sql_api/missing_policy_indexes.hpp"

namespace nova::guard {

struct KeyQuestion {
    CommandId since = 0;            // compared with the state before this command of the transaction
    std::vector<RelationId> tables; // whose keys may have changed, each once
    IdSet<RelationId> in_full;      // those of them any key of which may be served worse; of others, what was created
    IdSet<ConstraintId> created;    // by a statement that says so: said even where the same key was there before
    IdSet<RelationId> leaving;      // indexes that are about to be dropped
};

struct SuspectPolicy {
    PolicyId id{};
    RelationId table{};
    std::string name;
};

struct Question {
    KeyQuestion keys;
    sql_api::PolicyScope policies;
    // Policies that call a function which became VOLATILE, or may no longer be opened up by the planner.
    std::vector<SuspectPolicy> suspects;
};

} // namespace nova::guard
