// The name of a table that need not exist any more.
#pragma once

#include "pg/call.hpp"

namespace nova::catalog {

struct TableReference {
    std::optional<std::string> schema; // nothing: found by search_path
    std::string name;
    Oid found = InvalidOid; // where such a relation exists
};

// Takes the text apart as regclass does ('t', 's.t', '"odd s".t') and looks for the relation. Raises 42602 for what is
// no name, 42501 for a schema that the caller may not use. No lock.
TableReference parse_table_reference(const std::string &text);

// The schemas of search_path that exist and may be used, in its order.
std::vector<std::string> search_path_schemas();

} // namespace nova::catalog
