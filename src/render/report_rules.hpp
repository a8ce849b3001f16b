// The words for every rule that a report can name, in the order of rules/rule_names.hpp.
#pragma once

#include <span>
#include <string_view>

#include "model/report.hpp"

namespace nova {

std::span<const ReportRule> report_rules();

// The rule with that id; std::out_of_range when there is none.
const ReportRule &report_rule(std::string_view id);

} // namespace nova
