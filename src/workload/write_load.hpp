// What the workload writes, and what that costs an index.
#pragma once

#include <map>
#include <set>

#include "model/index.hpp"
#include "workload/candidate_pool.hpp"
#include "workload/statement.hpp"

namespace nova::workload {

class WriteLoad {
  public:
    explicit WriteLoad(const IndexCatalog &indexes) : indexes_(indexes) {}

    // Counts the rows that the statement's INSERTs, UPDATEs and DELETEs have written.
    void add(const Statement &statement);
    // What keeping such an index up to date costs the workload, in the planner's units: an entry for each row inserted,
    // deleted, or updated so that it needs new ones; and, where the index would end HOT updates, one in each index that
    // the table has.
    double upkeep(const Candidate &candidate) const;

  private:
    struct Update {
        double rows = 0;
        std::set<AttributeNumber> columns;
    };
    struct Writes {
        double rows = 0; // inserted and deleted
        std::vector<Update> updates;
    };
    void add(const Query &query, double rows);
    bool indexed(RelationId table, const std::set<AttributeNumber> &columns) const;

    const IndexCatalog &indexes_;
    std::map<RelationId, Writes> writes_;
};

} // namespace nova::workload
