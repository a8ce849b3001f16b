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
    // Rolls back and drops the pending error. Throws PendingError again, with the error as it was, when it is
    // not ours to swallow: cancel and shutdown (class 57), lack of resources (53), internal errors and data
    // corruption (XX).
    void discard_error();

  private:
    void roll_back();

    MemoryContext memory_context_;
    ResourceOwner resource_owner_;
    bool open_ = false;
};

// Runs fn in a subtransaction of its own. True when it succeeded, false when the server raised an error that
// may be swallowed; what fn changed in the database is undone then.
template <class Fn> bool attempt(Fn &&fn) {
    Subtransaction subtransaction;
    try {
        fn();
    } catch (const PendingError &) {
        subtransaction.discard_error();
        return false;
    }
    subtransaction.commit();
    return true;
}

} // namespace nova::pg
