// What a report says of one index that costs more than it gives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/ids.hpp"

namespace nova {

enum class IndexRule { Invalid, Duplicate, Redundant, Unused };

// Why an index stays whatever else there is.
enum class IndexDuty {
    None,
    Constraint,      // enforces one, or is what a foreign key refers to
    Unique,          // refuses values, though no constraint says so
    ReplicaIdentity, // names rows for logical replication
    Clustered,       // CLUSTER sorts the table by it
    Partition        // belongs to a partitioned index, and goes only with that
};

struct IndexProblemFinding {
    RelationId table{};
    RelationId index{};
    IndexRule rule = IndexRule::Unused;
    std::optional<RelationId> kept_index; // does the work of this one, and is no finding itself
    std::string problem;
    std::optional<double> bytes; // main fork, partitions included; nothing where not known
    std::optional<std::int64_t> scans;
    std::vector<std::string> create_statements; // undo drop_statements
    std::vector<std::string> drop_statements;
};

} // namespace nova
