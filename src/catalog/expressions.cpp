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

List *prepare(Datum tree, bool predicate, Node *(*simplify_tree)(Node *)) {
    Node *node = static_cast<Node *>(stringToNode(TextDatumGetCString(tree)));
    node = simplify_tree(node);
    if (predicate) {
        node = reinterpret_cast<Node *>(canonicalize_qual(reinterpret_cast<Expr *>(node), false));
        node = reinterpret_cast<Node *>(make_ands_implicit(reinterpret_cast<Expr *>(node)));
    }
    fix_opfuncids(node);
    return reinterpret_cast<List *>(node);
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

IndexExpressions index_expressions(Oid index, Node *(*simplify_tree)(Node *)) {
    HeapTuple const tuple = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(index));
    if (!HeapTupleIsValid(tuple))
        return {};
    IndexExpressions result{true, NIL, NIL};
    bool is_null = false;
    const Datum expressions = SysCacheGetAttr(INDEXRELID, tuple, Anum_pg_index_indexprs, &is_null);
    if (!is_null)
        result.expressions = prepare(expressions, false, simplify_tree);
    const Datum predicate = SysCacheGetAttr(INDEXRELID, tuple, Anum_pg_index_indpred, &is_null);
    if (!is_null)
        result.predicate = prepare(predicate, true, simplify_tree);
    ReleaseSysCache(tuple);
    return result;
}

} // namespace nova::catalog
