// The foreign keys that lack an index, grouped by table and key, whatever the schema.
#pragma once

#include "rules/key_shapes.hpp"

namespace nova::sql_api {

// The worst first. Findings are counted one after the other and not kept, so that ten thousand schemas fit.
std::vector<KeyShapeGroup> find_missing_key_shapes(bool include_accepted);

} // namespace nova::sql_api
