// A report for machines.
#pragma once

#include "model/report.hpp"
#include "render/json.hpp"

namespace nova {

// {"version", "server_version", "database", "findings": [...], "summary": {...}}; see doc/report.md.
Json report_json(const Report &report);

// The further columns of the finding's SQL function, by name.
Json properties_json(const ReportEntry &entry);

} // namespace nova
