#include "policy/subqueries.hpp"

#include "pg/compat.hpp"
#include "policy/table_locks.hpp"

namespace nova::policy {

namespace {

struct Collector {
    FunctionBodies &bodies;
    List *found;     // of InnerQuery
    List *functions; // oids whose bodies were visited
};

bool visit(Node *node, Collector *collector);

void add_query(Query *query, bool hashed, Collector *collector) {
    auto *const inner = static_cast<InnerQuery *>(palloc(sizeof(InnerQuery)));
    inner->query = query;
    inner->hashed = hashed;
    collector->found = lappend(collector->found, inner);
    pg::walk_query(query, visit, collector);
}

void add_function(Oid function, Collector *collector) {
    if (function < FirstNormalObjectId || list_member_oid(collector->functions, function))
        return;
    collector->functions = lappend_oid(collector->functions, function);
    List *const queries = collector->bodies.queries(function);
    for (int i = 0; i < list_length(queries); ++i)
        add_query(static_cast<Query *>(list_nth(queries, i)), false, collector);
}

bool visit(Node *node, Collector *collector) {
    if (node == nullptr)
        return false;
    check_stack_depth();
    if (IsA(node, Query)) { // a subquery in FROM, a common table expression
        add_query(reinterpret_cast<Query *>(node), false, collector);
        return false;
    }
    if (IsA(node, SubLink)) {
        auto *const link = reinterpret_cast<SubLink *>(node);
        visit(link->testexpr, collector);
        add_query(reinterpret_cast<Query *>(link->subselect),
                  link->subLinkType == EXISTS_SUBLINK && contain_vars_of_level(link->subselect, 1), collector);
        return false;
    }
    if (IsA(node, FuncExpr))
        add_function(reinterpret_cast<FuncExpr *>(node)->funcid, collector);
    return pg::walk_expression(node, visit, collector);
}

const char *const search_path_item = "search_path=";

// The function's own search_path, as fmgr_security_definer sets it. Undone with the subtransaction.
void set_search_path(HeapTuple function) {
    bool is_null = false;
    const Datum config = SysCacheGetAttr(PROCOID, function, Anum_pg_proc_proconfig, &is_null);
    if (is_null)
        return;
    Datum *items = nullptr;
    int count = 0;
    deconstruct_array(DatumGetArrayTypeP(config), TEXTOID, -1, false, TYPALIGN_INT, &items, nullptr, &count);
    for (int i = 0; i < count; ++i) {
        const char *const item = TextDatumGetCString(items[i]);
        if (strncmp(item, search_path_item, strlen(search_path_item)) == 0)
            (void)set_config_option("search_path", item + strlen(search_path_item), PGC_USERSET, PGC_S_SESSION,
                                    GUC_ACTION_LOCAL, true, 0, false);
    }
}

// BEGIN ATOMIC, or AS 'text'.
List *parse_body(HeapTuple function) {
    bool is_null = false;
    const Datum tree = SysCacheGetAttr(PROCOID, function, Anum_pg_proc_prosqlbody, &is_null);
    if (!is_null) {
        Node *const body = static_cast<Node *>(stringToNode(TextDatumGetCString(tree)));
        return IsA(body, List) ? static_cast<List *>(linitial(reinterpret_cast<List *>(body))) : list_make1(body);
    }
    const Datum source = SysCacheGetAttr(PROCOID, function, Anum_pg_proc_prosrc, &is_null);
    if (is_null)
        return NIL;
    const char *const body = TextDatumGetCString(source);
    char *const old_path = pstrdup(namespace_search_path);
    set_search_path(function);
    lock_tables_of_body(body);
    SQLFunctionParseInfo *const info = prepare_sql_fn_parse_info(function, nullptr, InvalidOid);
    List *const statements = pg_parse_query(body);
    List *queries = NIL;
    for (int i = 0; i < list_length(statements); ++i)
        queries = lappend(queries,
                          parse_analyze_withcb(static_cast<RawStmt *>(list_nth(statements, i)), body,
                                               reinterpret_cast<ParserSetupHook>(sql_fn_parser_setup), info, nullptr));
    (void)set_config_option("search_path", old_path, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL, true, 0, false);
    return queries;
}

// The conditions of a join tree that a row of the result must meet; of outer joins those of WHERE.
List *join_conditions(Node *node, List *conditions) {
    if (node == nullptr)
        return conditions;
    if (IsA(node, FromExpr)) {
        auto *const from = reinterpret_cast<FromExpr *>(node);
        for (int i = 0; i < list_length(from->fromlist); ++i)
            conditions = join_conditions(static_cast<Node *>(list_nth(from->fromlist, i)), conditions);
        return from->quals == nullptr ? conditions : lappend(conditions, from->quals);
    }
    if (IsA(node, JoinExpr)) {
        auto *const join = reinterpret_cast<JoinExpr *>(node);
        if (join->jointype == JOIN_INNER && join->quals != nullptr)
            conditions = lappend(conditions, join->quals);
        conditions = join_conditions(join->larg, conditions);
        return join_conditions(join->rarg, conditions);
    }
    return conditions;
}

bool is_correlated(Node *condition) {
    return contain_vars_of_level(condition, 1) || contain_vars_of_level(condition, 2);
}

} // namespace

List *FunctionBodies::queries(Oid function) {
    for (int i = 0; i < list_length(known_); ++i) {
        auto *const body = static_cast<Body *>(list_nth(known_, i));
        if (body->function == function)
            return body->queries;
    }
    MemoryContext const caller = MemoryContextSwitchTo(memory_);
    List *queries = NIL;
    HeapTuple const tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
    if (HeapTupleIsValid(tuple)) {
        if (reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple))->prolang == SQLlanguageId)
            queries = parse_body(tuple);
        ReleaseSysCache(tuple);
    }
    auto *const body = static_cast<Body *>(palloc(sizeof(Body)));
    body->function = function;
    body->queries = queries;
    known_ = lappend(known_, body);
    MemoryContextSwitchTo(caller);
    return queries;
}

List *inner_queries(Node *clause, FunctionBodies &bodies) {
    Collector collector{bodies, NIL, NIL};
    visit(clause, &collector);
    return collector.found;
}

List *inner_searches(const InnerQuery &inner) {
    Query *const query = inner.query;
    if (query->jointree == nullptr)
        return NIL;
    List *conditions = NIL;
    List *const quals = join_conditions(reinterpret_cast<Node *>(query->jointree), NIL);
    for (int i = 0; i < list_length(quals); ++i)
        conditions = list_concat(conditions, make_ands_implicit(static_cast<Expr *>(list_nth(quals, i))));

    List *searches = NIL;
    for (int relation = 1; relation <= list_length(query->rtable); ++relation) {
        auto *const entry = static_cast<RangeTblEntry *>(list_nth(query->rtable, relation - 1));
        if (entry->rtekind != RTE_RELATION ||
            (entry->relkind != RELKIND_RELATION && entry->relkind != RELKIND_PARTITIONED_TABLE))
            continue;
        bool joined = false;
        bool searched_alone = false;
        List *own = NIL;
        for (int i = 0; i < list_length(conditions); ++i) {
            Node *const condition = static_cast<Node *>(list_nth(conditions, i));
            const Relids relations = pull_varnos(nullptr, condition);
            if (!bms_is_member(relation, relations))
                continue;
            if (bms_membership(relations) == BMS_MULTIPLE) {
                joined = true;
                continue;
            }
            auto *const about = static_cast<InnerCondition *>(palloc(sizeof(InnerCondition)));
            about->correlated = is_correlated(condition);
            searched_alone = searched_alone || !about->correlated;
            about->expression = static_cast<Node *>(copyObjectImpl(condition));
            ChangeVarNodes(about->expression, relation, 1, 0);
            own = lappend(own, about);
        }
        // A table found by a join is not searched for what it shares with the query around.
        if (own == NIL || (joined && !searched_alone))
            continue;
        auto *const search = static_cast<InnerSearch *>(palloc(sizeof(InnerSearch)));
        search->table = entry->relid;
        search->conditions = own;
        searches = lappend(searches, search);
    }
    return searches;
}

} // namespace nova::policy
