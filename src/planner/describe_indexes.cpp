#include "pg/call.hpp"
#include "pg/compat.hpp"
#include "pg/user_error.hpp"
#include "planner/column_facts.hpp"
#include "planner/index_description.hpp"

namespace nova::planner {

namespace {

IndexStmt *parse(const char *text) {
    List *const statements = raw_parser(text, RAW_PARSE_DEFAULT);
    Node *const statement = list_length(statements) == 1 ? linitial_node(RawStmt, statements)->stmt : nullptr;
    if (statement == nullptr || !IsA(statement, IndexStmt))
        pg::raise({ERRCODE_SYNTAX_ERROR, "one CREATE INDEX statement was expected"});
    return reinterpret_cast<IndexStmt *>(statement);
}

// As DefineIndex, which also wants the caller to own the table.
void check_relation(::Relation relation, const IndexStmt *statement) {
    const char kind = relation->rd_rel->relkind;
    const bool partitioned = kind == RELKIND_PARTITIONED_TABLE;
    if (kind != RELKIND_RELATION && kind != RELKIND_MATVIEW && !partitioned)
        pg::raise({ERRCODE_WRONG_OBJECT_TYPE,
                   std::string("cannot create index on relation \"") + RelationGetRelationName(relation) + "\""});
    if (partitioned && statement->concurrent)
        pg::raise({ERRCODE_FEATURE_NOT_SUPPORTED, std::string("cannot create index on partitioned table \"") +
                                                      RelationGetRelationName(relation) + "\" concurrently"});
    if (RELATION_IS_OTHER_TEMP(relation))
        pg::raise({ERRCODE_FEATURE_NOT_SUPPORTED, "cannot create indexes on temporary tables of other sessions"});
    if (statement->excludeOpNames != NIL)
        pg::raise({ERRCODE_SYNTAX_ERROR, "one CREATE INDEX statement was expected"});
}

// Uniqueness over all partitions needs the partition key in the key.
void check_partition_key(::Relation table, const HypotheticalIndex *index) {
    const PartitionKey key = index->unique ? RelationGetPartitionKey(table) : nullptr;
    for (int i = 0; key != nullptr && i < key->partnatts; ++i) {
        bool found = false;
        for (int column = 0; column < index->key_columns; ++column)
            found = found || (key->partattrs[i] != 0 && key->partattrs[i] == index->attributes[column]);
        if (!found)
            pg::raise({ERRCODE_FEATURE_NOT_SUPPORTED,
                       "unique constraint on partitioned table must include all partitioning columns"});
    }
}

void lock_partition(Oid partition) {
    if (!ConditionalLockRelationOid(partition, AccessShareLock))
        pg::raise({ERRCODE_LOCK_NOT_AVAILABLE, "could not obtain lock on a partition"});
    if (!SearchSysCacheExists1(RELOID, ObjectIdGetDatum(partition)))
        pg::raise({ERRCODE_UNDEFINED_TABLE, "a partition was dropped"});
}

List *add(List *indexes, HypotheticalIndex *index, Oid *next_id) {
    // Before 17 the planner asks for no indexes of a parent.
    if (index->partitioned && !pg::planner_sees_partitioned_indexes)
        return indexes;
    index->id = (*next_id)++;
    if (!index->partitioned)
        collect_facts(index);
    return lappend(indexes, index);
}

List *describe(const char *text, Oid *next_id) {
    IndexStmt *statement = parse(text);
    const Oid table = RangeVarGetRelidExtended(statement->relation, AccessShareLock, RVR_NOWAIT, nullptr, nullptr);
    statement = transformIndexStmt(table, statement, text);
    ::Relation const relation = table_open(table, NoLock);
    check_relation(relation, statement);
    HypotheticalIndex *const index = describe_columns(relation, statement);
    List *indexes = NIL;
    if (index->partitioned) {
        check_partition_key(relation, index);
        List *const members = find_all_inheritors(table, NoLock, nullptr);
        if (list_length(members) == 1 || statement->relation->inh)
            indexes = add(indexes, index, next_id);
        for (int i = 1; statement->relation->inh && i < list_length(members); ++i) {
            const Oid member = list_nth_oid(members, i);
            lock_partition(member);
            ::Relation const partition = table_open(member, NoLock);
            if (partition->rd_rel->relkind != RELKIND_FOREIGN_TABLE)
                indexes = add(indexes, for_partition(index, relation, partition), next_id);
            table_close(partition, NoLock);
        }
    } else {
        indexes = add(indexes, index, next_id);
    }
    table_close(relation, NoLock);
    return indexes;
}

} // namespace

List *describe_indexes(const char *create_statement, Oid *next_id) {
    List *const indexes = pg::call([create_statement, next_id] { return describe(create_statement, next_id); });
    for (int i = 0; i < list_length(indexes); ++i) {
        auto *const index = static_cast<HypotheticalIndex *>(list_nth(indexes, i));
        if (index->facts != nullptr)
            measure(index);
    }
    return indexes;
}

Oid index_id(const HypotheticalIndex *index) { return index->id; }
Oid indexed_relation(const HypotheticalIndex *index) { return index->relation; }

Bitmapset *index_columns(const HypotheticalIndex *index) {
    Bitmapset *columns = nullptr;
    for (int i = 0; i < index->columns; ++i)
        if (index->attributes[i] != 0)
            columns = bms_add_member(columns, index->attributes[i] - FirstLowInvalidHeapAttributeNumber);
    pull_varattnos(reinterpret_cast<Node *>(index->expressions), 1, &columns);
    pull_varattnos(reinterpret_cast<Node *>(index->predicate), 1, &columns);
    return columns;
}

BlockNumber index_pages(const HypotheticalIndex *index) { return index->pages; }

} // namespace nova::planner
