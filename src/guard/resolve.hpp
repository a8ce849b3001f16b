// From what was touched to what is to be judged.
#pragma once

#include "guard/question.hpp"
#include "guard/touched.hpp"

namespace nova::guard {

// Compares the catalogs as they are with those before `transaction.since`. Inside contain().
Question resolve(const Transaction &transaction);

// What would be to judge were the index dropped. Takes no lock on it.
Question resolve_drop(Oid index);

} // namespace nova::guard
