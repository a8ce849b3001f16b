// nova_missing_rls_indexes(include_accepted boolean) returns a row for each index that would let the server search by
// a clause of row-level-security policies, where none does. Reads catalogs under one snapshot; runs no function of a
// policy; takes AccessShareLock where it prints an expression, never waiting for it (NULL then). Rows of which
// each policy is accepted are left out, unless asked for. Sizes are pg_class's
// estimates (rows; bytes of the main fork), NULL where never analysed.
#include "pg/enter.hpp"
#include "pg/result_set.hpp"
#include "render/words.hpp"
#include "sql_api/datums.hpp"
#include "sql_api/missing_policy_indexes.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_missing_rls_indexes);
}

namespace {

using nova::MissingPolicyIndexFinding;
using nova::sql_api::estimate_datum;
using nova::sql_api::relation_datum;
using namespace nova::pg;

void write_finding(const MissingPolicyIndexFinding &finding, RowWriter &row) {
    row.set(relation_datum(finding.table));
    row.set(name_array_datum(finding.policies));
    row.set(text_datum(finding.command));
    row.set(name_array_datum(finding.roles));
    row.set(relation_datum(finding.index_table));
    row.set(text_array_datum(finding.columns));
    row.set_optional(finding.expression, text_datum);
    row.set(CStringGetTextDatum(word(finding.coverage)));
    row.set_optional(finding.nearest_index, relation_datum);
    row.set(text_datum(finding.problem));
    row.set(CStringGetTextDatum(word(finding.severity)));
    row.set_optional(finding.rows, estimate_datum);
    row.set_optional(finding.bytes, estimate_datum);
    row.set(text_array_datum(finding.create_statements));
}

} // namespace

Datum nova_missing_rls_indexes(PG_FUNCTION_ARGS) {
    return enter([fcinfo]() -> Datum {
        const auto findings = nova::sql_api::find_missing_policy_indexes(!PG_ARGISNULL(0) && PG_GETARG_BOOL(0));
        write_result_set(fcinfo, findings, write_finding);
        return Datum{0};
    });
}
