// Statements that the database itself holds.
#pragma once

#include "workload/search_paths.hpp"
#include "workload/statement.hpp"

namespace nova::workload {

// Views and materialized views of users' schemas, and functions with SQL-standard bodies, but for those of extensions,
// by name; not read yet. Views are run by their owners, where the caller may SET ROLE to them, else by the caller;
// functions by the caller, and by their owners when they are SECURITY DEFINER.
std::vector<Statement> stored_statements(Snapshot snapshot, const SearchPaths &paths);

} // namespace nova::workload
