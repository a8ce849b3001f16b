#include "workload/statement_checks.hpp"

#include "catalog/fields.hpp"
#include "pg/compat.hpp"
#include "workload/query_tables.hpp"

namespace nova::workload {

namespace {

void read_own_functions(Snapshot snapshot, std::unordered_set<Oid> &functions) {
    const Oid extension = get_extension_oid("nova_fkindex", true);
    pg::look_up_catalog(DependRelationId, snapshot, DependReferenceIndexId,
                        {{Anum_pg_depend_refclassid, ExtensionRelationId}, {Anum_pg_depend_refobjid, extension}},
                        [&](HeapTuple tuple, TupleDesc) {
                            const auto *const row = catalog::form<FormData_pg_depend>(tuple);
                            if (row->classid == ProcedureRelationId)
                                functions.insert(row->objid);
                        });
}

void read_foreign_tables(Snapshot snapshot, std::unordered_set<Oid> &tables) {
    pg::scan_catalog(ForeignTableRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        tables.insert(catalog::form<FormData_pg_foreign_table>(tuple)->ftrelid);
    });
    for (std::size_t before = 0; !tables.empty() && before != tables.size();) {
        before = tables.size();
        pg::scan_catalog(InheritsRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
            const auto *const row = catalog::form<FormData_pg_inherits>(tuple);
            if (tables.contains(row->inhrelid))
                tables.insert(row->inhparent);
        });
    }
}

bool is_user_table(Oid table) {
    const char kind = get_rel_relkind(table);
    return (kind == RELKIND_RELATION || kind == RELKIND_PARTITIONED_TABLE || kind == RELKIND_MATVIEW) &&
           !catalog::is_system_schema(get_rel_namespace(table));
}

} // namespace

bool calls_own_function(Oid function, void *checks) {
    return static_cast<const StatementChecks *>(checks)->is_own(function);
}

namespace {

bool find_own_call(Node *node, StatementChecks *checks) {
    if (node == nullptr)
        return false;
    if (IsA(node, Query))
        return pg::walk_query(reinterpret_cast<Query *>(node), find_own_call, checks);
    return check_functions_in_node(node, calls_own_function, checks) ||
           pg::walk_expression(node, find_own_call, checks);
}

} // namespace

StatementChecks::StatementChecks(const pg::CatalogSnapshot &snapshot) : citus_(snapshot) {
    pg::call([&] {
        read_own_functions(snapshot.get(), own_functions_);
        read_foreign_tables(snapshot.get(), foreign_tables_);
    });
}

const char *StatementChecks::why_skipped(List *queries) const {
    if (queries == NIL)
        return "rules leave nothing of it";
    for (int i = 0; i < list_length(queries); ++i)
        if (find_own_call(static_cast<Node *>(list_nth(queries, i)), const_cast<StatementChecks *>(this)))
            return "it calls nova_fkindex";
    List *const tables = tables_of(queries);
    bool any = false;
    for (int i = 0; i < list_length(tables); ++i) {
        const Oid table = list_nth_oid(tables, i);
        if (citus_.is_shell(RelationId{table}))
            return "distributed table";
        // Planning it would call its wrapper, which may call other servers.
        if (foreign_tables_.contains(table))
            return psprintf("foreign table %s", table_name(table));
        any = any || is_user_table(table);
    }
    return any ? nullptr : "it reads no table of a user";
}

} // namespace nova::workload
