// nova_unaccept(table_name text, object_name name) takes back what nova_accept accepted of the object, by all rules.
// The table is named as regclass reads it; it may be gone, as may the object. The owner of the table may (42501); of a
// table that is gone whoever accepted, the owner of the schema, and superusers. 42704 when nothing of that name is
// accepted. Locks nothing but nova_accepted.
#include "catalog/acceptable_table.hpp"
#include "catalog/accepted_changes.hpp"
#include "catalog/table_reference.hpp"
#include "pg/arguments.hpp"
#include "pg/compat.hpp"
#include "pg/enter.hpp"
#include "pg/user_error.hpp"
#include "pg/writable.hpp"
#include "render/acceptance_texts.hpp"

extern "C" {
PG_FUNCTION_INFO_V1(nova_unaccept);
}

namespace {

using namespace nova;
using namespace nova::pg;
using catalog::AcceptedRow;

std::vector<AcceptedRow> read_rows() {
    std::vector<AcceptedRow> rows;
    CatalogSnapshot snapshot;
    call([&] { catalog::read_accepted_rows(snapshot.get(), rows); });
    snapshot.release();
    return rows;
}

struct Accepted {
    std::string schema; // of the table
    std::vector<const AcceptedRow *> rows;
};

std::vector<const AcceptedRow *> rows_of(const std::vector<AcceptedRow> &all, const std::string &schema,
                                         const std::string &table, const std::string &object) {
    std::vector<const AcceptedRow *> result;
    for (const AcceptedRow &row : all)
        if (row.schema == schema && row.table == table && row.object == object)
            result.push_back(&row);
    return result;
}

// Of a table that is gone: the first schema of the search path in which such a finding is accepted.
Accepted find_gone(const std::vector<AcceptedRow> &all, const catalog::TableReference &table,
                   const std::string &object) {
    if (table.schema)
        return {*table.schema, rows_of(all, *table.schema, table.name, object)};
    for (const std::string &schema : catalog::search_path_schemas())
        if (auto rows = rows_of(all, schema, table.name, object); !rows.empty())
            return {schema, std::move(rows)};
    return {};
}

void require_right_to_forget(const std::string &table, const Accepted &accepted) {
    const char *const schema = accepted.schema.c_str();
    const bool may = call([&] {
        if (superuser())
            return true;
        const Oid id = get_namespace_oid(schema, true);
        if (OidIsValid(id) && owns_schema(id, GetUserId()))
            return true;
        const char *const role = GetUserNameFromId(GetSessionUserId(), false);
        for (const AcceptedRow *row : accepted.rows)
            if (row->accepted_by != role)
                return false;
        return true;
    });
    if (!may)
        raise({.sqlstate = ERRCODE_INSUFFICIENT_PRIVILEGE,
               .message = "permission denied to take back what was accepted of table " + table,
               .detail = "The table does not exist any more. Who accepted, the owner of the schema and superusers may.",
               .hint = "A row about a table that does not exist does no harm."});
}

// What of tables of that name, in any schema, is accepted.
std::string others_hint(const std::vector<AcceptedRow> &all, const std::string &table) {
    std::vector<std::string> others;
    for (const AcceptedRow &row : all)
        if (row.table == table)
            others.push_back("\"" + row.object + "\" of " + catalog::qualified_name(row.schema, row.table));
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    if (others.empty())
        return "Nothing of a table of that name is accepted; see table nova_accepted.";
    return "Accepted of tables of that name: " + list(others) + ".";
}

} // namespace

Datum nova_unaccept(PG_FUNCTION_ARGS) {
    return enter([fcinfo]() -> Datum {
        require_writable("nova_unaccept()");
        require_argument(fcinfo, 0, "table_name");
        require_argument(fcinfo, 1, "object_name");
        const std::string table = text_argument(fcinfo, 0);
        const std::string object = name_argument(fcinfo, 1);
        const auto reference = catalog::parse_table_reference(table);
        const auto all = read_rows();
        // One that was dropped since is looked for as one that is gone.
        const auto identity = OidIsValid(reference.found) ? catalog::identify(reference.found) : std::nullopt;

        Accepted accepted;
        if (identity) {
            catalog::require_owner(reference.found, *identity);
            accepted = {identity->schema, rows_of(all, identity->schema, identity->name, object)};
        } else {
            accepted = find_gone(all, reference, object);
        }
        if (accepted.rows.empty())
            raise({.sqlstate = ERRCODE_UNDEFINED_OBJECT,
                   .message =
                       "nothing is accepted of \"" + object + "\" on table " + (identity ? identity->qualified : table),
                   .hint = others_hint(all, reference.name)});
        if (!identity)
            require_right_to_forget(table, accepted);
        catalog::remove_accepted(accepted.schema, reference.name, object);
        PG_RETURN_VOID();
    });
}
