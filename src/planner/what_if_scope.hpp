// The planner's hook.
#pragma once

#include "planner/what_if.hpp"

namespace nova::planner {

// While it lives, get_relation_info_hook is ours, and shows the changes to planner calls that are given its parameters,
// and to no others: neither to those that planning itself may bring about, nor to other extensions'. The previous hook
// runs first. Nothing is installed when none lives. Outside of pg::call lambdas, as it has a destructor.
class WhatIfScope {
  public:
    WhatIfScope(const WhatIf &what_if, ParamListInfo parameters);
    ~WhatIfScope();
    WhatIfScope(const WhatIfScope &) = delete;
    WhatIfScope &operator=(const WhatIfScope &) = delete;

    // A copy of the caller's, by whose address the hook knows the planner call.
    ParamListInfo parameters() const { return parameters_; }

  private:
    friend void show_indexes(PlannerInfo *, Oid, bool, RelOptInfo *);
    const WhatIf &what_if_;
    List *hidden_;
    ParamListInfo parameters_;
    WhatIfScope *outer_;
};

} // namespace nova::planner
