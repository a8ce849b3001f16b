// All foreign keys that lack an index, as findings.
#pragma once

#include <functional>

#include "catalog/key_model.hpp"
#include "model/finding.hpp"

namespace nova::sql_api {

struct MissingKeys {
    std::unique_ptr<catalog::KeyModel> model; // the findings point into it
    std::vector<MissingKeyFinding> findings;  // the most severe and largest first
};

// One consistent look at the catalogs, under a snapshot of its own. No lock on any user's table. Without those that
// nova_accept accepted, unless asked for.
MissingKeys find_missing_keys(bool include_accepted = false);

// The same for some keys of some tables: of scope.tables those that `wanted` names.
MissingKeys find_missing_keys(const catalog::KeyScope &scope, const std::function<bool(const ForeignKey &)> &wanted);

} // namespace nova::sql_api
