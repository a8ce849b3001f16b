#include "workload/workload.hpp"

#include "pg/compat.hpp"
#include "pg/progress.hpp"
#include "pg/user_error.hpp"
#include "workload/pg_stat_statements.hpp"
#include "workload/statement_reader.hpp"
#include "workload/stored_statements.hpp"

namespace nova::workload {

namespace {

bool may_be_role(RoleId role) {
    return pg::call([role] {
        const Oid id = static_cast<Oid>(role);
        return id == GetUserId() || pg::may_set_role(GetUserId(), id);
    });
}

bool exists(RoleId role) {
    return pg::call([role] { return SearchSysCacheExists1(AUTHOID, ObjectIdGetDatum(static_cast<Oid>(role))); });
}

// Why a statement is not even read; nullptr: it is.
const char *why_not_read(const StatementRow &row) {
    if (row.queryid == 0 && row.text && *row.text == "<insufficient privilege>")
        return "pg_stat_statements does not show it: insufficient privilege";
    if (!row.text)
        return "pg_stat_statements has lost its text";
    if (!exists(row.role))
        return "its role was dropped";
    if (!may_be_role(row.role))
        return "not a member of its role";
    if (row.calls == 0)
        return "it was planned, but never run";
    return nullptr;
}

Statement make(StatementRow &&row, const SearchPaths &paths) {
    Statement statement;
    statement.source = Source::PgStatStatements;
    statement.queryid = row.queryid;
    statement.label = "query " + std::to_string(row.queryid);
    statement.role = row.role;
    statement.calls = row.calls;
    statement.rows = row.rows;
    statement.nested = row.nested;
    statement.search_path = paths.of(row.role);
    if (const char *const reason = why_not_read(row)) {
        statement.status = Status::Skipped;
        statement.reason = reason;
    }
    statement.text = std::move(row.text).value_or(std::string());
    return statement;
}

std::vector<Statement> counted_statements(StatementRows &&rows, const SearchPaths &paths) {
    std::vector<Statement> statements;
    statements.reserve(rows.rows.size());
    for (StatementRow &row : rows.rows)
        statements.push_back(make(std::move(row), paths));
    return statements;
}

} // namespace

Workload read_workload() {
    Workload workload;
    StatementRows rows = read_statement_rows();
    workload.hint = std::move(rows.hint);
    workload.since = rows.since;
    pg::CatalogSnapshot snapshot;
    const SearchPaths paths(snapshot.get());
    workload.statements = counted_statements(std::move(rows), paths);
    for (Statement &statement : stored_statements(snapshot.get(), paths)) {
        if (!may_be_role(statement.role)) {
            statement.status = Status::Skipped;
            statement.reason = "not a member of its role";
        }
        workload.statements.push_back(std::move(statement));
    }
    const StatementReader reader(snapshot);
    snapshot.release();
    pg::Progress progress("statements read", workload.statements.size());
    for (Statement &statement : workload.statements) {
        if (statement.status == Status::Planned)
            reader.read(statement);
        progress.step();
    }
    return workload;
}

Statement read_text(const std::string &text, RoleId role) {
    if (!may_be_role(role)) {
        const std::string name =
            pg::call([role] { return std::string_view(GetUserNameFromId(static_cast<Oid>(role), false)); }).data();
        pg::raise({ERRCODE_INSUFFICIENT_PRIVILEGE, "permission denied to set role \"" + name + "\""});
    }
    pg::CatalogSnapshot snapshot;
    Statement statement;
    statement.label = "query";
    statement.role = role;
    statement.calls = 1;
    statement.text = text;
    statement.search_path = SearchPaths(snapshot.get()).of(role);
    StatementReader(snapshot).read_or_raise(statement);
    snapshot.release();
    return statement;
}

} // namespace nova::workload
