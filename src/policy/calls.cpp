#include "policy/calls.hpp"

#include "pg/compat.hpp"
#include "pg/confinement.hpp"

namespace nova::policy {

namespace {

struct CallCollector {
    List *found;
    Node *node; // whose functions are being visited
    int depth;  // of subqueries
};

bool add_call(Oid function, void *context) {
    auto *const collector = static_cast<CallCollector *>(context);
    auto *const call = static_cast<FunctionCall *>(palloc(sizeof(FunctionCall)));
    call->function = function;
    call->node = collector->node;
    call->takes_columns = contain_vars_of_level(collector->node, collector->depth);
    call->in_subquery = collector->depth > 0;
    collector->found = lappend(collector->found, call);
    return false;
}

bool visit(Node *node, CallCollector *collector) {
    if (node == nullptr)
        return false;
    check_stack_depth();
    if (IsA(node, Query)) {
        ++collector->depth;
        pg::walk_query(reinterpret_cast<Query *>(node), visit, collector);
        --collector->depth;
        return false;
    }
    if (IsA(node, SubLink) && runs_once(reinterpret_cast<SubLink *>(node)))
        return visit(reinterpret_cast<SubLink *>(node)->testexpr, collector);
    Node *const around = collector->node;
    collector->node = node;
    check_functions_in_node(node, add_call, collector);
    collector->node = around;
    return pg::walk_expression(node, visit, collector);
}

struct Declaration {
    bool found;
    Oid language;
    bool security_definer;
    bool settings;
    bool returns_set;
    bool strict;
    char volatility;
};

Declaration read_declaration(Oid function) {
    Declaration result{};
    HeapTuple const tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
    if (!HeapTupleIsValid(tuple))
        return result;
    auto *const row = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple));
    result = {
        true,           row->prolang,     row->prosecdef,  !heap_attisnull(tuple, Anum_pg_proc_proconfig, nullptr),
        row->proretset, row->proisstrict, row->provolatile};
    ReleaseSysCache(tuple);
    return result;
}

// The body's expression if it is `SELECT expression` and nothing else, as inline_function wants it.
Node *only_expression(Query *query) {
    if (query->commandType != CMD_SELECT || query->utilityStmt != nullptr || query->hasAggs || query->hasWindowFuncs ||
        query->hasTargetSRFs || query->hasSubLinks || query->cteList != NIL || query->rtable != NIL ||
        query->jointree == nullptr || query->jointree->fromlist != NIL || query->jointree->quals != nullptr ||
        query->groupClause != NIL || query->groupingSets != NIL || query->havingQual != nullptr ||
        query->windowClause != NIL || query->distinctClause != NIL || query->sortClause != NIL ||
        query->limitOffset != nullptr || query->limitCount != nullptr || query->setOperations != nullptr ||
        list_length(query->targetList) != 1)
        return nullptr;
    return reinterpret_cast<Node *>(linitial_node(TargetEntry, query->targetList)->expr);
}

bool reads_tables(List *queries) {
    for (int i = 0; i < list_length(queries); ++i) {
        auto *const query = static_cast<Query *>(list_nth(queries, i));
        if (query->rtable != NIL || query->hasSubLinks)
            return true;
    }
    return false;
}

char *take_name(Oid function) {
    return DatumGetCString(DirectFunctionCall1(regprocedureout, ObjectIdGetDatum(function)));
}

} // namespace

bool runs_once(SubLink *link) { return !contain_vars_of_level(link->subselect, 1); }

List *function_calls(Node *expression) {
    CallCollector collector{NIL, nullptr, 0};
    fix_opfuncids(expression);
    visit(expression, &collector);
    return collector.found;
}

double call_cost(List *calls) {
    double cost = 0;
    for (int i = 0; i < list_length(calls); ++i) {
        HeapTuple const tuple =
            SearchSysCache1(PROCOID, ObjectIdGetDatum(static_cast<FunctionCall *>(list_nth(calls, i))->function));
        if (!HeapTupleIsValid(tuple))
            continue;
        cost += reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple))->procost;
        ReleaseSysCache(tuple);
    }
    return cost;
}

std::optional<NotInlined> why_not_inlined(Oid function, FunctionBodies &bodies) {
    const Declaration declared = pg::call([function] { return read_declaration(function); });
    if (!declared.found)
        return std::nullopt;
    if (declared.language != SQLlanguageId)
        return NotInlined::Language;
    if (declared.security_definer)
        return NotInlined::SecurityDefiner;
    if (declared.settings)
        return NotInlined::Settings;
    if (declared.returns_set)
        return NotInlined::ReturnsSet;
    std::optional<NotInlined> why;
    pg::probe([&] {
        const int reason = pg::call([&bodies, function, &declared] {
            List *const queries = bodies.queries(function);
            if (queries == NIL)
                return -1;
            Node *const body = list_length(queries) == 1 ? only_expression(linitial_node(Query, queries)) : nullptr;
            if (body == nullptr)
                return static_cast<int>(reads_tables(queries) ? NotInlined::ReadsTables : NotInlined::NotOneExpression);
            if ((declared.volatility == PROVOLATILE_IMMUTABLE && contain_mutable_functions(body)) ||
                (declared.volatility == PROVOLATILE_STABLE && contain_volatile_functions(body)))
                return static_cast<int>(NotInlined::Volatility);
            return declared.strict ? static_cast<int>(NotInlined::Strict) : -1;
        });
        if (reason >= 0)
            why = static_cast<NotInlined>(reason);
    });
    return why;
}

std::string function_name(Oid function) {
    return pg::call([function] { return take_name(function); });
}

std::string function_language(Oid function) {
    return pg::call([function] {
        const Declaration declared = read_declaration(function);
        char *const name = declared.found ? get_language_name(declared.language, true) : nullptr;
        return name == nullptr ? "another language" : name;
    });
}

} // namespace nova::policy
