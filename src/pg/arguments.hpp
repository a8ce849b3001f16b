// The arguments of a SQL function.
#pragma once

#include "pg/call.hpp"

namespace nova::pg {

// A text argument by its number from 0; nothing when it is NULL.
std::optional<std::string> text_argument(FunctionCallInfo fcinfo, int number);

} // namespace nova::pg
