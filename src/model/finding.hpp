// What a report says of one foreign key without an index.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/foreign_key.hpp"
#include "model/index_choice.hpp"

namespace nova {

// 'none' means a search of the whole table, 'leaves' that only the next partition will lack the index.
enum class Coverage { None, Partial, Lossy, Leaves, Covered };

// In the order of nova_assert: a database that was never analysed counts like low.
enum class Severity { Low, Unknown, Medium, High };

struct MissingKeyFinding {
    const ForeignKey *key = nullptr;
    std::vector<std::string> columns; // names, in the key's order
    Coverage coverage = Coverage::None;
    std::optional<RelationId> nearest_index;
    std::string problem;
    Severity severity = Severity::Unknown;
    std::optional<double> rows; // estimates, partitions included
    std::optional<double> bytes;
    std::optional<std::int64_t> referenced_deletes;
    std::optional<IndexWish> wish; // nothing: no index can serve
    std::vector<std::string> create_statements;
};

// Of policies whose clauses no index answers.
struct MissingPolicyIndexFinding {
    RelationId table{};
    std::vector<std::string> policies; // names
    std::string command;
    std::vector<std::string> roles; // names
    RelationId index_table{};
    std::vector<std::string> columns;      // names or expressions, in the order the index wants them
    std::optional<std::string> expression; // nothing: a table that it reads is locked
    Coverage coverage = Coverage::None;
    std::optional<RelationId> nearest_index;
    std::string problem;
    Severity severity = Severity::Unknown;
    std::optional<double> rows; // of index_table, partitions included
    std::optional<double> bytes;
    std::optional<IndexWish> wish; // nothing: it could not be printed
    std::vector<std::string> create_statements;
};

// What makes a policy slow.
enum class PolicyRule {
    Subquery,
    WrappedColumn,
    OpaqueFunction,
    VolatileFunction,
    PerRowFunction,
    OrWithoutColumn,
    NotLeakproof,
    ShadowedByPolicy,
    ManyPermissive
};

struct PolicyProblemFinding {
    RelationId table{};
    std::string policy;
    std::string command; // the policy's own, or those that a combination of policies concerns
    PolicyRule rule{};
    std::optional<std::string> expression; // nothing: a table that it reads is locked
    std::string problem;
    std::optional<std::string> rewrite; // one statement, which clears all findings of the policy that show it
    Severity severity = Severity::Unknown;
    std::optional<double> bytes; // of the table, partitions included
};

} // namespace nova
