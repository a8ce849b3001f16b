#include "catalog/expressions.hpp"

#include "pg/compat.hpp"

namespace nova::catalog {

namespace {

bool is_foreign_function(Oid function, void *) { return function >= FirstNormalObjectId; }
bool is_inlined_function(Oid function, void *) { return is_foreign_sql_function(function); }

// Would folding constants run, or inlining open up, a function that is not the server's own?
bool touches_foreign_code(Node *node, void *context) {
    if (node == nullptr)
        return false;
    if (check_functions_in_node(node, is_foreign_function, nullptr) &&
        (!contain_var_clause(node) || check_functions_in_node(node, is_inlined_function, nullptr)))
        return true;
    return pg::walk_expression(node, touches_foreign_code, context);
}

bool is_or_contains_parameter(Node *node, void *context) {
    return node != nullptr && (IsA(node, Param) || pg::walk_expression(node, is_or_contains_parameter, context));
}

} // namespace

bool is_foreign_sql_function(Oid function) {
    if (function < FirstNormalObjectId)
        return false;
    HeapTuple const tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
    if (!HeapTupleIsValid(tuple))
        return true;
    const bool result = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple))->prolang == SQLlanguageId;
    ReleaseSysCache(tuple);
    return result;
}

Node *simplify(Node *node) {
    return touches_foreign_code(node, nullptr) ? node : eval_const_expressions(nullptr, node);
}

Node *strip_relabel(Node *node) {
    return node != nullptr && IsA(node, RelabelType)
               ? reinterpret_cast<Node *>(reinterpret_cast<RelabelType *>(node)->arg)
               : node;
}

bool contains_parameter(Node *node) { return is_or_contains_parameter(node, nullptr); }

List *index_expressions(const char *text, Node *(*simplify_tree)(Node *)) {
    Node *const expressions = simplify_tree(static_cast<Node *>(stringToNode(text)));
    fix_opfuncids(expressions);
    return reinterpret_cast<List *>(expressions);
}

List *index_predicate(const char *text, Node *(*simplify_tree)(Node *)) {
    auto *const predicate = reinterpret_cast<Expr *>(simplify_tree(static_cast<Node *>(stringToNode(text))));
    List *const conditions = make_ands_implicit(canonicalize_qual(predicate, false));
    fix_opfuncids(reinterpret_cast<Node *>(conditions));
    return conditions;
}

} // namespace nova::catalog
