#include "policy/printer.hpp"

#include "pg/compat.hpp"
#include "pg/confinement.hpp"
#include "pg/memory.hpp"
#include "policy/simplify.hpp"
#include "policy/table_locks.hpp"

namespace nova::policy {

namespace {

char *deparse(Node *expression, Oid table, bool qualified) {
    if (qualified)
        (void)set_config_option("search_path", "pg_catalog", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL, true, ERROR,
                                false);
    const char *const name = get_rel_name(table);
    if (!ConditionalLockRelationOid(table, AccessShareLock) || !lock_tables_of(expression))
        return nullptr;
    return name == nullptr ? nullptr : deparse_expression(expression, deparse_context_for(name, table), false, false);
}

// As CREATE POLICY reads a USING clause.
Node *parse(const char *text, Oid table) {
    List *const statements = raw_parser(text, RAW_PARSE_PLPGSQL_EXPR);
    auto *const select = reinterpret_cast<SelectStmt *>(linitial_node(RawStmt, statements)->stmt);
    ParseState *const state = make_parsestate(nullptr);
    state->p_sourcetext = text;
    ::Relation const relation = table_open(table, AccessShareLock);
    ParseNamespaceItem *const item =
        addRangeTableEntryForRelation(state, relation, AccessShareLock, nullptr, false, false);
    addNSItemToQuery(state, item, false, true, true);
    Node *const condition =
        transformWhereClause(state, linitial_node(ResTarget, select->targetList)->val, EXPR_KIND_POLICY, "POLICY");
    assign_expr_collations(state, condition);
    table_close(relation, NoLock);
    return condition;
}

// Without what makes no difference to the meaning: privileges that parsing notes down, names of tables and columns.
Node *bare(Node *node, void *context) {
    if (node == nullptr)
        return nullptr;
    if (IsA(node, Query)) {
        Query *const query = pg::mutate_query(reinterpret_cast<Query *>(node), bare, context);
        pg::forget_privileges(query);
        for (int i = 0; i < list_length(query->rtable); ++i) {
            auto *const entry = static_cast<RangeTblEntry *>(list_nth(query->rtable, i));
            entry->alias = entry->eref = nullptr;
        }
        return reinterpret_cast<Node *>(query);
    }
    Node *const copy = pg::mutate_expression(node, bare, context);
    if (IsA(copy, TargetEntry)) {
        auto *const target = reinterpret_cast<TargetEntry *>(copy);
        target->resname = nullptr;
        target->resorigtbl = InvalidOid;
        target->resorigcol = 0;
    }
    return copy;
}

Node *meaning(Node *expression) {
    Node *const node = simplify(bare(expression, nullptr));
    fix_opfuncids(node);
    return node;
}

} // namespace

std::optional<std::string> print_exactly(Node *expression, RelationId table) {
    const pg::ReportMemory scratch;
    char *text = nullptr;
    const bool done = pg::probe([&] {
        text = pg::call([expression, table]() -> char * {
            char *const printed = deparse(expression, static_cast<Oid>(table), true);
            return printed != nullptr && equal(meaning(expression), meaning(parse(printed, static_cast<Oid>(table))))
                       ? printed
                       : nullptr;
        });
    });
    if (!done || text == nullptr)
        return std::nullopt;
    return std::string(text);
}

std::optional<std::string> print(Node *expression, RelationId table, bool qualified) {
    const pg::ReportMemory scratch; // the server's deparser leaves a lot behind
    char *text = nullptr;
    const bool done = pg::probe([&] {
        text = pg::call(
            [expression, table, qualified] { return deparse(expression, static_cast<Oid>(table), qualified); });
    });
    if (!done || text == nullptr)
        return std::nullopt;
    return std::string(text);
}

} // namespace nova::policy
