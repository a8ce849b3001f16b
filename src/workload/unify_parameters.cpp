#include "pg/compat.hpp"
#include "workload/raw_statement.hpp"

namespace nova::workload {

namespace {

// Where there is, or was, a literal.
bool is_value(const Node *node) { return IsA(node, ParamRef) || IsA(node, A_Const); }

bool collect_values(Node *node, List **found) {
    if (node == nullptr)
        return false;
    if (is_value(node))
        *found = lappend(*found, node);
    return pg::walk_raw_tree(node, collect_values, found);
}

List *values_of(Node *node) {
    List *found = NIL;
    collect_values(node, &found);
    return found;
}

// In place: a literal's node is the larger one.
void make_parameter(Node *value, int number) {
    static_assert(sizeof(ParamRef) <= sizeof(A_Const));
    auto *const parameter = reinterpret_cast<ParamRef *>(value);
    parameter->type = T_ParamRef;
    parameter->number = number;
    parameter->location = -1;
}

// With all values alike.
Node *pattern_of(Node *node) {
    auto *const copy = static_cast<Node *>(copyObjectImpl(node));
    List *const values = values_of(copy);
    for (int i = 0; i < list_length(values); ++i)
        make_parameter(static_cast<Node *>(list_nth(values, i)), 0);
    return copy;
}

// Two values that were the same before normalisation, which may have replaced one of them only.
void unify(Node *value, Node *other) {
    if (IsA(value, ParamRef))
        make_parameter(other, reinterpret_cast<ParamRef *>(value)->number);
    else if (IsA(other, ParamRef))
        make_parameter(value, reinterpret_cast<ParamRef *>(other)->number);
}

struct Key {
    Node *pattern; // of the expression
    List *values;  // of the expression
};

bool unify_equals(Node *node, Key *key) {
    if (node == nullptr)
        return false;
    if (nodeTag(node) == nodeTag(key->pattern)) {
        List *const own = values_of(node);
        if (list_length(own) == list_length(key->values) && equal(pattern_of(node), key->pattern)) {
            for (int i = 0; i < list_length(own); ++i)
                unify(static_cast<Node *>(list_nth(key->values, i)), static_cast<Node *>(list_nth(own, i)));
            return false;
        }
    }
    return pg::walk_raw_tree(node, unify_equals, key);
}

// Of GROUP BY items, those of grouping sets included, DISTINCT ON items and what is selected.
List *expressions_of(List *items, List *found) {
    for (int i = 0; i < list_length(items); ++i) {
        auto *const item = static_cast<Node *>(list_nth(items, i));
        if (item == nullptr)
            continue;
        if (IsA(item, GroupingSet))
            found = expressions_of(reinterpret_cast<GroupingSet *>(item)->content, found);
        else
            found = lappend(found, IsA(item, ResTarget) ? reinterpret_cast<ResTarget *>(item)->val : item);
    }
    return found;
}

bool unify_select(Node *node, void *context) {
    if (node == nullptr)
        return false;
    if (IsA(node, SelectStmt)) {
        auto *const select = reinterpret_cast<SelectStmt *>(node);
        List *keys = expressions_of(select->groupClause, NIL);
        if (select->distinctClause != NIL) {
            keys = expressions_of(select->distinctClause, keys);
            keys = expressions_of(select->targetList, keys);
        }
        for (int i = 0; i < list_length(keys); ++i) {
            auto *const expression = static_cast<Node *>(list_nth(keys, i));
            if (expression == nullptr || is_value(expression)) // GROUP BY 1
                continue;
            Key key{nullptr, values_of(expression)};
            if (key.values == NIL)
                continue;
            key.pattern = pattern_of(expression);
            for (List *const part : {select->groupClause, select->targetList, select->sortClause})
                unify_equals(reinterpret_cast<Node *>(part), &key);
            unify_equals(select->havingClause, &key);
        }
    }
    return pg::walk_raw_tree(node, unify_select, context);
}

} // namespace

void unify_parameters(Node *tree) { unify_select(tree, nullptr); }

} // namespace nova::workload
