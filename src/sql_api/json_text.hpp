// JSON as the server writes it.
#pragma once

#include "pg/gate.hpp"
#include "render/json.hpp"

namespace nova::sql_api {

// The document as jsonb prints it, as a text datum in the current memory context: keys ordered by length, then
// bytewise; no line breaks. Strings are in the database's encoding.
Datum json_text(const Json &document);

} // namespace nova::sql_api
