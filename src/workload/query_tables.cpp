#include "workload/query_tables.hpp"

#include "pg/compat.hpp"

namespace nova::workload {

namespace {

struct Visitor {
    void (*visit)(Query *, void *);
    void *context;
};

bool visit_node(Node *node, Visitor *visitor) {
    if (node == nullptr)
        return false;
    if (IsA(node, Query)) {
        auto *const query = reinterpret_cast<Query *>(node);
        visitor->visit(query, visitor->context);
        return pg::walk_query(query, visit_node, visitor);
    }
    return pg::walk_expression(node, visit_node, visitor);
}

void add_tables(Query *query, void *context) {
    auto **const tables = static_cast<List **>(context);
    for (int i = 0; i < list_length(query->rtable); ++i) {
        auto *const entry = static_cast<RangeTblEntry *>(list_nth(query->rtable, i));
        if (entry->rtekind == RTE_RELATION)
            *tables = list_append_unique_oid(*tables, entry->relid);
    }
}

bool add_names(Node *node, List **names) {
    if (node == nullptr)
        return false;
    if (IsA(node, RangeVar)) {
        *names = lappend(*names, node);
        return false;
    }
    return pg::walk_raw_tree(node, add_names, names);
}

} // namespace

void visit_queries(Query *query, void (*visit)(Query *, void *), void *context) {
    Visitor visitor{visit, context};
    visit_node(reinterpret_cast<Node *>(query), &visitor);
}

List *tables_of(List *queries) {
    List *tables = NIL;
    for (int i = 0; i < list_length(queries); ++i)
        visit_queries(static_cast<Query *>(list_nth(queries, i)), add_tables, &tables);
    return tables;
}

const char *table_name(Oid table) {
    const char *const name = get_rel_name(table);
    return name == nullptr ? "a table" : quote_qualified_identifier(get_namespace_name(get_rel_namespace(table)), name);
}

Oid lock_tables(List *tables) {
    for (int i = 0; i < list_length(tables); ++i)
        if (!ConditionalLockRelationOid(list_nth_oid(tables, i), AccessShareLock))
            return list_nth_oid(tables, i);
    return InvalidOid;
}

Oid lock_named_tables(Node *raw_tree) {
    List *names = NIL;
    List *tables = NIL;
    add_names(raw_tree, &names);
    // What is not there is complained of by the analysis; names of common table expressions are not told from tables'.
    for (int i = 0; i < list_length(names); ++i) {
        const Oid table = RangeVarGetRelid(static_cast<RangeVar *>(list_nth(names, i)), NoLock, true);
        if (OidIsValid(table))
            tables = list_append_unique_oid(tables, table);
    }
    return lock_tables(tables);
}

} // namespace nova::workload
