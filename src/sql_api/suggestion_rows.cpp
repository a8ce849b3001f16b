#include "sql_api/suggestion_rows.hpp"

#include "sql_api/datums.hpp"

namespace nova::sql_api {

namespace {

using namespace nova::pg;

Datum relation_array(const std::vector<RelationId> &relations) {
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
    const auto cost = [](double value) { return Float8GetDatum(value); };
    const auto &workload = suggestion.workload;
    row.set_optional(workload ? std::optional(workload->calls) : std::nullopt, estimate_datum);
    row.set_optional(workload ? std::optional(workload->cost_before) : std::nullopt, cost);
    row.set_optional(workload ? std::optional(workload->cost_after) : std::nullopt, cost);
    row.set_optional(suggestion.bytes, estimate_datum);
    row.set_optional(suggestion.writes_per_read, cost);
    row.set(relation_array(suggestion.replaces));
    row.set(text_datum(suggestion.reason));
    row.set(text_array_datum(suggestion.create_statements()));
    row.set(text_array_datum(suggestion.drop_statements));
}

} // namespace

void write_suggestions(FunctionCallInfo fcinfo, const std::vector<Suggestion> &suggestions) {
    std::vector<Ranked> rows;
    for (const Suggestion &suggestion : suggestions)
        rows.push_back({static_cast<int>(rows.size()) + 1, &suggestion});
    write_result_set(fcinfo, rows, write_suggestion);
}

} // namespace nova::sql_api
