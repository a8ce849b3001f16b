#include "policy/rewrite.hpp"

#include "pg/call.hpp"
#include "pg/compat.hpp"
#include "policy/printer.hpp"

namespace nova::policy {

void PolicyRewrite::replace_part(Node *part, Node *with) {
    pg::call([this, part, with] { parts_ = append(parts_, part, with); });
}

void PolicyRewrite::replace_value(Node *value, Node *with) {
    pg::call([this, value, with] { values_ = append(values_, value, with); });
}

bool PolicyRewrite::replaces(Node *value) const {
    return pg::call([this, value] { return find(values_, value) != nullptr; });
}

List *PolicyRewrite::append(List *list, Node *old, Node *with) {
    if (find(list, old) != nullptr)
        return list;
    auto *const replacement = static_cast<Replacement *>(palloc(sizeof(Replacement)));
    replacement->old = old;
    replacement->with = with;
    return lappend(list, replacement);
}

Node *PolicyRewrite::find(List *list, Node *node) {
    for (int i = 0; i < list_length(list); ++i) {
        auto *const replacement = static_cast<Replacement *>(list_nth(list, i));
        if (equal(replacement->old, node))
            return replacement->with;
    }
    return nullptr;
}

Node *PolicyRewrite::replace_values(Node *node, List *values) {
    if (node == nullptr)
        return nullptr;
    if (Node *const with = find(values, node))
        return with;
    return pg::mutate_expression(node, replace_values, values);
}

Node *PolicyRewrite::rewritten(Node *node) const {
    if (is_andclause(node) || is_orclause(node)) {
        auto *const old = reinterpret_cast<BoolExpr *>(node);
        List *parts = NIL;
        for (int i = 0; i < list_length(old->args); ++i)
            parts = lappend(parts, rewritten(static_cast<Node *>(list_nth(old->args, i))));
        return reinterpret_cast<Node *>(makeBoolExpr(old->boolop, parts, -1));
    }
    Node *const with = find(parts_, node);
    return values_ == NIL ? (with == nullptr ? node : with) : replace_values(with == nullptr ? node : with, values_);
}

PolicyRewrite::Text PolicyRewrite::print(RelationId table) const {
    if (empty())
        return {};
    Node *const tree = pg::call([this] { return rewritten(tree_); });
    auto text = print_exactly(tree, table);
    const bool locked = !text && !policy::print(tree, table, true);
    return {std::move(text), locked};
}

Node *as_scalar_subquery(Node *expression) {
    Query *const query = makeNode(Query);
    query->commandType = CMD_SELECT;
    query->canSetTag = true;
    query->hasSubLinks = checkExprHasSubLink(expression);
    query->jointree = makeFromExpr(NIL, nullptr);
    // Deparsing leaves that name out.
    query->targetList =
        list_make1(makeTargetEntry(reinterpret_cast<Expr *>(expression), 1, pstrdup("?column?"), false));
    SubLink *const link = makeNode(SubLink);
    link->subLinkType = EXPR_SUBLINK;
    link->subselect = reinterpret_cast<Node *>(query);
    link->location = -1;
    return reinterpret_cast<Node *>(link);
}

} // namespace nova::policy
