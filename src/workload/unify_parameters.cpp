#include "pg/compat.hpp"
#include "workload/raw_statement.hpp"

namespace nova::workload {

namespace {

bool collect_parameters(Node *node, List **found) {
    if (node == nullptr)
        return false;
    if (IsA(node, ParamRef))
        *found = lappend(*found, node);
    return pg::walk_raw_tree(node, collect_parameters, found);
}

List *parameters_of(Node *node) {
    List *found = NIL;
    collect_parameters(node, &found);
    return found;
}

void set_number(List *parameters, int number) {
    for (int i = 0; i < list_length(parameters); ++i)
        static_cast<ParamRef *>(list_nth(parameters, i))->number = number;
}

// With all parameters alike.
Node *without_numbers(Node *node) {
    auto *const copy = static_cast<Node *>(copyObjectImpl(node));
    set_number(parameters_of(copy), 0);
    return copy;
}

struct Key {
    Node *pattern;    // of the expression, without numbers
    List *parameters; // of the expression
};

bool take_numbers(Node *node, Key *key) {
    if (node == nullptr)
        return false;
    if (nodeTag(node) == nodeTag(key->pattern)) {
        List *const own = parameters_of(node);
        if (list_length(own) == list_length(key->parameters) && equal(without_numbers(node), key->pattern)) {
            for (int i = 0; i < list_length(own); ++i)
                static_cast<ParamRef *>(list_nth(own, i))->number =
                    static_cast<ParamRef *>(list_nth(key->parameters, i))->number;
            return false;
        }
    }
    return pg::walk_raw_tree(node, take_numbers, key);
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
            if (expression == nullptr || IsA(expression, ParamRef))
                continue;
            Key key{nullptr, parameters_of(expression)};
            if (key.parameters == NIL)
                continue;
            key.pattern = without_numbers(expression);
            for (List *const part : {select->groupClause, select->targetList, select->sortClause})
                take_numbers(reinterpret_cast<Node *>(part), &key);
            take_numbers(select->havingClause, &key);
        }
    }
    return pg::walk_raw_tree(node, unify_select, context);
}

} // namespace

void unify_parameters(Node *tree) { unify_select(tree, nullptr); }

} // namespace nova::workload
