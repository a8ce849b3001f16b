// nova_workload() returns a row for each statement that advice is based on, or that it leaves out, with the reason:
// those of pg_stat_statements in the current database, views, and SQL-standard functions. Reads and plans each as its
// role, in a subtransaction of its own, without running any function of a user's or waiting for locks. Says what is
// missing when pg_stat_statements is.
#include "pg/enter.hpp"
#include "pg/memory.hpp"
#include "pg/progress.hpp"
#include "pg/result_set.hpp"
#include "pg/user_error.hpp"
#include "planner/plan_cost.hpp"
#include "workload/as_role.hpp"
#include "workload/workload.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_workload);
}

namespace {

using namespace nova;
using workload::Statement;
using workload::Status;

struct Row {
    const Statement *statement;
    std::optional<double> cost; // of a call
};

const char *word(Status status) {
    switch (status) {
    case Status::Planned:
        return "planned";
    case Status::Unreadable:
        return "unreadable";
    case Status::Skipped:
        break;
    }
    return "skipped";
}

std::optional<double> cost_of(Statement &statement) {
    double cost = 0;
    const bool planned = workload::as_role(statement, [&] {
        pg::call([&] {
            for (int i = 0; i < list_length(statement.queries); ++i)
                cost += planner::plan_cost(static_cast<Query *>(list_nth(statement.queries, i)), nullptr, {}).total;
        });
    });
    return planned ? std::optional(cost) : std::nullopt;
}

void write_row(const Row &row, pg::RowWriter &writer) {
    const Statement &statement = *row.statement;
    if (statement.queryid != 0)
        writer.set(Int64GetDatum(statement.queryid));
    else
        writer.set_null();
    writer.set(ObjectIdGetDatum(static_cast<Oid>(statement.role)));
    writer.set(Int64GetDatum(static_cast<std::int64_t>(statement.calls)));
    writer.set(CStringGetTextDatum(word(statement.status)));
    if (statement.reason.empty())
        writer.set_null();
    else
        writer.set(pg::text_datum(statement.reason));
    writer.set_optional(row.cost, [](double cost) { return Float8GetDatum(cost); });
    writer.set(pg::text_datum(statement.text));
}

} // namespace

Datum nova_workload(PG_FUNCTION_ARGS) {
    return pg::enter([fcinfo]() -> Datum {
        workload::Workload workload;
        std::vector<Row> rows;
        {
            const pg::ReportMemory memory;
            workload = workload::read_workload();
            pg::Progress progress("statements planned", workload.statements.size());
            for (Statement &statement : workload.statements) {
                const bool readable = statement.status == Status::Planned;
                rows.push_back({&statement, readable ? cost_of(statement) : std::nullopt});
                progress.step();
            }
            if (!workload.hint.empty())
                pg::notice("nova_fkindex: " + workload.hint);
        }
        pg::write_result_set(fcinfo, rows, write_row);
        return Datum{0};
    });
}
