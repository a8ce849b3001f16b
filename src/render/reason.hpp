// Why an index is suggested, in one sentence.
#pragma once

#include <string>
#include <vector>

namespace nova {

struct SuggestionReason {
    std::size_t foreign_keys = 0;
    std::size_t policies = 0;
    std::size_t statements = 0; // queries, views, functions
    double cost_before = 0;     // of the statements, over all calls
    double cost_after = 0;
    std::vector<std::string> assumptions; // "$2 is false": literals that pg_stat_statements does not keep
    std::vector<std::string> replaced;    // qualified names of indexes that become superfluous
    bool sign_of_use = true;
};

std::string suggestion_reason(const SuggestionReason &reason);

} // namespace nova
