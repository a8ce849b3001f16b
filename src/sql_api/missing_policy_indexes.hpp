// All policies that lack an index, as findings.
#pragma once

#include "model/finding.hpp"
#include "model/id_map.hpp"
#include "pg/gate.hpp"

namespace nova::sql_api {

// One consistent look at the catalogs. Runs no function of a policy; waits for no lock, and holds none afterwards.
// The most severe and largest first. Without those of which each policy is accepted, unless asked for.
std::vector<MissingPolicyIndexFinding> find_missing_policy_indexes(bool include_accepted = false);

// A look at what changed since a command of this transaction.
struct PolicyScope {
    CommandId since = 0;
    std::vector<RelationId> tables;    // whose policies are looked at, each once
    IdSet<PolicyId> changed;           // policies that count whatever there was before
    IdSet<RelationId> switched_on;     // tables all of whose policies do
    IdSet<RelationId> indexes_changed; // tables that policies search: what was served better before counts
    IdSet<RelationId> attached;        // partitions and children that were none before
    IdSet<RelationId> leaving;         // indexes that count as gone
};

// The same of what the scope names; of the policies of a finding those that count. Without accepted ones.
std::vector<MissingPolicyIndexFinding> find_missing_policy_indexes(const PolicyScope &scope);

} // namespace nova::sql_api
