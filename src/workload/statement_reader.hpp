// From a statement's text, view or function to what is planned for it.
#pragma once

#include "workload/statement.hpp"
#include "workload/statement_checks.hpp"

namespace nova::workload {

class StatementReader {
  public:
    explicit StatementReader(const pg::CatalogSnapshot &snapshot) : checks_(snapshot) {}

    // Fills queries (in the current memory context), status and reason; the rest is there. An error that may be
    // swallowed becomes the reason.
    void read(Statement &statement) const;

    // Raises that error instead, with its place in the text; also for what is no single query, or is locked.
    void read_or_raise(Statement &statement) const;

    // As read(), of one that could be read before: what it reads is not looked at again.
    static void read_again(Statement &statement);

  private:
    StatementChecks checks_;
};

// Status and reason of a statement that an error keeps from being planned: skipped for want of a lock or a privilege,
// else unreadable.
void note_failure(Statement &statement, const ErrorData *error);

} // namespace nova::workload
