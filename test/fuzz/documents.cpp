// Any texts in a finding: no document has a line that a name made, where a line means something.
#include <algorithm>

#include "fakes.hpp"
#include "input.hpp"
#include "render/migration.hpp"
#include "render/report_json.hpp"
#include "render/report_markdown.hpp"
#include "render/report_rules.hpp"
#include "render/report_sarif.hpp"
#include "render/report_text.hpp"

using namespace nova;
using fuzz::Input;
using fuzz::require;

namespace {

std::vector<std::string> texts(Input &input) {
    std::vector<std::string> result;
    for (std::size_t left = input.number(3); left > 0; --left)
        result.push_back(input.text());
    return result;
}

Report report(Input &input) {
    Report result;
    result.database = input.text();
    result.server_version = "15.1";
    const auto &rules = report_rules();
    while (!input.empty() && result.entries.size() < 4) {
        ReportEntry entry;
        entry.rule = &*(rules.begin() + static_cast<std::ptrdiff_t>(input.number(std::size(rules))));
        entry.severity = static_cast<Severity>(input.number(4));
        entry.table = input.text();
        entry.objects = texts(input);
        entry.problem = input.text();
        entry.statements = texts(input);
        entry.properties.push_back({"expression", input.text()});
        entry.identity = texts(input);
        entry.fingerprint = "f";
        result.entries.push_back(std::move(entry));
    }
    return result;
}

bool has_control(const std::string &text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
}

// Identifiers as the server quotes them.
class QuotingNames : public fake::FakeNames {
  public:
    std::string literal(const std::string &text) override {
        std::string result = "'";
        for (const char c : text)
            result += c == '\'' ? std::string("''") : std::string(1, c);
        return result + "'";
    }
};

// Of the lines of a script those of comments begin with --, whatever the names in them.
void check_script(Input &input) {
    QuotingNames names;
    MigrationIndex index;
    index.table = "t";
    index.reason = input.text();
    index.drop_statements = texts(input);
    for (const std::string &line : migration_script({index}, names)) {
        if (line.starts_with("--"))
            require(line.find_first_of("\n\r") == std::string::npos, "a comment is one line");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    Input input(data, size);
    require(!has_control(one_line(input.text())), "one_line leaves no control character");
    check_script(input);
    const Report all = report(input);
    (void)report_json(all);
    (void)report_sarif(all);
    (void)report_text(all);
    const std::string markdown = report_markdown(all);
    // A row of a table has as many cells as its head: a name can neither end a cell nor a row.
    std::size_t cells = 0;
    bool in_block = false;
    for (std::size_t begin = 0; begin < markdown.size();) {
        const std::size_t end = std::min(markdown.find('\n', begin), markdown.size());
        const std::string line = markdown.substr(begin, end - begin);
        begin = end + 1;
        if (line.starts_with("```"))
            in_block = !in_block;
        if (in_block || !line.starts_with("|")) {
            cells = in_block ? cells : 0;
            continue;
        }
        std::size_t bars = 0;
        for (std::size_t i = 0; i < line.size(); ++i)
            bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\');
        require(cells == 0 || bars == cells, "rows have the cells of their head");
        cells = bars;
    }
    return 0;
}
