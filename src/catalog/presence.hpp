// What no lock holds may be dropped while it is looked at.
#pragma once

#include "model/ids.hpp"
#include "pg/call.hpp"

namespace nova::catalog {

inline bool index_is_gone(RelationId index) {
    return pg::call([index] { return !SearchSysCacheExists1(INDEXRELID, ObjectIdGetDatum(static_cast<Oid>(index))); });
}

// None when the index is gone.
inline RelationId table_of(RelationId index) {
    return RelationId{pg::call([index] { return IndexGetRelation(static_cast<Oid>(index), true); })};
}

} // namespace nova::catalog
