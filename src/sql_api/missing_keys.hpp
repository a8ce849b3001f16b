// All foreign keys that lack an index, as findings.
#pragma once

#include <functional>

#include "catalog/key_model.hpp"
#include "model/finding.hpp"
#include "model/relation.hpp"
#include "pg/gate.hpp"

namespace nova::sql_api {

// What a finding points to, and the relations that it was made by, are there for the length of the call.
using MissingKeySink = std::function<void(MissingKeyFinding &&, const RelationCatalog &)>;

// Calls report(finding, relations) for each, the most severe and largest first. One consistent look at the catalogs,
// under a snapshot of its own. No lock on any user's table. Without those that nova_accept accepted, unless asked for.
void report_missing_keys(bool include_accepted, const MissingKeySink &report);

// The same for some keys of some tables: of scope.tables those that `wanted` names.
void report_missing_keys(const catalog::KeyScope &scope, const std::function<bool(const ForeignKey &)> &wanted,
                         const MissingKeySink &report);

} // namespace nova::sql_api
