// From what was touched to what is to be judged.
#pragma once

#include "guard/question.hpp"
#include "guard/touched.hpp"

namespace nova::guard {

struct Touched {
    KeyQuestion keys;
};

// Reads the catalogs as they are and as they were before `transaction.since`. Inside contain().
Touched resolve(const Transaction &transaction);

} // namespace nova::guard
