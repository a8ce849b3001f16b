// All foreign keys that lack an index, as findings.
#pragma once

#include <functional>

#include "catalog/key_model.hpp"
#include "model/finding.hpp"
#include "pg/gate.hpp"

namespace nova::sql_api {

// Calls report(finding) for each, the most severe and largest first; what a finding points to is there for the length
// of the call. One consistent look at the catalogs, under a snapshot of its own. No lock on any user's table. Without
// those that nova_accept accepted, unless asked for.
void report_missing_keys(bool include_accepted, const std::function<void(MissingKeyFinding &&)> &report);

// The same for some keys of some tables: of scope.tables those that `wanted` names.
void report_missing_keys(const catalog::KeyScope &scope, const std::function<bool(const ForeignKey &)> &wanted,
                         const std::function<void(MissingKeyFinding &&)> &report);

} // namespace nova::sql_api
