// Statements that can be read and are not planned all the same.
#pragma once

#include "catalog/citus.hpp"

namespace nova::workload {

// What is looked up once for all statements.
class StatementChecks {
  public:
    explicit StatementChecks(const pg::CatalogSnapshot &snapshot);

    // Why the rewritten queries are not planned, in the current memory context; nullptr: they are. Inside pg::call.
    const char *why_skipped(List *queries) const;

  private:
    bool is_own(Oid function) const { return own_functions_.contains(function); }
    friend bool calls_own_function(Oid function, void *checks);

    catalog::Citus citus_;
    std::unordered_set<Oid> own_functions_;  // of this extension
    std::unordered_set<Oid> foreign_tables_; // and what has some among its partitions or children
};

} // namespace nova::workload
