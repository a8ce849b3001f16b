// The findings of all rules in one report.
#pragma once

#include "model/report.hpp"

namespace nova::sql_api {

// Runs every finder, each under a snapshot of its own; accepted findings are left out. The most severe first.
Report collect_report();

} // namespace nova::sql_api
