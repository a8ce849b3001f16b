// What normalisation did to the texts of pg_stat_statements, undone as far as the grammar needs it.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// A list of constants that 18 shortened to `$1 /*, ... */` has elements again, as many as the planner expects of an
// array it does not know. Nothing when there is none.
std::optional<std::string> expand_squashed_lists(const std::string &text);

// The places where the grammar wants a literal, which has become a parameter:
//     date $1, numeric(10,2) $1, timestamp with time zone $1     ->  CAST($1 AS date) ...
//     interval $1 day to second                                  ->  CAST($1 AS interval day to second)
//     extract($1 FROM x)                                         ->  pg_catalog.extract($1 , x)
//     $1 UESCAPE '!'                                             ->  $1
//     ... PATH $1 of JSON_TABLE                                  ->  PATH '$'
// and parameters that have grown together with the words beside them (LIKE'x'AND -> LIKE$1AND), which the scanner
// refuses or takes for one word. Nothing when there is nothing to repair, or the scanner refuses the text for another
// reason.
std::optional<std::string> repair_literals(const std::string &text);

} // namespace nova::workload
