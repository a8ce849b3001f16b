// nova_suggest_indexes(sources text[], max_indexes integer, budget_bytes bigint) returns the fewest indexes that clear
// the findings of the sources ('fk', 'rls', 'workload'), the best first; one that no source gives is none. 22023 for
// other sources and negative limits. Estimated bytes are those of CREATE INDEX, NULL where the table was never analysed
// and for access methods other than B-tree; writes_per_read is NULL where nothing was counted. The columns that need a
// workload are NULL. Locks and runs nothing, as the functions that find.
#include "pg/enter.hpp"
#include "pg/result_set.hpp"
#include "pg/user_error.hpp"
#include "sql_api/datums.hpp"
#include "sql_api/suggestions.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_suggest_indexes);
}

namespace {

using nova::sql_api::estimate_datum;
using nova::sql_api::relation_datum;
using nova::sql_api::Suggestion;
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
    options.foreign_keys = options.policies = false;
    for (int i = 0; i < sources.count; ++i) {
        if (sources.nulls[i])
            refuse("sources must not contain NULL", valid_sources);
        const std::string source = call([value = sources.values[i]] { return TextDatumGetCString(value); });
        if (source == "fk")
            options.foreign_keys = true;
        else if (source == "rls")
            options.policies = true;
        else if (source != "workload")
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

Datum relation_array(const std::vector<nova::RelationId> &relations) {
    auto *const elements = static_cast<Datum *>(palloc((relations.size() + 1) * sizeof(Datum)));
    for (std::size_t i = 0; i < relations.size(); ++i)
        elements[i] = relation_datum(relations[i]);
    return PointerGetDatum(
        construct_array(elements, static_cast<int>(relations.size()), REGCLASSOID, sizeof(Oid), true, TYPALIGN_INT));
}

// The rank is the place in the list.
struct Ranked {
    int rank;
    const Suggestion *suggestion;
};

void write_suggestion(const Ranked &ranked, RowWriter &row) {
    const Suggestion &suggestion = *ranked.suggestion;
    row.set(Int32GetDatum(ranked.rank));
    row.set(relation_datum(suggestion.table));
    row.set(text_array_datum(suggestion.key_columns));
    if (suggestion.predicate.empty())
        row.set_null();
    else
        row.set(text_datum(suggestion.predicate));
    row.set(text_datum(suggestion.choice.method_name));
    row.set(text_array_datum(suggestion.serves));
    row.set(text_datum(suggestion.evidence));
    row.set_null(); // calls
    row.set_null(); // cost_before
    row.set_null(); // cost_after
    row.set_optional(suggestion.bytes, estimate_datum);
    row.set_optional(suggestion.writes_per_read, [](double ratio) { return Float8GetDatum(ratio); });
    row.set(relation_array(suggestion.replaces));
    row.set(text_datum(suggestion.reason));
    row.set(text_array_datum(suggestion.create_statements()));
    row.set(text_array_datum(suggestion.drop_statements));
}

} // namespace

Datum nova_suggest_indexes(PG_FUNCTION_ARGS) {
    return enter([fcinfo]() -> Datum {
        const auto suggestions = nova::sql_api::find_suggestions(read_options(fcinfo));
        std::vector<Ranked> rows;
        for (const Suggestion &suggestion : suggestions)
            rows.push_back({static_cast<int>(rows.size()) + 1, &suggestion});
        write_result_set(fcinfo, rows, write_suggestion);
        return Datum{0};
    });
}
