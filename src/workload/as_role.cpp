#include "workload/as_role.hpp"

#include "workload/query_tables.hpp"
#include "workload/role_session.hpp"
#include "workload/statement_reader.hpp"

namespace nova::workload {

namespace {

// Is the statement still what was read? The server tells that something changed, not what.
bool still_holds(Statement &statement) {
    if (SharedInvalidMessageCounter == statement.catalog_state)
        return true;
    Statement again = statement;
    StatementReader::read_again(again);
    statement.catalog_state = again.catalog_state;
    return again.status == Status::Planned && equal(again.queries, statement.queries);
}

void skip(Statement &statement, std::string reason) {
    statement.status = Status::Skipped;
    statement.reason = std::move(reason);
    statement.queries = NIL;
}

} // namespace

bool run_as_role(Statement &statement, void (*body)(void *), void *argument) {
    std::string why_not;
    ErrorData *const error = try_as(statement.role, statement.search_path, [&] {
        const char *const locked = pg::call([&statement]() -> const char * {
            const Oid table = lock_tables(tables_of(statement.queries));
            return OidIsValid(table) ? psprintf("table %s is locked", table_name(table)) : nullptr;
        });
        if (locked != nullptr)
            why_not = locked;
        else if (!still_holds(statement))
            why_not = "its tables were changed meanwhile";
        else
            body(argument);
    });
    if (error != nullptr)
        note_failure(statement, error);
    else if (!why_not.empty())
        skip(statement, std::move(why_not));
    return error == nullptr && statement.status == Status::Planned;
}

} // namespace nova::workload
