// Literals that normalisation took away, as far as they can be told again. An index that depends on one is marked.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// Numbers of the parameters that flags are compared with; searches: of ObservedSearch. Inside pg::call.
List *compared_flags(List *searches);

// `column LIKE $n`: a pattern that begins with what is searched for, made of a value of the column, for the parameters
// of that kind; null when there is none. Inside pg::call; allocates in the current memory context.
ParamListInfo prefix_patterns(List *searches);

// The list with a value more; values of a null list are none. Inside pg::call.
ParamListInfo with_flag(ParamListInfo values, int parameter, bool flag);

// The values of both; those of `first` where both have one. Inside pg::call.
ParamListInfo merged_values(ParamListInfo first, ParamListInfo second);

} // namespace nova::workload
