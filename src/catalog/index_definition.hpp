// The statements that drop indexes, and those that build them again.
#pragma once

#include "catalog/index_storage.hpp"
#include "render/names.hpp"

namespace nova::catalog {

// Each statement for a transaction of its own. A partitioned index is rebuilt ON ONLY its table, its partitions'
// indexes CONCURRENTLY, then attached; names hold whatever the search_path. Comments and statistics targets come back,
// too. Nothing when another session holds a table exclusively that must be looked at, or the index is gone.
std::optional<std::vector<std::string>> rebuild_statements(RelationId index, const IndexStorages &storages,
                                                           Names &names);

// DROP INDEX CONCURRENTLY is not for partitioned indexes, whose partitions' go along.
std::string drop_statement(RelationId index, const IndexStorages &storages, Names &names);

} // namespace nova::catalog
