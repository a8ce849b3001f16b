#include "render/report_failure.hpp"

#include <algorithm>

#include "render/report_text.hpp"
#include "render/words.hpp"

namespace nova {

std::string failure_message(const std::vector<ReportEntry> &entries, Severity minimum) {
    const SeverityCounts counts = count_severities(entries);
    std::string parts;
    const auto add = [&parts](std::size_t count, Severity severity) {
        if (count > 0)
            parts += (parts.empty() ? "" : ", ") + std::to_string(count) + " " + word(severity);
    };
    add(counts.high, Severity::High);
    add(counts.medium, Severity::Medium);
    add(counts.low, Severity::Low);
    add(counts.unknown, Severity::Unknown);
    std::string range;
    if (minimum == Severity::High || minimum == Severity::Medium)
        range = std::string(" of severity ") + word(minimum) + (minimum == Severity::Medium ? " or higher" : "");
    return "nova_fkindex has " + std::to_string(entries.size()) + (entries.size() == 1 ? " finding" : " findings") +
           range + ": " + parts;
}

std::string failure_detail(const std::vector<ReportEntry> &entries) {
    std::string text;
    const std::size_t listed = std::min(entries.size(), most_listed_findings);
    for (std::size_t i = 0; i < listed; ++i)
        text += (i == 0 ? "" : "\n") + std::string(word(entries[i].severity)) + ": " + entries[i].rule->id + ": " +
                subject(entries[i]) + ": " + one_line(entries[i].problem);
    if (listed < entries.size())
        text += "\nand " + std::to_string(entries.size() - listed) + " more";
    return text;
}

} // namespace nova
