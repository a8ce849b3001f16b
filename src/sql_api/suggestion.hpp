// An index that is suggested, with all that is said of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/index_choice.hpp"
#include "render/migration.hpp"

namespace nova::sql_api {

// What the statements that an index serves cost, over all their calls.
struct WorkloadBenefit {
    double calls = 0;
    double cost_before = 0; // in the planner's units
    double cost_after = 0;
};

struct Suggestion {
    RelationId table{};
    IndexChoice choice;
    std::vector<std::string> key_columns; // names and expressions
    std::string predicate;                // empty for none
    std::vector<std::string> serves;      // 'fk <constraint>', 'policy <policy>', 'query <queryid>', 'view <name>'
    std::string evidence;                 // 'workload', 'rls', 'fk'
    std::optional<WorkloadBenefit> workload;
    std::vector<std::string> assumptions; // of the statements' literals
    double benefit = 0; // pages that the searches of keys and policies have read without it; 0: no sign of use
    std::optional<double> bytes;
    std::optional<double> writes_per_read;
    std::vector<RelationId> replaces;
    std::string reason;
    std::vector<MigrationStep> steps; // that create it
    std::vector<std::string> drop_statements;

    std::vector<std::string> create_statements() const;
};

} // namespace nova::sql_api
