// nova_migration() returns the suggestions as the lines of a script for psql. Locks and runs nothing.
#include "catalog/server_names.hpp"
#include "pg/enter.hpp"
#include "pg/result_set.hpp"
#include "sql_api/suggestions.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_migration);
}

namespace {

using namespace nova;

std::vector<std::string> script() {
    const RelationCatalog none;
    catalog::ServerNames names(none);
    std::vector<MigrationIndex> indexes;
    for (sql_api::Suggestion &suggestion : sql_api::find_suggestions({}).list)
        indexes.push_back({names.relation(suggestion.table), std::move(suggestion.reason), std::move(suggestion.steps),
                           std::move(suggestion.drop_statements)});
    return migration_script(indexes, names);
}

} // namespace

Datum nova_migration(PG_FUNCTION_ARGS) {
    return pg::enter([fcinfo]() -> Datum {
        const auto lines = script();
        pg::write_result_set(
            fcinfo, lines, [](const std::string &line, pg::RowWriter &row) { row.set(pg::text_datum(line)); }, true);
        return Datum{0};
    });
}
