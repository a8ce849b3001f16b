// What normalisation did to the texts of pg_stat_statements, undone as far as the grammar needs it.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// A list of constants that 18 shortened to `$1 /*, ... */` has elements again, as many as the planner expects of an
// array it does not know. Nothing when there is none. Raises what the scanner raises, as does the next one.
std::optional<std::string> expand_squashed_lists(const std::string &text);

// The places where the grammar wants a literal, which has become a parameter:
//     date $1, numeric(10,2) $1, timestamp with time zone $1     ->  CAST($1 AS date) ...
//     interval $1 day to second                                  ->  CAST($1 AS interval day to second)
//     extract($1 FROM x)                                         ->  pg_catalog.extract($1 , x)
//     $1 UESCAPE '!'                                             ->  $1
//     ... PATH $1 of JSON_TABLE                                  ->  PATH '$'
// and parameters that have grown together with the word before them (SELECT'x', DATE'2020-01-01' -> SELECT$1, DATE$1),
// which is a word to the scanner. Nothing when there is nothing to repair.
std::optional<std::string> repair_literals(const std::string &text);

// Separates the parameter at that offset from the letters behind it ('x'AND -> $1AND), which the scanner refuses.
// Nothing when it is none.
std::optional<std::string> separate_parameter(const std::string &text, std::size_t offset);

} // namespace nova::workload
