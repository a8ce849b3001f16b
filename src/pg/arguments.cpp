#include "pg/arguments.hpp"

namespace nova::pg {

std::optional<std::string> text_argument(FunctionCallInfo fcinfo, int number) {
    if (PG_ARGISNULL(number))
        return std::nullopt;
    text *const value = call([fcinfo, number] { return PG_GETARG_TEXT_PP(number); });
    return std::string(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
}

} // namespace nova::pg
