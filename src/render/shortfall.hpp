// Why the nearest index does not serve, in words.
#pragma once

#include <string>
#include <vector>

#include "render/names.hpp"
#include "rules/missing_index.hpp"

namespace nova {

struct ShortfallContext {
    const Need &need;
    const Verdict &verdict;
    const std::vector<std::string> &operands; // by clause: the quoted column, or the expression
    const char *searcher;                     // who compares: "the foreign key", "the policy"
    const char *search;                       // what must imply a predicate: "a search for any key value"
    bool partitioned = false;                 // need.table
    const Index *combines = nullptr;          // Coverage::Partial: an index that the planner can add
    bool custom_plan_may_serve = false;       // Shortfall::Predicate
};

// Of the set, in the need's order, each once: "(a, b)".
std::string operand_list(const std::vector<std::string> &operands, ClauseSet set);

// A clause for behind a colon; empty where no index comes near.
std::string why_not_nearest(const ShortfallContext &context, Names &names);

} // namespace nova
