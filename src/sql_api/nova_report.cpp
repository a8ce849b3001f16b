// nova_report(format text) returns all findings as one document: 'text', 'json', 'sarif' or 'markdown', in any case.
// 22023 for another format, before anything is looked for. Reads catalogs like the functions whose findings it shows.
#include <boost/algorithm/string/case_conv.hpp>

#include "pg/arguments.hpp"
#include "pg/enter.hpp"
#include "pg/result_set.hpp"
#include "pg/user_error.hpp"
#include "render/report_json.hpp"
#include "render/report_markdown.hpp"
#include "render/report_sarif.hpp"
#include "render/report_text.hpp"
#include "sql_api/json_text.hpp"
#include "sql_api/report_entries.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_report);
}

namespace {

using namespace nova;

using Writer = Datum (*)(const Report &);

template <std::string (*Render)(const Report &)> Datum write_text(const Report &report) {
    const std::string text = Render(report);
    return pg::call([&text] { return pg::text_datum(text); });
}

template <Json (*Render)(const Report &)> Datum write_json(const Report &report) {
    return sql_api::json_text(Render(report));
}

Writer writer(const std::string &format) {
    const std::string name = boost::algorithm::to_lower_copy(format);
    if (name == "text")
        return write_text<report_text>;
    if (name == "markdown")
        return write_text<report_markdown>;
    if (name == "json")
        return write_json<report_json>;
    if (name == "sarif")
        return write_json<report_sarif>;
    pg::raise({.sqlstate = ERRCODE_INVALID_PARAMETER_VALUE,
               .message = "unknown report format \"" + format + "\"",
               .hint = "The formats are text, json, sarif and markdown."});
}

} // namespace

Datum nova_report(PG_FUNCTION_ARGS) {
    return pg::enter([fcinfo]() -> Datum {
        pg::require_argument(fcinfo, 0, "format");
        const Writer write = writer(pg::text_argument(fcinfo, 0));
        return write(sql_api::collect_report());
    });
}
