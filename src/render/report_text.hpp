// A report for people.
#pragma once

#include "model/report.hpp"

namespace nova {

// A paragraph a finding, grouped by severity, the statements on lines of their own; the counts in the last line.
// Control characters in names are shown as escapes, except in the statements, which can be pasted as they are.
std::string report_text(const Report &report);

// "3 findings: 1 high, 0 medium, 2 low, 0 unknown"
std::string summary(const SeverityCounts &counts);

// On one line: control characters become \n, \t, \x1b. For what goes to a terminal or a log.
std::string one_line(const std::string &text);

// "public.tasks, constraint tasks_org_id_fkey", on one line.
std::string subject(const ReportEntry &entry);

} // namespace nova
