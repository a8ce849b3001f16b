#include "model/report.hpp"

#include <algorithm>

namespace nova {

void sort_by_severity(std::vector<ReportEntry> &entries) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const ReportEntry &a, const ReportEntry &b) { return a.severity > b.severity; });
}

SeverityCounts count_severities(const std::vector<ReportEntry> &entries) {
    SeverityCounts counts;
    for (const ReportEntry &entry : entries)
        switch (entry.severity) {
        case Severity::High:
            ++counts.high;
            break;
        case Severity::Medium:
            ++counts.medium;
            break;
        case Severity::Low:
            ++counts.low;
            break;
        case Severity::Unknown:
            ++counts.unknown;
            break;
        }
    return counts;
}

bool at_least(Severity severity, Severity minimum) {
    const auto rank = [](Severity s) { return s == Severity::Unknown ? Severity::Low : s; };
    return rank(severity) >= rank(minimum);
}

} // namespace nova
