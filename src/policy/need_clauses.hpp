// The clauses of an AND that one index is to be searched by, in the order of its columns.
#pragma once

#include "policy/filter.hpp"

namespace nova::policy {

struct LeveledClause {
    const Clause *clause;
    bool usable; // may become an Index Cond at its level (restriction_is_securely_promotable)
    bool correlated = false;
    bool either = false; // an OR, of which an index search has room for one
};

bool same_operand(const SearchClause &a, const SearchClause &b);

// `a IS NULL AND a = 1`: nothing can be found, which the planner sees only where the column is NOT NULL.
bool is_contradictory(const std::vector<LeveledClause> &clauses);

// Does a search by one of them leave few rows? Not by IS NOT NULL alone, or where there is nothing to search by.
bool find_few(const std::vector<LeveledClause> &clauses);

// Those that can be searched by, without what finds nothing more beside the others: equalities first, then ranges.
std::vector<LeveledClause> choose_clauses(std::vector<LeveledClause> clauses);

// Of the clauses chosen, those that one index of the access method has room for.
std::vector<LeveledClause> clauses_of_method(const std::vector<LeveledClause> &clauses, Oid method);

} // namespace nova::policy
