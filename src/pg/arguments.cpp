#include "pg/arguments.hpp"

#include "pg/call.hpp"
#include "pg/user_error.hpp"

namespace nova::pg {

void require_argument(FunctionCallInfo fcinfo, int number, const char *name) {
    if (PG_ARGISNULL(number))
        raise({.sqlstate = ERRCODE_NULL_VALUE_NOT_ALLOWED,
               .message = std::string("argument \"") + name + "\" must not be null"});
}

std::string text_argument(FunctionCallInfo fcinfo, int number) {
    std::string value;
    call([&value, fcinfo, number] { value.assign(text_to_cstring(PG_GETARG_TEXT_PP(number))); });
    return value;
}

std::string name_argument(FunctionCallInfo fcinfo, int number) { return NameStr(*PG_GETARG_NAME(number)); }

} // namespace nova::pg
