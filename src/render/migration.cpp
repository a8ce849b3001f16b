#include "render/migration.hpp"

#include <algorithm>

namespace nova {

namespace {

class Script {
  public:
    explicit Script(Names &names) : names_(names) {}

    std::vector<std::string> write(const std::vector<MigrationIndex> &indexes) {
        head(indexes.size());
        for (std::size_t i = 0; i < indexes.size(); ++i)
            add(indexes[i], i + 1);
        analyze(indexes);
        superfluous(indexes);
        undo(indexes);
        return std::move(lines_);
    }

  private:
    void line(std::string text = {}) { lines_.push_back(std::move(text)); }

    void head(std::size_t count) {
        line("-- nova_fkindex: " + std::to_string(count) + (count == 1 ? " index" : " indexes"));
        line("-- Run with: psql -v ON_ERROR_STOP=1 -f FILE. It may be run again, also after it was cancelled.");
        line("\\set ON_ERROR_STOP on");
        line();
        line("-- CREATE INDEX CONCURRENTLY waits for transactions that are older than itself. These have been open for "
             "a");
        line("-- minute or more:");
        line("SELECT pid, usename, state, date_trunc('second', clock_timestamp() - xact_start) AS open_for");
        line("FROM pg_catalog.pg_stat_activity");
        line("WHERE datname = current_database() AND pid <> pg_backend_pid()");
        line("    AND xact_start < clock_timestamp() - interval '1 minute'");
        line("ORDER BY xact_start;");
        line();
        line("-- A timeout while an index is built concurrently would leave it INVALID.");
        line("SET statement_timeout = 0;");
        line("SET lock_timeout = 0;");
        line("SET idle_in_transaction_session_timeout = 0;");
    }

    void add(const MigrationIndex &index, std::size_t number) {
        line();
        line("-- " + std::to_string(number) + ". " + one_line(index.table + ": " + index.reason));
        for (const MigrationStep &step : index.steps) {
            if (step.statement.kind == IndexStatement::Kind::Build) {
                drop_ruin(step.index);
                line(step.statement.text);
            } else {
                // These block writers for a moment, and while they wait for one.
                line("SET lock_timeout = '5s';");
                line(step.statement.text);
                line("SET lock_timeout = 0;");
            }
        }
    }

    // What a cancelled build has left: IF NOT EXISTS would keep it for ever.
    void drop_ruin(const std::string &index) {
        line("SELECT " + names_.literal("DROP INDEX CONCURRENTLY " + index));
        line("WHERE EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = to_regclass(" + names_.literal(index) +
             ") AND NOT indisvalid");
        line(
            "    AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index WHERE index_relid = indexrelid)) "
            "\\gexec");
    }

    void analyze(const std::vector<MigrationIndex> &indexes) {
        std::vector<std::string> tables;
        for (const MigrationIndex &index : indexes)
            if (std::find(tables.begin(), tables.end(), index.table) == tables.end())
                tables.push_back(index.table);
        if (tables.empty())
            return;
        line();
        line("-- Statistics of expressions, and whatever changed meanwhile.");
        for (const std::string &table : tables)
            line("ANALYZE " + table + ";");
        line("RESET statement_timeout;");
        line("RESET lock_timeout;");
        line("RESET idle_in_transaction_session_timeout;");
    }

    void superfluous(const std::vector<MigrationIndex> &indexes) {
        bool any = false;
        for (const MigrationIndex &index : indexes)
            for (const std::string &statement : index.drop_statements) {
                if (!any) {
                    line();
                    line(
                        "-- These start the new indexes, which serve in their place. Drop them when you have seen it:");
                }
                any = true;
                comment(statement);
            }
    }

    void undo(const std::vector<MigrationIndex> &indexes) {
        if (indexes.empty())
            return;
        line();
        line("-- Undo:");
        for (const MigrationIndex &index : indexes) {
            // Dropping the index of a partitioned table takes those of its partitions along, where they were attached.
            const bool partitioned = std::any_of(index.steps.begin(), index.steps.end(), [](const MigrationStep &step) {
                return step.statement.kind == IndexStatement::Kind::Prescribe;
            });
            for (const MigrationStep &step : index.steps) {
                if (step.index.empty())
                    continue;
                const bool concurrently = step.statement.kind == IndexStatement::Kind::Build && !partitioned;
                comment(std::string("DROP INDEX ") + (concurrently ? "CONCURRENTLY " : "") + "IF EXISTS " + step.index +
                        ";");
            }
        }
    }

    static std::string one_line(std::string text) {
        std::replace(text.begin(), text.end(), '\n', ' ');
        std::replace(text.begin(), text.end(), '\r', ' ');
        return text;
    }

    // A name may contain line breaks, behind which the comment would end.
    void comment(const std::string &statement) {
        if (statement.find_first_of("\n\r") == std::string::npos)
            line("-- " + statement);
    }

    Names &names_;
    std::vector<std::string> lines_;
};

} // namespace

std::vector<std::string> migration_script(const std::vector<MigrationIndex> &indexes, Names &names) {
    return Script(names).write(indexes);
}

} // namespace nova
