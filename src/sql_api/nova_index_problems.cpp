// nova_index_problems(include_accepted boolean) returns a row for each index that costs more than it gives: invalid,
// duplicate, redundant or unused. Reads catalogs under one snapshot; takes AccessShareLock where it prints a
// definition, never waiting for it (no statements then). Bytes are pg_class's estimates of the main fork, scans those
// counted on this server since its statistics began; NULL where not known.
#include "pg/enter.hpp"
#include "pg/result_set.hpp"
#include "render/words.hpp"
#include "sql_api/datums.hpp"
#include "sql_api/index_problems.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_index_problems);
}

namespace {

using nova::IndexProblemFinding;
using nova::sql_api::estimate_datum;
using nova::sql_api::relation_datum;
using namespace nova::pg;

void write_finding(const IndexProblemFinding &finding, RowWriter &row) {
    row.set(relation_datum(finding.table));
    row.set(relation_datum(finding.index));
    row.set(CStringGetTextDatum(word(finding.rule)));
    row.set_optional(finding.kept_index, relation_datum);
    row.set(text_datum(finding.problem));
    row.set_optional(finding.bytes, estimate_datum);
    row.set_optional(finding.scans, [](std::int64_t value) { return Int64GetDatum(value); });
    row.set(text_array_datum(finding.create_statements));
    row.set(text_array_datum(finding.drop_statements));
}

} // namespace

Datum nova_index_problems(PG_FUNCTION_ARGS) {
    return enter([fcinfo]() -> Datum {
        const auto findings = nova::sql_api::find_index_problems(!PG_ARGISNULL(0) && PG_GETARG_BOOL(0));
        write_result_set(fcinfo, findings, write_finding);
        return Datum{0};
    });
}
