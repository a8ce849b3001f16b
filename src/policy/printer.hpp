// Expressions as the server prints them.
#pragma once

#include "model/ids.hpp"
#include "pg/gate.hpp"

namespace nova::policy {

// The expression about the table's columns. With names that hold whatever the search_path when `qualified`, else as
// psql shows it. Nothing while another session holds the table, or one that the expression reads, exclusively.
std::optional<std::string> print(Node *expression, RelationId table, bool qualified);

// With names that hold whatever the search_path. Nothing, too, when the server would not read the text as the very
// expression (equal after simplify).
std::optional<std::string> print_exactly(Node *expression, RelationId table);

} // namespace nova::policy
