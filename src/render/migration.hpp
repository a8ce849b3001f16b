// The script that brings suggested indexes into a database in use.
#pragma once

#include <string>
#include <vector>

#include "render/create_index.hpp"

namespace nova {

struct MigrationStep {
    IndexStatement statement;
    std::string index; // qualified and quoted; empty for what makes no index
};

struct MigrationIndex {
    std::string table; // qualified and quoted
    std::string reason;
    std::vector<MigrationStep> steps;
    std::vector<std::string> drop_statements; // of indexes that become superfluous
};

// Lines for `psql -v ON_ERROR_STOP=1 -f`. The script can be run again: after a cancel, an INVALID index of one of its
// names is dropped and built anew. Nothing that blocks writers is waited for longer than some seconds, and what does
// not block them may take its time. Ends with its undo, as comments.
std::vector<std::string> migration_script(const std::vector<MigrationIndex> &indexes, Names &names);

} // namespace nova
