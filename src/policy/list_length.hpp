// How many rows a subquery is expected to give.
#pragma once

#include "model/relation.hpp"
#include "policy/subqueries.hpp"
#include "rules/server_facts.hpp"

namespace nova::policy {

struct ListLength {
    std::optional<double> rows; // nothing: no statistics
    bool restricted = false;    // by an equality between a column and a value, as one user's memberships are
};

// By the sizes of its tables and the numbers of distinct values of the columns that it compares by equality, taken for
// independent; functions that return sets by their bodies, or by ROWS where that was declared. Nothing is planned or
// run.
ListLength expected_length(Query *query, const RelationCatalog &relations, Statistics &statistics,
                           FunctionBodies &bodies);

} // namespace nova::policy
