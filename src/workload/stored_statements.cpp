#include "workload/stored_statements.hpp"

#include "catalog/fields.hpp"
#include "pg/compat.hpp"
#include "pg/scan.hpp"

namespace nova::workload {

namespace {

struct Stored {
    Oid id;
    Oid schema;
    RoleId role;
    bool materialized;
};

bool is_of_extension(Oid catalog, Oid object) { return OidIsValid(getExtensionOfObject(catalog, object)); }

std::vector<Stored> read_views(Snapshot snapshot) {
    std::vector<Stored> views;
    pg::scan_catalog(RelationRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = catalog::form<FormData_pg_class>(tuple);
        const bool materialized = row->relkind == RELKIND_MATVIEW;
        if ((materialized || row->relkind == RELKIND_VIEW) && row->relpersistence != RELPERSISTENCE_TEMP &&
            !catalog::is_system_schema(row->relnamespace))
            views.push_back({row->oid, row->relnamespace, RoleId{row->relowner}, materialized});
    });
    std::erase_if(views, [](const Stored &view) { return is_of_extension(RelationRelationId, view.id); });
    return views;
}

std::vector<Stored> read_functions(Snapshot snapshot) {
    std::vector<Stored> functions;
    pg::scan_catalog(ProcedureRelationId, snapshot, [&](HeapTuple tuple, TupleDesc descriptor) {
        const auto *const row = catalog::form<FormData_pg_proc>(tuple);
        bool is_null = true;
        if (row->prolang != SQLlanguageId || catalog::is_system_schema(row->pronamespace))
            return;
        (void)heap_getattr(tuple, Anum_pg_proc_prosqlbody, descriptor, &is_null);
        if (!is_null)
            functions.push_back(
                {row->oid, row->pronamespace, RoleId{row->prosecdef ? row->proowner : GetUserId()}, false});
    });
    std::erase_if(functions, [](const Stored &function) { return is_of_extension(ProcedureRelationId, function.id); });
    return functions;
}

Statement make(Source source, const Stored &stored, const char *name) {
    Statement statement;
    statement.source = source;
    statement.role = stored.role;
    statement.calls = 1;
    if (source == Source::Function || stored.materialized)
        statement.object = stored.id;
    if (source == Source::Function) {
        statement.label = std::string("function ") + name;
        statement.text = statement.label;
    } else {
        statement.label = std::string("view ") + name;
        statement.text = (stored.materialized ? "REFRESH MATERIALIZED VIEW " : "SELECT * FROM ") + std::string(name);
    }
    return statement;
}

// What is gone meanwhile is left out.
void add_view(const Stored &view, std::vector<Statement> &statements) {
    const char *const schema = get_namespace_name(view.schema);
    const char *const name = get_rel_name(view.id);
    if (schema == nullptr || name == nullptr)
        return;
    Statement &statement = statements.emplace_back(make(Source::View, view, quote_qualified_identifier(schema, name)));
    if (!view.materialized && !pg::may_set_role(GetUserId(), static_cast<Oid>(statement.role)))
        statement.role = RoleId{GetUserId()};
}

void add_function(const Stored &function, std::vector<Statement> &statements) {
    if (SearchSysCacheExists1(PROCOID, ObjectIdGetDatum(function.id)))
        statements.push_back(make(Source::Function, function, format_procedure_qualified(function.id)));
}

} // namespace

std::vector<Statement> stored_statements(Snapshot snapshot, const SearchPaths &paths) {
    std::vector<Statement> statements;
    pg::call([&] {
        for (const Stored &view : read_views(snapshot))
            add_view(view, statements);
    });
    pg::call([&] {
        for (const Stored &function : read_functions(snapshot))
            add_function(function, statements);
    });
    for (Statement &statement : statements)
        statement.search_path = paths.of(statement.role);
    std::sort(statements.begin(), statements.end(),
              [](const Statement &a, const Statement &b) { return a.label < b.label; });
    return statements;
}

} // namespace nova::workload
