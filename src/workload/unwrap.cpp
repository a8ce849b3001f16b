#include "workload/raw_statement.hpp"

#include "pg/compat.hpp"

namespace nova::workload {

namespace {

bool is_query(const Node *node) {
    return IsA(node, SelectStmt) || IsA(node, InsertStmt) || IsA(node, UpdateStmt) || IsA(node, DeleteStmt) ||
           IsA(node, MergeStmt);
}

bool analyzes(const ExplainStmt *statement) {
    for (int i = 0; i < list_length(statement->options); ++i) {
        auto *const option = static_cast<DefElem *>(list_nth(statement->options, i));
        if (strcmp(option->defname, "analyze") == 0)
            return defGetBoolean(option);
    }
    return false;
}

// Nullptr where there is none.
Node *query_inside(Node *node, List **types) {
    switch (nodeTag(node)) {
    case T_ExplainStmt:
        return analyzes(reinterpret_cast<ExplainStmt *>(node)) ? reinterpret_cast<ExplainStmt *>(node)->query : nullptr;
    case T_CreateTableAsStmt:
        return reinterpret_cast<CreateTableAsStmt *>(node)->query;
    case T_DeclareCursorStmt:
        return reinterpret_cast<DeclareCursorStmt *>(node)->query;
    case T_PrepareStmt:
        *types = reinterpret_cast<PrepareStmt *>(node)->argtypes;
        return reinterpret_cast<PrepareStmt *>(node)->query;
    case T_CopyStmt:
        return reinterpret_cast<CopyStmt *>(node)->query;
    case T_PLAssignStmt:
        return reinterpret_cast<Node *>(reinterpret_cast<PLAssignStmt *>(node)->val);
    default:
        return nullptr;
    }
}

void forget_into(SelectStmt *select) {
    while (select->op != SETOP_NONE)
        select = select->larg;
    select->intoClause = nullptr;
}

bool find_highest(Node *node, int *highest) {
    if (node == nullptr)
        return false;
    if (IsA(node, ParamRef))
        *highest = std::max(*highest, reinterpret_cast<ParamRef *>(node)->number);
    return pg::walk_raw_tree(node, find_highest, highest);
}

} // namespace

RawQuery unwrap(RawStmt *statement) {
    RawQuery result{nullptr, NIL, nullptr};
    Node *node = statement->stmt;
    while (!is_query(node)) {
        Node *const inside = query_inside(node, &result.types);
        if (inside == nullptr) {
            result.command = GetCommandTagName(CreateCommandTag(node));
            return result;
        }
        node = inside;
    }
    if (IsA(node, SelectStmt))
        forget_into(reinterpret_cast<SelectStmt *>(node));
    statement->stmt = node;
    result.statement = statement;
    return result;
}

int highest_parameter(Node *tree) {
    int highest = 0;
    find_highest(tree, &highest);
    return highest;
}

} // namespace nova::workload
