// All foreign keys that lack an index, as findings.
#pragma once

#include "catalog/key_model.hpp"
#include "model/finding.hpp"
#include "rules/key_shapes.hpp"

namespace nova::sql_api {

struct MissingKeys {
    std::unique_ptr<catalog::KeyModel> model; // the findings point into it
    std::vector<MissingKeyFinding> findings;  // the most severe and largest first
};

// One consistent look at the catalogs, under a snapshot of its own. No lock on any user's table. Without those that
// nova_accept accepted, unless asked for.
MissingKeys find_missing_keys(bool include_accepted = false);

// The same findings grouped by table and key, whatever the schema, the worst first. Their statements are not made and
// not kept, so that ten thousand schemas fit.
std::vector<KeyShapeGroup> find_missing_key_shapes(bool include_accepted = false);

} // namespace nova::sql_api
