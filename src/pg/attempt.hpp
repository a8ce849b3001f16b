// A step that may fail without failing the whole report.
#pragma once

#include "pg/call.hpp"

namespace nova::pg {

// A subtransaction that is rolled back unless committed. Functions that use it are PARALLEL UNSAFE.
class Subtransaction {
  public:
    Subtransaction();
    ~Subtransaction();
    Subtransaction(const Subtransaction &) = delete;
    Subtransaction &operator=(const Subtransaction &) = delete;

    void commit();
    // Rolls back and takes the pending error off the server's stack.
    ErrorData *take_error();

  private:
    void roll_back();

    MemoryContext memory_context_;
    ResourceOwner resource_owner_;
    bool open_ = false;
};

// Cancel and shutdown (class 57), lack of resources (53): never to be swallowed.
bool must_pass(const ErrorData *error);
// Internal errors and data corruption (XX): only to be swallowed when the cause is known.
bool is_internal(const ErrorData *error);

// Drops the error, or raises it again as it was (PendingError).
void settle_error(ErrorData *error, bool swallow);

// As below, for a look at something that no lock holds: when gone() tells that it was dropped meanwhile, internal
// errors ("cache lookup failed") are swallowed too.
template <class Fn, class Gone> bool attempt(Fn &&fn, Gone &&gone) {
    Subtransaction subtransaction;
    try {
        fn();
    } catch (const PendingError &) {
        ErrorData *const error = subtransaction.take_error();
        settle_error(error, !must_pass(error) && (!is_internal(error) || gone()));
        return false;
    }
    subtransaction.commit();
    return true;
}

// Runs fn in a subtransaction of its own. True when it succeeded, false when the server raised an error that may be
// swallowed; what fn changed in the database is undone then. Other errors pass.
template <class Fn> bool attempt(Fn &&fn) {
    return attempt(fn, [] { return false; });
}

} // namespace nova::pg
