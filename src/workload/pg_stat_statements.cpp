#include "workload/pg_stat_statements.hpp"

#include <map>

#include "pg/attempt.hpp"
#include "pg/scan.hpp"

namespace nova::workload {

namespace {

constexpr const char extension_name[] = "pg_stat_statements";
constexpr const char preload_hint[] =
    "pg_stat_statements collects nothing: add it to shared_preload_libraries and restart the server";

// The schema of the extension; InvalidOid when the database does not have it.
Oid find_schema() {
    const Oid extension = get_extension_oid(extension_name, true);
    if (!OidIsValid(extension))
        return InvalidOid;
    Oid schema = InvalidOid;
    pg::look_up_catalog(ExtensionRelationId, nullptr, ExtensionOidIndexId, {{Anum_pg_extension_oid, extension}},
                        [&](HeapTuple tuple, TupleDesc) {
                            schema = reinterpret_cast<Form_pg_extension>(GETSTRUCT(tuple))->extnamespace;
                        });
    return schema;
}

// The extension's own view of that name, and nobody else's; InvalidOid when the version does not have it.
Oid find_view(Oid schema, const char *name) {
    const Oid view = get_relname_relid(name, schema);
    if (!OidIsValid(view) || getExtensionOfObject(RelationRelationId, view) != get_extension_oid(extension_name, true))
        return InvalidOid;
    return view;
}

bool has_column(Oid view, const char *column) { return get_attnum(view, column) != InvalidAttrNumber; }

// Everything is qualified, as the caller's search_path holds. With track = all, EXPLAIN counts as a call of what it
// explains (pgss_ExecutorEnd), of exactly no time, as nothing runs: no call is one of those.
char *query_for_rows(Oid schema, Oid view) {
    StringInfoData query;
    initStringInfo(&query);
    appendStringInfo(
        &query,
        "SELECT %s, s.userid, CASE WHEN s.%s OPERATOR(pg_catalog.=) 0 THEN 0 ELSE s.calls END::pg_catalog.float8, "
        "s.rows::pg_catalog.float8, s.query, %s FROM %s.%s AS s WHERE s.dbid OPERATOR(pg_catalog.=) "
        "%u::pg_catalog.oid",
        has_column(view, "queryid") ? "s.queryid" : "NULL::pg_catalog.int8",
        has_column(view, "total_exec_time") ? "total_exec_time" : "total_time",
        has_column(view, "toplevel") ? "s.toplevel" : "true", quote_identifier(get_namespace_name(schema)),
        extension_name, MyDatabaseId);
    return query.data;
}

template <class Visit> void select(const char *query, Visit visit) {
    if (SPI_execute(query, true, 0) != SPI_OK_SELECT)
        return;
    for (std::uint64_t i = 0; i < SPI_processed; ++i)
        visit(SPI_tuptable->vals[i], SPI_tuptable->tupdesc);
    SPI_freetuptable(SPI_tuptable);
}

template <class Convert> auto field(HeapTuple tuple, TupleDesc descriptor, int number, Convert convert) {
    bool is_null = false;
    const Datum value = SPI_getbinval(tuple, descriptor, number, &is_null);
    return is_null ? decltype(convert(value)){} : convert(value);
}

void add_row(HeapTuple tuple, TupleDesc descriptor, std::vector<StatementRow> &rows) {
    StatementRow &row = rows.emplace_back();
    const auto real = [](Datum value) { return DatumGetFloat8(value); };
    row.queryid = field(tuple, descriptor, 1, [](Datum value) { return DatumGetInt64(value); });
    row.role = field(tuple, descriptor, 2, [](Datum value) { return RoleId{DatumGetObjectId(value)}; });
    row.calls = field(tuple, descriptor, 3, real);
    row.rows = field(tuple, descriptor, 4, real);
    if (const char *const shown = field(tuple, descriptor, 5, [](Datum value) { return TextDatumGetCString(value); }))
        row.text = shown;
    row.nested = !field(tuple, descriptor, 6, [](Datum value) { return DatumGetBool(value); });
}

void read_rows(Oid schema, Oid view, StatementRows &result) {
    SPI_connect();
    select(query_for_rows(schema, view),
           [&](HeapTuple tuple, TupleDesc descriptor) { add_row(tuple, descriptor, result.rows); });
    SPI_finish();
}

void read_reset_time(Oid schema, StatementRows &result) {
    const Oid view = find_view(schema, "pg_stat_statements_info");
    if (!OidIsValid(view) || !has_column(view, "stats_reset"))
        return;
    SPI_connect();
    select(psprintf("SELECT i.stats_reset FROM %s.pg_stat_statements_info AS i",
                    quote_identifier(get_namespace_name(schema))),
           [&](HeapTuple tuple, TupleDesc descriptor) {
               result.since = field(tuple, descriptor, 1, [](Datum value) { return DatumGetTimestampTz(value); });
           });
    SPI_finish();
}

// Rows with hidden texts have no identity, and stay as they are.
std::vector<StatementRow> merge(std::vector<StatementRow> rows) {
    std::vector<StatementRow> merged;
    std::map<std::pair<std::int64_t, RoleId>, std::size_t> known;
    for (StatementRow &row : rows) {
        if (row.queryid != 0) {
            const auto [entry, is_new] = known.try_emplace({row.queryid, row.role}, merged.size());
            if (!is_new) {
                StatementRow &same = merged[entry->second];
                // EXPLAIN leaves its own text with the queryid of the statement.
                if (!same.text || (same.calls == 0 && row.calls > 0))
                    same.text = std::move(row.text);
                same.calls += row.calls;
                same.rows += row.rows;
                same.nested = same.nested && row.nested;
                continue;
            }
        }
        merged.push_back(std::move(row));
    }
    std::sort(merged.begin(), merged.end(), [](const StatementRow &a, const StatementRow &b) {
        return std::tie(b.calls, a.queryid, a.role, a.text, a.rows) <
               std::tie(a.calls, b.queryid, b.role, b.text, b.rows);
    });
    return merged;
}

} // namespace

StatementRows read_statement_rows() {
    StatementRows result;
    Oid schema = InvalidOid;
    Oid view = InvalidOid;
    pg::call([&] {
        schema = find_schema();
        view = OidIsValid(schema) ? find_view(schema, extension_name) : InvalidOid;
    });
    if (!OidIsValid(view)) {
        result.hint = "no statements: this database does not have the extension pg_stat_statements; "
                      "CREATE EXTENSION pg_stat_statements, with the library in shared_preload_libraries";
        return result;
    }
    ErrorData *error = nullptr;
    {
        pg::Subtransaction subtransaction;
        try {
            pg::call([&] {
                read_rows(schema, view, result);
                read_reset_time(schema, result);
            });
            subtransaction.commit();
        } catch (const pg::PendingError &) {
            error = subtransaction.take_error();
        }
    }
    if (error != nullptr) {
        result.rows.clear();
        // What the library says when it was not preloaded.
        if (error->sqlerrcode == ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE)
            result.hint = preload_hint;
        else
            result.hint = std::string("pg_stat_statements cannot be read: ") + error->message;
        pg::settle_error(error, !pg::must_pass(error) && !pg::is_internal(error));
    }
    result.rows = merge(std::move(result.rows));
    return result;
}

} // namespace nova::workload
