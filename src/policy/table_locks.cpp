#include "policy/table_locks.hpp"

#include "pg/compat.hpp"

namespace nova::policy {

namespace {

bool meets_locked_table(Node *node, void *context) {
    if (node == nullptr)
        return false;
    if (!IsA(node, Query))
        return pg::walk_expression(node, meets_locked_table, context);
    auto *const query = reinterpret_cast<Query *>(node);
    for (int i = 0; i < list_length(query->rtable); ++i) {
        auto *const entry = static_cast<RangeTblEntry *>(list_nth(query->rtable, i));
        if (entry->rtekind == RTE_RELATION && !ConditionalLockRelationOid(entry->relid, AccessShareLock))
            return true;
    }
    return pg::walk_query(query, meets_locked_table, context);
}

bool lock_named_tables(Node *node, void *context) {
    if (node == nullptr)
        return false;
    if (IsA(node, RangeVar)) {
        RangeVarGetRelidExtended(reinterpret_cast<RangeVar *>(node), AccessShareLock, RVR_MISSING_OK | RVR_NOWAIT,
                                 nullptr, nullptr);
        return false;
    }
    return pg::walk_raw_tree(node, lock_named_tables, context);
}

bool lock_called_bodies(Node *node, void *context) {
    if (node == nullptr)
        return false;
    if (IsA(node, FuncExpr)) {
        const Oid function = reinterpret_cast<FuncExpr *>(node)->funcid;
        HeapTuple const tuple =
            function < FirstNormalObjectId ? nullptr : SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
        if (HeapTupleIsValid(tuple)) {
            bool is_null = false;
            const bool readable = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple))->prolang == SQLlanguageId;
            const Datum source = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &is_null);
            if (readable && !is_null)
                lock_tables_of_body(TextDatumGetCString(source));
            ReleaseSysCache(tuple);
        }
    }
    return pg::walk_expression(node, lock_called_bodies, context);
}

} // namespace

bool lock_tables_of(Node *expression) { return !meets_locked_table(expression, nullptr); }

void lock_tables_of_body(const char *text) {
    List *const statements = raw_parser(text, RAW_PARSE_DEFAULT);
    for (int i = 0; i < list_length(statements); ++i)
        lock_named_tables(static_cast<RawStmt *>(list_nth(statements, i))->stmt, nullptr);
}

void lock_tables_of_calls(Node *expression) { lock_called_bodies(expression, nullptr); }

} // namespace nova::policy
