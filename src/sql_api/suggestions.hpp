// The findings of all sources, merged into the fewest indexes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/index_choice.hpp"
#include "render/migration.hpp"

namespace nova::sql_api {

struct SuggestionOptions {
    bool foreign_keys = true;
    bool policies = true;
    std::optional<std::size_t> max_indexes;
    std::optional<double> budget_bytes;
};

struct Suggestion {
    RelationId table{};
    IndexChoice choice;
    std::vector<std::string> key_columns; // names and expressions
    std::string predicate;                // empty for none
    std::vector<std::string> serves;      // 'fk <constraint>', 'policy <policy>'
    std::string evidence;                 // 'rls', 'fk'
    double benefit = 0;                   // pages that the searches have read without it; 0: no sign of use
    std::optional<double> bytes;
    std::optional<double> writes_per_read;
    std::vector<RelationId> replaces;
    std::string reason;
    std::vector<MigrationStep> steps; // that create it
    std::vector<std::string> drop_statements;

    std::vector<std::string> create_statements() const;
};

// In the order of their benefit per byte, those without a sign of use last. Locks no table of a user's.
std::vector<Suggestion> find_suggestions(const SuggestionOptions &options);

} // namespace nova::sql_api
