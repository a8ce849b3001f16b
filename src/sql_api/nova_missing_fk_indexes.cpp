// nova_missing_fk_indexes(include_accepted boolean) returns a row for each foreign key whose RI query finds no
// index. Reads catalogs only, under one snapshot; locks no table of a user; runs in read-only transactions and on
// a standby. Accepted findings are left out, unless asked for (NULL does not). Sizes are pg_class's estimates (rows;
// bytes of the main fork), NULL where never analysed.
#include "pg/enter.hpp"
#include "pg/result_set.hpp"
#include "render/words.hpp"
#include "sql_api/datums.hpp"
#include "sql_api/missing_keys.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_missing_fk_indexes);
}

namespace {

using nova::MissingKeyFinding;
using nova::sql_api::estimate_datum;
using nova::sql_api::relation_datum;
using namespace nova::pg;

void write_finding(const MissingKeyFinding &finding, RowWriter &row) {
    row.set(relation_datum(finding.key->referencing));
    row.set(name_datum(finding.key->name));
    row.set(name_array_datum(finding.columns));
    row.set(relation_datum(finding.key->referenced));
    row.set(CStringGetTextDatum(word(finding.key->on_delete)));
    row.set(CStringGetTextDatum(word(finding.key->on_update)));
    row.set(CStringGetTextDatum(word(finding.coverage)));
    row.set_optional(finding.nearest_index, relation_datum);
    row.set(text_datum(finding.problem));
    row.set(CStringGetTextDatum(word(finding.severity)));
    row.set_optional(finding.rows, estimate_datum);
    row.set_optional(finding.bytes, estimate_datum);
    row.set_optional(finding.referenced_deletes, [](std::int64_t value) { return Int64GetDatum(value); });
    row.set(text_array_datum(finding.create_statements));
}

} // namespace

Datum nova_missing_fk_indexes(PG_FUNCTION_ARGS) {
    return enter([fcinfo]() -> Datum {
        ResultSet result(fcinfo);
        nova::sql_api::report_missing_keys(!PG_ARGISNULL(0) && PG_GETARG_BOOL(0),
                                           [&](nova::MissingKeyFinding &&finding, const nova::RelationCatalog &) {
                                               result.add(finding, write_finding);
                                           });
        return Datum{0};
    });
}
