// A report as a SARIF 2.1.0 log (OASIS Static Analysis Results Interchange Format).
#pragma once

#include "model/report.hpp"
#include "render/json.hpp"

namespace nova {

// One run with all rules, whether they found something or not, so that ruleIndex is the same in every log. Tables and
// their objects are logical locations: there is no source file.
Json report_sarif(const Report &report);

} // namespace nova
