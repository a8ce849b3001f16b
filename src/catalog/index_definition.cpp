#include "catalog/index_definition.hpp"

#include "pg/compat.hpp"
#include "pg/confinement.hpp"

namespace nova::catalog {

namespace {

// "CREATE INDEX name ON schema.table USING ..."; null when the index is gone, or its table held exclusively.
const char *definition(Oid index) {
    const Oid table = IndexGetRelation(index, true);
    if (!OidIsValid(table) || !ConditionalLockRelationOid(table, AccessShareLock) ||
        !SearchSysCacheExists1(INDEXRELID, ObjectIdGetDatum(index)))
        return nullptr;
    (void)set_config_option("search_path", "pg_catalog", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL, true, ERROR,
                            false);
    return pg_get_indexdef_string(index);
}

// What CREATE INDEX cannot say. `name` is the qualified one; statements in the current memory context.
List *afterthoughts(Oid index, const char *name) {
    List *statements = NIL;
    if (const char *const comment = GetComment(index, RelationRelationId, 0))
        statements = lappend(statements, psprintf("COMMENT ON INDEX %s IS %s;", name, quote_literal_cstr(comment)));
    for (AttrNumber column = 1; column <= INDEX_MAX_KEYS; ++column) {
        HeapTuple const tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(index), Int16GetDatum(column));
        if (!HeapTupleIsValid(tuple))
            break;
        const int target = pg::statistics_target(tuple);
        ReleaseSysCache(tuple);
        if (target >= 0)
            statements = lappend(statements,
                                 psprintf("ALTER INDEX %s ALTER COLUMN %d SET STATISTICS %d;", name, column, target));
    }
    return statements;
}

// Puts words behind the place where `anchor` ends in the text. False when it is not there.
bool insert_behind(std::string &text, const std::string &anchor, const std::string &words) {
    const std::size_t found = text.find(anchor);
    if (found == std::string::npos)
        return false;
    text.insert(found + anchor.size(), words);
    return true;
}

bool add_statements(RelationId index, const IndexStorages &storages, Names &names,
                    std::vector<std::string> &statements) {
    const Oid oid = static_cast<Oid>(index);
    const IndexStorage *const storage = storages.find(index);
    struct Answer {
        const char *definition;
        const char *name;
    } answer{};
    const bool done = pg::probe([&answer, oid] {
        answer = pg::call([oid] {
            const char *const text = definition(oid);
            const char *const name = get_rel_name(oid);
            return Answer{text, name == nullptr ? nullptr : quote_identifier(name)};
        });
    });
    if (storage == nullptr || !done || answer.definition == nullptr || answer.name == nullptr)
        return false;
    std::string text = answer.definition;
    const std::string name = answer.name;
    if (!insert_behind(text, "INDEX ", storage->partitioned ? "IF NOT EXISTS " : "CONCURRENTLY IF NOT EXISTS ") ||
        (storage->partitioned && !insert_behind(text, "EXISTS " + name + " ON ", "ONLY ")))
        return false;
    statements.push_back(text + ";");
    const std::string qualified = names.relation(index);
    const char *const words = qualified.c_str();
    struct Statements {
        List *list;
    };
    const Statements further = pg::call([oid, words] { return Statements{afterthoughts(oid, words)}; });
    for (int i = 0; i < list_length(further.list); ++i)
        statements.emplace_back(static_cast<const char *>(list_nth(further.list, i)));
    return true;
}

} // namespace

std::optional<std::vector<std::string>> rebuild_statements(RelationId index, const IndexStorages &storages,
                                                           Names &names) {
    std::vector<std::string> statements;
    for (const RelationId member : storages.tree(index)) {
        if (!add_statements(member, storages, names, statements))
            return std::nullopt;
        if (const IndexStorage *const storage = storages.find(member); member != index)
            statements.push_back("ALTER INDEX " + names.relation(storage->parent) + " ATTACH PARTITION " +
                                 names.relation(member) + ";");
    }
    return statements;
}

std::string drop_statement(RelationId index, const IndexStorages &storages, Names &names) {
    const IndexStorage *const storage = storages.find(index);
    const bool partitioned = storage != nullptr && storage->partitioned;
    return std::string("DROP INDEX ") + (partitioned ? "" : "CONCURRENTLY ") + names.relation(index) + ";";
}

} // namespace nova::catalog
