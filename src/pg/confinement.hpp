// A look at something of a user's that may not be let loose.
#pragma once

#include "pg/attempt.hpp"
#include "pg/catalog_changes.hpp"

namespace nova::pg {

// While it lives, the server runs no function but those of pg::may_run and no query, and waits for no lock: what would,
// raises an error. Functions come in three ways: through the executor (constants that are folded), through a query that
// a function runs, and directly (the planner calls the function behind an operator to estimate it). Members of operator
// classes are among the latter; a superuser has made them so.
class Confinement {
  public:
    Confinement();
    ~Confinement();
    Confinement(const Confinement &) = delete;
    Confinement &operator=(const Confinement &) = delete;

  private:
    bool outermost_;
};

// Runs fn confined, in a subtransaction that is rolled back whatever comes: settings, and the locks that parsing and
// deparsing take, end with it. Memory that fn allocates in the caller's context stays. False when it raised an error
// that may be swallowed: an internal one where what fn did not find may have been dropped meanwhile.
template <class Fn> bool probe(Fn &&fn) {
    Subtransaction subtransaction;
    try {
        const Confinement confinement;
        fn();
    } catch (const PendingError &) {
        ErrorData *const error = subtransaction.take_error();
        settle_error(error, !must_pass(error) && (!is_internal(error) || catalogs_changed()));
        return false;
    }
    return true;
}

} // namespace nova::pg
