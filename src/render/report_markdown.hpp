// A report for a comment on a pull request (GitHub-flavoured Markdown).
#pragma once

#include "model/report.hpp"

namespace nova {

// A table and a block of statements a rule. Names cannot leave their cell, their code span or their block.
std::string report_markdown(const Report &report);

} // namespace nova
