// nova_assert(min_severity text) raises NF001 with the list of findings of that severity or higher, for
// psql -v ON_ERROR_STOP=1 in CI; returns nothing when there are none. low and unknown count the same. 22023 for another
// severity, before anything is looked for.
#include <boost/algorithm/string/case_conv.hpp>

#include "pg/arguments.hpp"
#include "pg/enter.hpp"
#include "pg/user_error.hpp"
#include "render/report_failure.hpp"
#include "render/words.hpp"
#include "sql_api/report_entries.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_assert);
}

namespace {

using namespace nova;

Severity severity(const std::string &argument) {
    const std::string name = boost::algorithm::to_lower_copy(argument);
    for (const Severity known : {Severity::High, Severity::Medium, Severity::Low, Severity::Unknown})
        if (name == word(known))
            return known;
    pg::raise({.sqlstate = ERRCODE_INVALID_PARAMETER_VALUE,
               .message = "unknown severity \"" + argument + "\"",
               .hint = "The severities are high, medium, low and unknown."});
}

void check_findings(Severity minimum) {
    std::vector<ReportEntry> entries = sql_api::collect_report().entries;
    std::erase_if(entries, [minimum](const ReportEntry &entry) { return !at_least(entry.severity, minimum); });
    if (!entries.empty())
        pg::raise({.sqlstate = pg::findings_remain,
                   .message = failure_message(entries, minimum),
                   .detail = failure_detail(entries),
                   .hint = "SELECT nova_report() shows all findings with the statements that clear them; nova_accept() "
                           "leaves one out."});
}

} // namespace

Datum nova_assert(PG_FUNCTION_ARGS) {
    return pg::enter([fcinfo]() -> Datum {
        pg::require_argument(fcinfo, 0, "min_severity");
        check_findings(severity(pg::text_argument(fcinfo, 0)));
        return Datum{0};
    });
}
