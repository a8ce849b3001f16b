#include "render/report_text.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/join.hpp>

#include "render/words.hpp"

namespace nova {

std::string one_line(const std::string &text) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n')
            result += "\\n";
        else if (c == '\r')
            result += "\\r";
        else if (c == '\t')
            result += "\\t";
        else if (byte < 0x20 || byte == 0x7f)
            result += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
        else
            result += c;
    }
    return result;
}

std::string subject(const ReportEntry &entry) {
    // Only policies are several in one finding.
    const std::string kind = entry.objects.size() == 1 ? entry.rule->object : "policies";
    return one_line(entry.table + ", " + kind + " " + boost::algorithm::join(entry.objects, ", "));
}

std::string summary(const SeverityCounts &counts) {
    const auto part = [](std::size_t count, Severity severity) { return std::to_string(count) + " " + word(severity); };
    return std::to_string(counts.total()) + (counts.total() == 1 ? " finding: " : " findings: ") +
           part(counts.high, Severity::High) + ", " + part(counts.medium, Severity::Medium) + ", " +
           part(counts.low, Severity::Low) + ", " + part(counts.unknown, Severity::Unknown);
}

std::string report_text(const Report &report) {
    if (report.entries.empty())
        return "No findings.";
    std::string text;
    const ReportEntry *previous = nullptr;
    for (const ReportEntry &entry : report.entries) {
        if (previous == nullptr || previous->severity != entry.severity)
            text += boost::algorithm::to_upper_copy(std::string(word(entry.severity))) + "\n\n";
        previous = &entry;
        text += std::string(entry.rule->id) + ": " + subject(entry) + "\n" + one_line(entry.problem) + "\n";
        for (const std::string &statement : entry.statements)
            text += "    " + statement + "\n";
        text += "\n";
    }
    return text + summary(count_severities(report.entries));
}

} // namespace nova
