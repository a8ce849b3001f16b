#include "workload/stored_queries.hpp"

#include "workload/query_tables.hpp"

namespace nova::workload {

List *queries_of_materialized_view(Oid view) {
    // Who redefines it has it locked.
    if (OidIsValid(lock_tables(list_make1_oid(view))))
        return NIL;
    ::Relation const relation = table_open(view, NoLock);
    // It has one rule, ON SELECT, as RefreshMatViewByOid insists; get_view_query takes none but views.
    const RuleLock *const rules = relation->rd_rules;
    List *queries = NIL;
    if (rules != nullptr && rules->numLocks == 1 && rules->rules[0]->event == CMD_SELECT)
        queries = static_cast<List *>(copyObjectImpl(rules->rules[0]->actions));
    table_close(relation, NoLock);
    return queries;
}

List *queries_of_function(Oid function) {
    HeapTuple const tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
    if (!HeapTupleIsValid(tuple))
        return NIL;
    bool is_null = true;
    const Datum body = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosqlbody, &is_null);
    List *queries = NIL;
    if (!is_null) {
        // RETURN: a query; BEGIN ATOMIC: a list of one list.
        auto *const tree = static_cast<Node *>(stringToNode(TextDatumGetCString(body)));
        queries = IsA(tree, List) ? linitial_node(List, reinterpret_cast<List *>(tree)) : list_make1(tree);
    }
    ReleaseSysCache(tuple);
    return queries;
}

} // namespace nova::workload
