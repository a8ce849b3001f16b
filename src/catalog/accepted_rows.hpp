// Table nova_accepted: the findings that were accepted as they are.
#pragma once

#include "pg/scan.hpp"
#include "rules/acceptance.hpp"

namespace nova::catalog {

// A row, by names.
struct AcceptedRow {
    std::string schema;
    std::string table;
    std::string object;
    std::optional<std::string> rule; // nothing: all
    std::string accepted_by;
};

// Found through pg_extension, so that no search_path leads to another. InvalidOid where the extension is not installed
// (CREATE EXTENSION still runs) or lacks it; raises when it is not as CREATE EXTENSION made it. Inside pg::call.
Oid accepted_table(Snapshot snapshot);

// All rows, in no order. Needs no privilege. Inside pg::call.
void read_accepted_rows(Snapshot snapshot, std::vector<AcceptedRow> &rows);

// For a report: what to leave out. Empty with include_accepted. A finder asks it with one line:
//     if (accepted.contains(relations.find(table), name, "unused")) continue;
Acceptance read_acceptance(const pg::CatalogSnapshot &snapshot, bool include_accepted);

} // namespace nova::catalog
