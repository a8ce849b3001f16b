// nova_advise(query text, role regrole) returns the indexes that one statement should have, as rows of
// nova_suggest_indexes(). The text may have parameters $n; role, the current user when NULL, is the one whose policies
// and search_path hold. 42501 when the caller may not SET ROLE to it, 22004 for no text, 42601 for more than one
// statement; else what the server says of the text. Plans it; runs nothing.
#include "pg/enter.hpp"
#include "pg/memory.hpp"
#include "pg/user_error.hpp"
#include "sql_api/suggestion_rows.hpp"
#include "sql_api/suggestions.hpp"
#include "workload/workload.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_advise);
}

namespace {

using namespace nova;

std::vector<sql_api::Suggestion> advise(FunctionCallInfo fcinfo) {
    if (PG_ARGISNULL(0))
        pg::raise({.sqlstate = ERRCODE_NULL_VALUE_NOT_ALLOWED,
                   .message = "query must not be NULL",
                   .hint = "Give the text of one statement; parameters are written $1, $2."});
    const std::string query = pg::call([fcinfo] { return text_to_cstring(PG_GETARG_TEXT_PP(0)); });
    const RoleId role{PG_ARGISNULL(1) ? GetUserId() : PG_GETARG_OID(1)};
    const pg::ReportMemory memory;
    return sql_api::advise_statement(workload::read_text(query, role));
}

} // namespace

Datum nova_advise(PG_FUNCTION_ARGS) {
    return pg::enter([fcinfo]() -> Datum {
        sql_api::write_suggestions(fcinfo, advise(fcinfo));
        return Datum{0};
    });
}
