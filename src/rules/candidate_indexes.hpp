// The indexes that a search of a statement could use.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "model/table_search.hpp"

namespace nova {

// Wishes, each once, the simple ones first: by the conditions with values, by those with the columns of each other
// relation, by all; followed by the sort sequence, or by one of the ranges; each for the whole table and under the
// search's predicate; each with the other columns that the statement reads in INCLUDE, when they are few. One that the
// planner then does not use costs a plan only.
std::vector<IndexWish> candidate_indexes(const TableSearch &search);

// At most so many columns in INCLUDE, and bytes of them: an index is not to be a second table.
inline constexpr std::size_t max_included = 8;
inline constexpr double max_included_width = 40;
inline constexpr std::size_t max_key_columns = 8;

} // namespace nova
