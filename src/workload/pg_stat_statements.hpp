// The extension pg_stat_statements, in whatever schema and version.
#pragma once

#include "model/ids.hpp"
#include "pg/gate.hpp"

namespace nova::workload {

struct StatementRow {
    std::int64_t queryid = 0; // 0: hidden from the caller, or none
    RoleId role{};
    double calls = 0; // that ran; EXPLAIN runs nothing
    double rows = 0;
    std::optional<std::string> text; // as shown to the caller
    bool nested = false;             // no call was at top level
};

struct StatementRows {
    std::vector<StatementRow> rows; // of the current database; most calls first
    std::string hint;               // why there are none
    std::optional<TimestampTz> since;
};

// As the caller sees them: the view's own rules hold for who may see which text. Entries that differ only in being at
// top level or not are one row. Never raises because the extension is missing, not preloaded, or not open to the
// caller.
StatementRows read_statement_rows();

} // namespace nova::workload
