// What differs between PostgreSQL 15 and 18. Each entry names the change in the server.
#pragma once

#include "pg/gate.hpp"

#if PG_VERSION_NUM < 150000 || PG_VERSION_NUM >= 200000
#error "nova_fkindex supports PostgreSQL 15 to 19"
#endif

namespace nova::pg {

// Is the key enforced? 18 added NOT ENFORCED keys (pg_constraint.conenforced), which have no triggers.
inline bool key_is_enforced(Form_pg_constraint row) {
#if PG_VERSION_NUM >= 180000
    return row->conenforced;
#else
    (void)row;
    return true;
#endif
}

// Where the arrays of a row of pg_constraint begin: behind its last column of fixed length, conperiod since 18.
#if PG_VERSION_NUM >= 180000
inline constexpr std::size_t constraint_arrays = offsetof(FormData_pg_constraint, conperiod) + sizeof(bool);
#else
inline constexpr std::size_t constraint_arrays = offsetof(FormData_pg_constraint, connoinherit) + sizeof(bool);
#endif

// Does the RI query compare under the referenced column's collation when that one is nondeterministic?
// Until 17 ri_triggers.c appended COLLATE; 18 refuses such keys when they are made and compares under
// the referencing column's collation.
inline constexpr bool ri_query_names_collation = PG_VERSION_NUM < 180000;

// 18 added a parameter for the instrumentation of index scans.
inline IndexScanDesc begin_index_scan(::Relation heap, ::Relation index, Snapshot snapshot, int keys) {
#if PG_VERSION_NUM >= 180000
    return index_beginscan(heap, index, snapshot, nullptr, keys, 0);
#else
    return index_beginscan(heap, index, snapshot, keys, 0);
#endif
}

// Is the role, a member of the owner or a superuser? 16 made one function of those for each kind of object.
inline bool owns_relation(Oid relation, Oid role) {
#if PG_VERSION_NUM >= 160000
    return object_ownercheck(RelationRelationId, relation, role);
#else
    return pg_class_ownercheck(relation, role);
#endif
}

inline bool owns_schema(Oid schema, Oid role) {
#if PG_VERSION_NUM >= 160000
    return object_ownercheck(NamespaceRelationId, schema, role);
#else
    return pg_namespace_ownercheck(schema, role);
#endif
}

// The server's walkers and mutators of trees took callbacks without prototypes before 16.
#if PG_VERSION_NUM >= 160000
using TreeWalker = tree_walker_callback;
using TreeMutator = tree_mutator_callback;
#else
using TreeWalker = bool (*)();
using TreeMutator = Node *(*)();
#endif
template <class Untyped, class Callback> Untyped untyped(Callback *callback) {
    return reinterpret_cast<Untyped>(reinterpret_cast<void (*)()>(callback));
}

template <class Context> bool walk_expression(Node *node, bool (*walker)(Node *, Context *), Context *context) {
    return expression_tree_walker(node, untyped<TreeWalker>(walker), context);
}
template <class Context> bool walk_raw_tree(Node *node, bool (*walker)(Node *, Context *), Context *context) {
    return raw_expression_tree_walker(node, untyped<TreeWalker>(walker), context);
}
template <class Context> bool walk_query(Query *query, bool (*walker)(Node *, Context *), Context *context) {
    return query_tree_walker(query, untyped<TreeWalker>(walker), context, 0);
}
template <class Context> Node *mutate_expression(Node *node, Node *(*mutator)(Node *, Context *), Context *context) {
    return expression_tree_mutator(node, untyped<TreeMutator>(mutator), context);
}
template <class Context> Query *mutate_query(Query *query, Node *(*mutator)(Node *, Context *), Context *context) {
    return query_tree_mutator(query, untyped<TreeMutator>(mutator), context, 0);
}

// 17 made pg_attribute.attstattarget a smaller integer, NULL for the default, which was -1 before.
inline int statistics_target(HeapTuple attribute) {
    bool is_null = true;
    const Datum target = SysCacheGetAttr(ATTNUM, attribute, Anum_pg_attribute_attstattarget, &is_null);
#if PG_VERSION_NUM >= 170000
    return is_null ? -1 : DatumGetInt16(target);
#else
    return DatumGetInt32(target);
#endif
}

// 16 keeps the time of the last scan; 0: none, or not known.
inline TimestampTz last_scan(const PgStat_StatTabEntry &entry) {
#if PG_VERSION_NUM >= 160000
    return entry.lastscan;
#else
    (void)entry;
    return 0;
#endif
}

// Drops what parsing notes down of the privileges that a query wants; 16 moved it out of the range table entries.
inline void forget_privileges(Query *query) {
    for (int i = 0; i < list_length(query->rtable); ++i) {
        auto *const entry = static_cast<RangeTblEntry *>(list_nth(query->rtable, i));
#if PG_VERSION_NUM >= 160000
        entry->perminfoindex = 0;
#else
        entry->requiredPerms = 0;
        entry->checkAsUser = InvalidOid;
        entry->selectedCols = nullptr;
#endif
    }
#if PG_VERSION_NUM >= 160000
    query->rteperminfos = NIL;
#endif
}

} // namespace nova::pg
