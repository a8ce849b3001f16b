// nova_suggest_indexes(sources text[], max_indexes integer, budget_bytes bigint) returns the fewest indexes that clear
// the findings of the sources ('fk', 'rls', 'workload'), the best first; one that no source gives is none. 22023 for
// other sources and negative limits. Estimated bytes are those of CREATE INDEX, NULL where the table was never analysed
// and, without a workload, for access methods other than B-tree; writes_per_read is NULL where nothing was counted. The
// columns that need a workload are NULL where none of its statements is served; a NOTICE says why pg_stat_statements
// gives none. Runs nothing; locks tables of statements (AccessShareLock, without waiting) while it plans them.
#include "pg/enter.hpp"
#include "pg/user_error.hpp"
#include "sql_api/suggestion_rows.hpp"
#include "sql_api/suggestions.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_suggest_indexes);
}

namespace {

using nova::sql_api::SuggestionOptions;
using namespace nova::pg;

constexpr const char *valid_sources = "The sources are 'fk', 'rls' and 'workload'.";

[[noreturn]] void refuse(const std::string &message, const char *hint) {
    raise({.sqlstate = ERRCODE_INVALID_PARAMETER_VALUE, .message = message, .hint = hint});
}

SuggestionOptions read_options(FunctionCallInfo fcinfo) {
    SuggestionOptions options;
    if (PG_ARGISNULL(0))
        refuse("sources must not be NULL", valid_sources);
    struct Elements {
        Datum *values;
        bool *nulls;
        int count;
    };
    const Elements sources = call([fcinfo] {
        Elements result{};
        deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), TEXTOID, -1, false, TYPALIGN_INT, &result.values, &result.nulls,
                          &result.count);
        return result;
    });
    options.foreign_keys = options.policies = options.workload = false;
    for (int i = 0; i < sources.count; ++i) {
        if (sources.nulls[i])
            refuse("sources must not contain NULL", valid_sources);
        const std::string source = call([value = sources.values[i]] { return TextDatumGetCString(value); });
        if (source == "fk")
            options.foreign_keys = true;
        else if (source == "rls")
            options.policies = true;
        else if (source == "workload")
            options.workload = true;
        else
            refuse("unknown source \"" + source + "\"", valid_sources);
    }
    if (!PG_ARGISNULL(1)) {
        if (PG_GETARG_INT32(1) < 0)
            refuse("max_indexes must not be negative", "Leave it out for no limit.");
        options.max_indexes = static_cast<std::size_t>(PG_GETARG_INT32(1));
    }
    if (!PG_ARGISNULL(2)) {
        options.budget_bytes = static_cast<double>(PG_GETARG_INT64(2));
        if (*options.budget_bytes < 0)
            refuse("budget_bytes must not be negative", "Leave it out for no limit.");
    }
    return options;
}

} // namespace

Datum nova_suggest_indexes(PG_FUNCTION_ARGS) {
    return enter([fcinfo]() -> Datum {
        const auto suggestions = nova::sql_api::find_suggestions(read_options(fcinfo));
        if (!suggestions.hint.empty())
            notice(suggestions.hint);
        nova::sql_api::write_suggestions(fcinfo, suggestions.list);
        return Datum{0};
    });
}
