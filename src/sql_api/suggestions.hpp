// The findings of all sources, merged into the fewest indexes.
#pragma once

#include <cstddef>

#include "sql_api/suggestion.hpp"

namespace nova::workload {
struct Statement;
}

namespace nova::sql_api {

struct SuggestionOptions {
    bool foreign_keys = true;
    bool policies = true;
    bool workload = true;
    std::optional<std::size_t> max_indexes;
    std::optional<double> budget_bytes;
};

struct Suggestions {
    std::vector<Suggestion> list;
    std::string hint; // why the workload says nothing, or empty
};

// What the workload wants comes first, in the order of what it saves; then what keys and policies want besides, by
// benefit per byte, those without a sign of use last. Locks no table of a user's but to plan, without waiting.
Suggestions find_suggestions(const SuggestionOptions &options);

// Of one statement alone. 0A000 when it cannot be planned.
std::vector<Suggestion> advise_statement(const workload::Statement &statement);

} // namespace nova::sql_api
