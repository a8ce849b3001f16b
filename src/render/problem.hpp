// The sentence that says what is missing and why the nearest index does not serve.
#pragma once

#include <string>
#include <vector>

#include "model/foreign_key.hpp"
#include "render/names.hpp"
#include "rules/cascade.hpp"
#include "rules/missing_index.hpp"

namespace nova {

struct MissingKeyProblem {
    const ForeignKey &key;
    const Verdict &verdict;
    const std::vector<std::string> &columns; // the key's column names
    const CascadeChain &chain;               // into the referenced table
    const Index *combines = nullptr;         // Coverage::Partial: an index that the planner can add
    bool custom_plan_may_serve = false;      // Shortfall::Predicate
    bool partitioned = false;                // the referencing table
    bool index_possible = true;
};

std::string missing_key_problem(const MissingKeyProblem &problem, Names &names);

} // namespace nova
