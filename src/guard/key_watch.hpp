// The foreign keys that a transaction leaves worse served than it found them.
#pragma once

#include "guard/question.hpp"
#include "sql_api/missing_keys.hpp"

namespace nova::guard {

// Of the tables' keys, and of keys of the partitioned tables above them: those that no index serves, and that are new,
// newly enforced, or were served better before. Asks the report's own finder for them. Without those that were
// accepted.
void report_worse_keys(const KeyQuestion &question, const sql_api::MissingKeySink &report);

} // namespace nova::guard
