// Expressions of policies as the planner sees them, without running anything.
#pragma once

#include "pg/confinement.hpp"

namespace nova::policy {

// The expression as subquery_planner makes it: SQL functions inlined, constants folded, NOT pushed down, AND and OR
// flat (eval_const_expressions). Calls of a user's function that would be folded, as their
// arguments are constants, become parameters. Allocated in the current memory context. Inside pg::call and
// pg::probe.
Node *simplify(Node *expression);

// Subqueries that the server runs once, before the scan (SS_process_sublinks: uncorrelated EXISTS, ARRAY and scalar
// ones), become parameters, equal ones the same. Inside pg::call.
class InitPlans {
  public:
    Node *extract(Node *expression);

  private:
    friend Node *replace_init_plans(Node *, InitPlans *);
    List *seen_ = NIL; // of SubLink; parameter i+1 stands for number i
};

} // namespace nova::policy
