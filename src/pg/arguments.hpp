// The arguments of an SQL function.
#pragma once

#include "pg/gate.hpp"

namespace nova::pg {

// Raises 22004 when the argument, counted from 0, is NULL.
void require_argument(FunctionCallInfo fcinfo, int number, const char *name);

// Of one that is not NULL.
std::string text_argument(FunctionCallInfo fcinfo, int number);
std::string name_argument(FunctionCallInfo fcinfo, int number);

} // namespace nova::pg
