// What of policies, and of what they depend on, differs between two snapshots. All inside pg::call.
#pragma once

#include "guard/question.hpp"

namespace nova::guard {

// The policy's table; none when it is gone.
Oid table_of_policy(Oid policy, Snapshot now);

// The same of a policy that is new, or whose USING clause, command, kind or roles changed; else none.
Oid changed_policy(Oid policy, Snapshot now, Snapshot before);

// Of a table with policies, that was there with row security off.
bool row_security_was_enabled(Oid table, Snapshot now, Snapshot before);

// Did a function that was there become VOLATILE, or change that the planner opened up, as far as its declaration told?
bool function_may_slow(Oid function, Snapshot now, Snapshot before);

// Adds the policies whose expressions call the function.
void policies_calling(Oid function, Snapshot now, std::vector<SuspectPolicy> &policies);

// Adds the tables of policies that read the table in a subquery, or that call a user's function whose body names it.
void tables_with_policies_reading(Oid table, Snapshot now, IdSet<RelationId> &tables);

} // namespace nova::guard
