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

// Has every row of the table and of what inherits from it a value in the column? 18 made constraints of NOT NULL, which
// may be NOT VALID or NO INHERIT.
inline bool is_not_null(Oid table, AttrNumber column) {
    HeapTuple const attribute = SearchSysCache2(ATTNUM, ObjectIdGetDatum(table), Int16GetDatum(column));
    if (!HeapTupleIsValid(attribute))
        return false;
    bool result = reinterpret_cast<Form_pg_attribute>(GETSTRUCT(attribute))->attnotnull;
    ReleaseSysCache(attribute);
#if PG_VERSION_NUM >= 180000
    HeapTuple const constraint = result ? findNotNullConstraintAttnum(table, column) : nullptr;
    if (HeapTupleIsValid(constraint)) {
        auto *const row = reinterpret_cast<Form_pg_constraint>(GETSTRUCT(constraint));
        result = row->convalidated && !row->connoinherit;
    }
#endif
    return result;
}

// Does the planner leave out IS NOT NULL of a column that is NOT NULL? Since 17 (restriction_is_always_true); before, it
// checks it, at the security level of its policy.
inline constexpr bool drops_true_null_tests = PG_VERSION_NUM >= 170000;

// Does the planner make a list of `a = 1 OR a = 2`, by which an index is searched like any other clause's? Since 18
// (match_orclause_to_indexcol); before, one index search has no more than one OR.
inline constexpr bool or_becomes_list = PG_VERSION_NUM >= 180000;

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
template <class Context>
Query *mutate_query(Query *query, Node *(*mutator)(Node *, Context *), Context *context, int flags = 0) {
    return query_tree_mutator(query, untyped<TreeMutator>(mutator), context, flags);
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

// May the role SET ROLE to the other one? 16 made that an option of memberships.
inline bool may_set_role(Oid member, Oid role) {
#if PG_VERSION_NUM >= 160000
    return member_can_set_role(member, role);
#else
    return is_member_of_role(member, role);
#endif
}

// Raises 42501 unless the current user has the privileges that this level of the query wants, as EXPLAIN would. 16
// moved what is wanted out of the range table entries.
inline void check_privileges(const Query *query) {
#if PG_VERSION_NUM >= 160000
    ExecCheckPermissions(query->rtable, query->rteperminfos, true);
#else
    ExecCheckRTPerms(query->rtable, true);
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

// 16 marks columns with the outer joins that may make them NULL.
inline void forget_outer_joins(Var *variable) {
#if PG_VERSION_NUM >= 160000
    variable->varnullingrels = nullptr;
#else
    (void)variable;
#endif
}

// 18 names the direction of a sort key without B-tree strategies.
inline bool is_descending(const PathKey *key) {
#if PG_VERSION_NUM >= 180000
    return key->pk_cmptype == COMPARE_GT;
#else
    return key->pk_strategy == BTGreaterStrategyNumber;
#endif
}

// 17 shows the planner the indexes of partitioned tables, for proofs of uniqueness.
inline constexpr bool planner_sees_partitioned_indexes = PG_VERSION_NUM >= 170000;

// 16 lets the caller permit missing columns.
inline AttrMap *attributes_by_name(::Relation of, ::Relation like) {
#if PG_VERSION_NUM >= 160000
    return build_attrmap_by_name(RelationGetDescr(of), RelationGetDescr(like), false);
#else
    return build_attrmap_by_name(RelationGetDescr(of), RelationGetDescr(like));
#endif
}

// 18 made one callback of the two for bitmap scans.
inline bool has_bitmap_scans(::Relation table) {
#if PG_VERSION_NUM >= 180000
    return table->rd_tableam != nullptr && table->rd_tableam->scan_bitmap_next_tuple != nullptr;
#else
    return table->rd_tableam != nullptr && table->rd_tableam->scan_bitmap_next_block != nullptr;
#endif
}

// 16 gave IndexOptInfo.amcostestimate its prototype.
inline void set_cost_estimate(IndexOptInfo *info, const IndexAmRoutine *routine) {
#if PG_VERSION_NUM >= 160000
    info->amcostestimate = routine->amcostestimate;
#else
    info->amcostestimate = reinterpret_cast<void (*)()>(routine->amcostestimate);
#endif
}

// 18 lets the planner conclude from it.
inline void set_nulls_not_distinct(IndexOptInfo *info, bool nulls_not_distinct) {
#if PG_VERSION_NUM >= 180000
    info->nullsnotdistinct = nulls_not_distinct;
#else
    (void)info;
    (void)nulls_not_distinct;
#endif
}

// 18 knows keys that are not.
inline bool is_enforced(const ForeignKeyCacheInfo *key) {
#if PG_VERSION_NUM >= 180000
    return key->conenforced;
#else
    (void)key;
    return true;
#endif
}

// What estimating clauses of a single table wants: 16 made expressions remember the domain of joins that they belong
// to, and moved privileges out of the range table entries.
inline void prepare_estimates(PlannerInfo *root, RangeTblEntry *entry) {
#if PG_VERSION_NUM >= 160000
    root->join_domains = list_make1(makeNode(JoinDomain));
    addRTEPermissionInfo(&root->parse->rteperminfos, entry);
#else
    (void)root;
    (void)entry;
#endif
}

} // namespace nova::pg
