// nova_policy_problems(include_accepted boolean) returns a row for each thing that makes a row-level-security policy
// slow, with a statement that writes the policy anew where that means the same. Reads catalogs under one snapshot; runs
// no function of a policy; takes AccessShareLock where it prints an expression, never waiting for it (NULL then).
#include "pg/enter.hpp"
#include "pg/result_set.hpp"
#include "render/words.hpp"
#include "sql_api/datums.hpp"
#include "sql_api/policy_problems.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_policy_problems);
}

namespace {

using nova::PolicyProblemFinding;
using namespace nova::pg;

void write_finding(const PolicyProblemFinding &finding, RowWriter &row) {
    row.set(nova::sql_api::relation_datum(finding.table));
    row.set(name_datum(finding.policy));
    row.set(text_datum(finding.command));
    row.set(CStringGetTextDatum(word(finding.rule)));
    row.set_optional(finding.expression, text_datum);
    row.set(text_datum(finding.problem));
    row.set_optional(finding.rewrite, text_datum);
    row.set(CStringGetTextDatum(word(finding.severity)));
}

} // namespace

Datum nova_policy_problems(PG_FUNCTION_ARGS) {
    return enter([fcinfo]() -> Datum {
        const auto findings = nova::sql_api::find_policy_problems(!PG_ARGISNULL(0) && PG_GETARG_BOOL(0));
        write_result_set(fcinfo, findings, write_finding);
        return Datum{0};
    });
}
