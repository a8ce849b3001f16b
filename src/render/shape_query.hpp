// What creates the indexes for a key shape in all schemas.
#pragma once

#include <string>

#include "render/names.hpp"
#include "rules/key_shapes.hpp"

namespace nova {

// A SELECT for psql's \gexec, whose rows are the statements for each schema that still lacks an index; `function` is
// nova_missing_fk_indexes, qualified and quoted. It asks anew when it is run, so that it can be run again after a
// cancel. Its operators are qualified: an operator of a user's for just these types would come before the server's.
std::string shape_query(const KeyShape &shape, const std::string &function, bool include_accepted, Names &names);

} // namespace nova
