// A statement of the workload: where it comes from, who runs it how often, and what is planned for it.
#pragma once

#include "model/ids.hpp"
#include "pg/gate.hpp"

namespace nova::workload {

enum class Source { PgStatStatements, View, Function, Text };

// Planned: it was read, rewritten as its role, and can be planned; the planner may still refuse it (as_role).
enum class Status { Planned, Unreadable, Skipped };

struct Statement {
    Source source = Source::Text;
    std::int64_t queryid = 0;
    std::string label =
        {};                // what `serves` names it: 'query <queryid>', 'view <qualified name>', 'function <signature>'
    RoleId role{};         // whose policies, privileges and search_path hold
    double calls = 0;      // in all; 1 for views, functions and texts
    double rows = 0;       // in all; 0 where nothing counted them
    std::string text = {}; // as pg_stat_statements shows it
    std::string search_path = {};

    Status status = Status::Planned;
    std::string reason = {}; // why it is not planned, or what was assumed to read it; may be empty

    // Of Query: what is planned, usually one, several or none where rules rewrite; analysed and rewritten as the role,
    // calls stilled (planner/still_calls.hpp), unknown LIMITs replaced. In the memory context that was current when it
    // was read. The planner scribbles on its input: copy before planning.
    List *queries = NIL;

    // For reading it again:
    Oid object = InvalidOid;         // the materialized view or function; others are read from their text
    bool nested = false;             // pg_stat_statements saw it inside functions only
    std::uint64_t catalog_state = 0; // pg/catalog_changes.hpp: as the trees were made
};

} // namespace nova::workload
