// The guard's look at what a transaction has done.
#pragma once

#include "guard/touched.hpp"

namespace nova::guard {

// Says what the transaction leaves unindexed: warnings, or one error with all of it. Own failures become a warning;
// cancel and shutdown pass. Inside pg::enter.
void look(Transaction &transaction);

// The same at the end of a statement; what it saw is not looked at again.
void look_after_statement(Transaction &transaction);

// What it will leave unindexed that the index goes, said before it does: DROP INDEX CONCURRENTLY cannot be refused once
// it has begun.
void look_before_drop(Oid index);

} // namespace nova::guard
