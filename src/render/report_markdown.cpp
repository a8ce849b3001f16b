#include "render/report_markdown.hpp"

#include <algorithm>
#include <cctype>

#include "render/report_rules.hpp"
#include "render/report_text.hpp"
#include "render/words.hpp"

namespace nova {

namespace {

bool is_word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) || (c & 0x80); }

// Prose in a table's cell.
std::string prose(const std::string &raw) {
    const std::string text = one_line(raw);
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        // An underscore inside of a word emphasizes nothing, and names are full of them.
        const bool inside_word =
            i > 0 && i + 1 < text.size() && is_word_character(text[i - 1]) && is_word_character(text[i + 1]);
        if (c == '|')
            result += "&#124;"; // \| would not do behind another backslash
        else if (c == '<')
            result += "&lt;";
        else if (c == '&')
            result += "&amp;";
        else if (std::string_view("\\`*[]>#~").find(c) != std::string_view::npos || (c == '_' && !inside_word))
            result += {'\\', c};
        else
            result += c;
    }
    return result;
}

// A name in a table's cell. Nothing can be escaped in a code span, so a name that needs it is prose.
std::string name(const std::string &text) {
    if (text.find_first_of("`|\\") != std::string::npos || one_line(text) != text)
        return prose(text);
    return "`" + text + "`";
}

std::string names(const std::vector<std::string> &list) {
    std::string result;
    for (const std::string &element : list)
        result += (result.empty() ? "" : ", ") + name(element);
    return result;
}

// Longer than any run of backticks in the statements.
std::string fence(const std::string &statements) {
    std::size_t longest = 2, run = 0;
    for (const char c : statements) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return std::string(longest + 1, '`');
}

std::string statement_block(const std::vector<const ReportEntry *> &entries) {
    std::string statements;
    for (const ReportEntry *entry : entries)
        for (const std::string &statement : entry->statements)
            statements += statement + "\n";
    if (statements.empty())
        return {};
    const std::string mark = fence(statements);
    return "\n<details><summary>Statements</summary>\n\n" + mark + "sql\n" + statements + mark + "\n\n</details>\n";
}

std::string section(const ReportRule &rule, const std::vector<const ReportEntry *> &entries) {
    std::string text = std::string("\n### ") + rule.title + " (`" + rule.id + "`): " + std::to_string(entries.size()) +
                       "\n\n| severity | table | " + rule.object + " | problem |\n|---|---|---|---|\n";
    for (const ReportEntry *entry : entries)
        text += std::string("| ") + word(entry->severity) + " | " + name(entry->table) + " | " + names(entry->objects) +
                " | " + prose(entry->problem) + " |\n";
    return text + statement_block(entries);
}

} // namespace

std::string report_markdown(const Report &report) {
    if (report.entries.empty())
        return "## nova_fkindex\n\nNo findings.";
    std::string text = "## nova_fkindex\n\n" + summary(count_severities(report.entries)) + "\n";
    for (const ReportRule &rule : report_rules()) {
        std::vector<const ReportEntry *> entries;
        for (const ReportEntry &entry : report.entries)
            if (entry.rule == &rule)
                entries.push_back(&entry);
        if (!entries.empty())
            text += section(rule, entries);
    }
    text.pop_back(); // whoever prints the report ends its last line
    return text;
}

} // namespace nova
