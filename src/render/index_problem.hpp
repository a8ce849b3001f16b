// The sentence that says what is wrong with an index.
#pragma once

#include <optional>
#include <string>

#include "model/index.hpp"
#include "model/index_problem.hpp"
#include "render/names.hpp"
#include "rules/redundant_index.hpp"

namespace nova {

// What a command that failed left behind.
enum class Ruin { CreateIndex, DropIndex, ReindexCopy, ReindexOriginal };

// By the name that REINDEX CONCURRENTLY gives to what it works on, and the flags.
Ruin ruin_kind(const Index &index, const std::string &name);

struct IndexProblem {
    const Index &index;
    IndexRule rule;
    const Index *kept = nullptr;
    IndexDuty kept_duty = IndexDuty::None;
    ReplacementVerdict verdict{}; // of duplicate and redundant
    bool kept_unused = false;     // though this one is used: the planner prefers the smaller
    Ruin ruin = Ruin::CreateIndex;
    double counted_days = 0;           // of unused: the age of the statistics
    std::optional<double> idle_days{}; // since the last use; nothing: not used at all
    bool age_known = true;             // the index is older than the least age
    bool partitioned = false;
    bool locked = false;  // so that there are no statements
    bool standby = false; // likewise, as the primary knows better
};

std::string index_problem(const IndexProblem &problem, Names &names);

} // namespace nova
