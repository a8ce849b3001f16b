// What nova_assert() says when there are findings.
#pragma once

#include "model/report.hpp"

namespace nova {

// More would drown the log; the report has all.
inline constexpr std::size_t most_listed_findings = 50;

// "nova_fkindex has 2 findings of severity medium or higher: 1 high, 1 medium". For the entries that count.
std::string failure_message(const std::vector<ReportEntry> &entries, Severity minimum);

// A line a finding, the first most_listed_findings of them, then how many more there are.
std::string failure_detail(const std::vector<ReportEntry> &entries);

} // namespace nova
