// nova_missing_fk_shapes(include_accepted boolean) returns the findings of nova_missing_fk_indexes with a row for each
// table and key that is the same in many schemas. Reads what that reads, and locks and runs as little; sizes, rows and
// deletes are sums over all schemas, NULL where none is known.
#include "catalog/server_names.hpp"
#include "pg/enter.hpp"
#include "pg/result_set.hpp"
#include "render/shape_query.hpp"
#include "render/words.hpp"
#include "sql_api/datums.hpp"
#include "sql_api/missing_key_shapes.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_missing_fk_shapes);
}

namespace {

using namespace nova;
using namespace nova::pg;
using nova::sql_api::estimate_datum;
using nova::sql_api::relation_datum;

struct ShapeRow {
    KeyShapeGroup group;
    std::string referenced; // quoted; with its schema where that is not the referencing table's
    std::string query;
};

std::vector<ShapeRow> find_rows(Oid this_function, bool include_accepted) {
    const RelationCatalog none;
    catalog::ServerNames names(none);
    // Of the same schema, whatever the search_path.
    const NamespaceId schema = call([this_function] { return NamespaceId{get_func_namespace(this_function)}; });
    const std::string function = names.schema(schema) + ".nova_missing_fk_indexes";
    std::vector<ShapeRow> rows;
    for (KeyShapeGroup &group : sql_api::find_missing_key_shapes(include_accepted)) {
        ShapeRow row;
        row.referenced = names.quote(group.shape.referenced);
        if (is_valid(group.shape.referenced_schema))
            row.referenced = names.schema(group.shape.referenced_schema) + "." + row.referenced;
        row.query = shape_query(group.shape, function, include_accepted, names);
        row.group = std::move(group);
        rows.push_back(std::move(row));
    }
    return rows;
}

void write_row(const ShapeRow &shape, RowWriter &row) {
    const KeyShapeGroup &group = shape.group;
    row.set(name_datum(group.shape.table));
    row.set(name_array_datum(group.shape.columns));
    row.set(text_datum(shape.referenced));
    row.set(CStringGetTextDatum(word(group.shape.on_delete)));
    row.set(CStringGetTextDatum(word(group.shape.on_update)));
    row.set(CStringGetTextDatum(word(group.shape.coverage)));
    row.set(Int64GetDatum(static_cast<int64>(group.schemas)));
    row.set(relation_datum(group.example));
    row.set(text_datum(group.problem));
    row.set(CStringGetTextDatum(word(group.severity)));
    row.set_optional(group.rows, estimate_datum);
    row.set_optional(group.bytes, estimate_datum);
    row.set_optional(group.referenced_deletes, [](std::int64_t value) { return Int64GetDatum(value); });
    row.set(text_datum(shape.query));
}

} // namespace

Datum nova_missing_fk_shapes(PG_FUNCTION_ARGS) {
    return enter([fcinfo]() -> Datum {
        const auto rows = find_rows(fcinfo->flinfo->fn_oid, !PG_ARGISNULL(0) && PG_GETARG_BOOL(0));
        write_result_set(fcinfo, rows, write_row);
        return Datum{0};
    });
}
