// Findings of every kind in one shape, for the reports that people and machines read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/variant2/variant.hpp>

#include "model/finding.hpp"

namespace nova {

// What a rule is called and looks for. All of them: report_rules() in src/render.
struct ReportRule {
    const char *id;     // 'missing_fk_index'
    const char *object; // what its findings are about: 'constraint', 'policy', 'index'
    const char *title;
    const char *help;
    Severity usual; // of most findings
};

// NULL, a number, a text, a list of texts. Not std::variant: see render/json.hpp.
using PropertyValue =
    boost::variant2::variant<boost::variant2::monostate, std::int64_t, std::string, std::vector<std::string>>;

struct ReportProperty {
    const char *name; // of the column in the rule's SQL function
    PropertyValue value;
};

struct ReportEntry {
    const ReportRule *rule = nullptr;
    Severity severity = Severity::Unknown;
    std::string table;                   // schema-qualified and quoted
    std::vector<std::string> objects;    // constraint, policies or index: names in their table or schema, unquoted
    std::string problem;                 // a sentence
    std::vector<std::string> statements; // that clear it
    std::vector<ReportProperty> properties;
    std::vector<std::string> identity; // names that tell it from others of the same rule, table and objects
    std::string fingerprint;           // the same in every run for the same rule and names
};

struct SeverityCounts {
    std::size_t high = 0, medium = 0, low = 0, unknown = 0;
    std::size_t total() const { return high + medium + low + unknown; }
};

struct Report {
    std::string database;
    std::string server_version;
    std::vector<ReportEntry> entries; // by severity, the worst first
};

// Puts the most severe first and leaves the order of the finders within each severity.
void sort_by_severity(std::vector<ReportEntry> &entries);

SeverityCounts count_severities(const std::vector<ReportEntry> &entries);

// high > medium > low = unknown, so that a database that was never analysed counts.
bool at_least(Severity severity, Severity minimum);

} // namespace nova
