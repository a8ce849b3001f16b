// Parameters as calls really have them: skewed.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// Values for the parameters that columns are compared with: the most common one of each column, for estimates only
// (as a custom plan's, but not to be proven anything with).
struct CommonValues {
    ParamListInfo parameters; // null: no column has one that stands out
    double share;             // of the calls that have them, were the parameters distributed as the columns are
};

// searches: of ObservedSearch. Values of columns whose statistics the caller may not see stay out. Inside pg::call;
// allocates in the current memory context.
CommonValues common_values(List *searches);

} // namespace nova::workload
