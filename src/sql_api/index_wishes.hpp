// What the findings of keys and policies ask for.
#pragma once

#include <string>
#include <vector>

#include "model/index_choice.hpp"

namespace nova::sql_api {

struct FindingWish {
    RelationId table{};
    IndexWish index;
    std::vector<std::string> serves; // 'fk <constraint>', 'policy <policy>'
    bool policy = false;
    double deletes = 0; // counted, of rows that a foreign key refers to; of a policy's table every read searches
};

// By table, then in the order of the findings. Locks no table of a user's.
std::vector<FindingWish> find_wishes(bool foreign_keys, bool policies);

} // namespace nova::sql_api
