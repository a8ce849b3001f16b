// What an index to be made will be: its size.
#pragma once

#include "model/index_choice.hpp"
#include "rules/server_facts.hpp"

namespace nova::catalog {

// Bytes of the index on a table of so many rows (partitions included), by pg_statistic; the widths of types and no
// duplicates where the columns were never analysed. B-trees; nothing for other access methods.
std::optional<double> estimated_index_bytes(RelationId table, const IndexChoice &choice, double rows,
                                            Statistics &statistics);

// The number of distinct values of a column in a table of so many rows; nothing when unknown.
std::optional<double> distinct_values(RelationId table, const std::string &column, double rows, Statistics &statistics);

} // namespace nova::catalog
