#include "pg/call.hpp"
#include "pg/compat.hpp"
#include "pg/user_error.hpp"
#include "planner/index_description.hpp"

namespace nova::planner {

namespace {

template <class T> T *array(int size) { return static_cast<T *>(palloc0(sizeof(T) * static_cast<std::size_t>(size))); }

[[noreturn]] void refuse(int sqlstate, const char *message) { pg::raise({sqlstate, message}); }

HypotheticalIndex *allocate(int columns, int key_columns) {
    auto *const index = array<HypotheticalIndex>(1);
    index->columns = columns;
    index->key_columns = key_columns;
    index->attributes = array<AttrNumber>(columns);
    index->types = array<Oid>(columns);
    index->modifiers = array<std::int32_t>(columns);
    index->attribute_collations = array<Oid>(columns);
    index->can_return = array<bool>(columns);
    index->collations = array<Oid>(key_columns);
    index->classes = array<Oid>(key_columns);
    index->families = array<Oid>(key_columns);
    index->input_types = array<Oid>(key_columns);
    index->options = array<std::int16_t>(key_columns);
    index->class_options = array<Datum>(key_columns);
    index->parsed_class_options = array<bytea *>(key_columns);
    return index;
}

void check_features(const IndexAmRoutine *routine, const IndexStmt *statement) {
    if (statement->unique && !routine->amcanunique)
        refuse(ERRCODE_FEATURE_NOT_SUPPORTED, "the access method does not support unique indexes");
    if (statement->indexIncludingParams != NIL && !routine->amcaninclude)
        refuse(ERRCODE_FEATURE_NOT_SUPPORTED, "the access method does not support included columns");
    if (list_length(statement->indexParams) > 1 && !routine->amcanmulticol)
        refuse(ERRCODE_FEATURE_NOT_SUPPORTED, "the access method does not support multicolumn indexes");
    if (list_length(statement->indexParams) + list_length(statement->indexIncludingParams) > INDEX_MAX_KEYS)
        refuse(ERRCODE_TOO_MANY_COLUMNS, "too many columns in the index");
}

void describe_attribute(HypotheticalIndex *index, int column, AttrNumber number) {
    if (number < 0)
        refuse(ERRCODE_FEATURE_NOT_SUPPORTED, "index creation on system columns is not supported");
    index->attributes[column] = number;
    get_atttypetypmodcoll(index->relation, number, &index->types[column], &index->modifiers[column],
                          &index->attribute_collations[column]);
}

// The immutability that DefineIndex asks for, after simplification.
Node *simplified(Node *expression) {
    Node *const result = eval_const_expressions(nullptr, expression);
    if (contain_mutable_functions(result))
        refuse(ERRCODE_INVALID_OBJECT_DEFINITION, "functions in an index must be marked IMMUTABLE");
    fix_opfuncids(result);
    return result;
}

// ComputeIndexAttrs: a column, or an expression, which may be a column in parentheses. Returns its collation.
Oid describe_column(HypotheticalIndex *index, int column, const IndexElem *element) {
    if (element->name != nullptr) {
        const AttrNumber number = get_attnum(index->relation, element->name);
        if (number == InvalidAttrNumber)
            pg::raise({ERRCODE_UNDEFINED_COLUMN, std::string("column \"") + element->name + "\" does not exist"});
        describe_attribute(index, column, number);
        return index->attribute_collations[column];
    }
    if (column >= index->key_columns)
        refuse(ERRCODE_FEATURE_NOT_SUPPORTED, "expressions are not supported in included columns");
    Node *expression = element->expr;
    const Oid collation = exprCollation(expression);
    while (IsA(expression, CollateExpr))
        expression = reinterpret_cast<Node *>(reinterpret_cast<CollateExpr *>(expression)->arg);
    if (IsA(expression, Var) && reinterpret_cast<Var *>(expression)->varattno != InvalidAttrNumber) {
        describe_attribute(index, column, reinterpret_cast<Var *>(expression)->varattno);
    } else {
        index->types[column] = exprType(expression);
        index->modifiers[column] = exprTypmod(expression);
        index->expressions = lappend(index->expressions, simplified(expression));
    }
    return collation;
}

void describe_key(HypotheticalIndex *index, int column, const IndexElem *element, Oid collation,
                  const char *method_name, bool ordered) {
    if (element->collation != NIL)
        collation = get_collation_oid(element->collation, false);
    if (type_is_collatable(index->types[column]) != OidIsValid(collation))
        refuse(OidIsValid(collation) ? ERRCODE_DATATYPE_MISMATCH : ERRCODE_INDETERMINATE_COLLATION,
               OidIsValid(collation) ? "collations are not supported by the type of the index column"
                                     : "could not determine which collation to use for index expression");
    index->collations[column] = collation;
    index->classes[column] = ResolveOpClass(element->opclass, index->types[column], method_name, index->method);
    index->families[column] = get_opclass_family(index->classes[column]);
    index->input_types[column] = get_opclass_input_type(index->classes[column]);
    if (!ordered && (element->ordering != SORTBY_DEFAULT || element->nulls_ordering != SORTBY_NULLS_DEFAULT))
        refuse(ERRCODE_FEATURE_NOT_SUPPORTED, "the access method does not support ASC/DESC or NULLS FIRST/LAST");
    const bool descending = element->ordering == SORTBY_DESC;
    const bool nulls_first =
        element->nulls_ordering == SORTBY_NULLS_DEFAULT ? descending : element->nulls_ordering == SORTBY_NULLS_FIRST;
    index->options[column] =
        static_cast<std::int16_t>((descending ? INDOPTION_DESC : 0) | (nulls_first ? INDOPTION_NULLS_FIRST : 0));
    if (element->opclassopts != NIL)
        index->class_options[column] = transformRelOptions(0, element->opclassopts, nullptr, nullptr, false, false);
}

// index_opclass_options
bytea *parse_class_options(const HypotheticalIndex *index, int column, const IndexAmRoutine *routine) {
    const Datum options = index->class_options[column];
    const Oid input = index->input_types[column];
    const Oid parser = routine->amoptsprocnum == 0
                           ? InvalidOid
                           : get_opfamily_proc(index->families[column], input, input,
                                               static_cast<std::int16_t>(routine->amoptsprocnum));
    if (!OidIsValid(parser)) {
        if (options != 0)
            refuse(ERRCODE_INVALID_PARAMETER_VALUE, "the operator class has no options");
        return nullptr;
    }
    local_relopts relation_options;
    init_local_reloptions(&relation_options, 0);
    OidFunctionCall1(parser, PointerGetDatum(&relation_options));
    return static_cast<bytea *>(build_local_reloptions(&relation_options, options, options != 0));
}

// amcanreturn, which wants a real index.
bool can_return(const HypotheticalIndex *index, int column, const IndexAmRoutine *routine) {
    if (routine->amcanreturn == nullptr)
        return false;
    const bool included = column >= index->key_columns;
    switch (index->method) {
    case BTREE_AM_OID:
        return true;
    case GIST_AM_OID: { // gistcanreturn
        if (included)
            return true;
        const Oid family = index->families[column];
        const Oid input = index->input_types[column];
        return OidIsValid(get_opfamily_proc(family, input, input, GIST_FETCH_PROC)) ||
               !OidIsValid(get_opfamily_proc(family, input, input, GIST_COMPRESS_PROC));
    }
    case SPGIST_AM_OID: { // spgcanreturn
        if (included)
            return true;
        const Oid input = index->input_types[column];
        const Oid configure = get_opfamily_proc(index->families[column], input, input, SPGIST_CONFIG_PROC);
        spgConfigIn in{};
        spgConfigOut out{};
        in.attType = IsPolymorphicType(input) ? index->types[column] : input;
        OidFunctionCall2Coll(configure, index->collations[column], PointerGetDatum(&in), PointerGetDatum(&out));
        return out.canReturnData;
    }
    default:
        return false; // not known, and such an access method is not known either
    }
}

int number_option(const List *options, const char *name, int otherwise) {
    for (int i = 0; i < list_length(options); ++i) {
        auto *const option = static_cast<DefElem *>(list_nth(options, i));
        if (strcmp(option->defname, name) == 0)
            return static_cast<int>(strtol(defGetString(option), nullptr, 10));
    }
    return otherwise;
}

} // namespace

HypotheticalIndex *describe_columns(::Relation relation, IndexStmt *statement) {
    List *const elements = list_concat_copy(statement->indexParams, statement->indexIncludingParams);
    HypotheticalIndex *const index = allocate(list_length(elements), list_length(statement->indexParams));
    index->relation = RelationGetRelid(relation);
    index->method = get_index_am_oid(statement->accessMethod, false);
    index->partitioned = relation->rd_rel->relkind == RELKIND_PARTITIONED_TABLE;
    index->tablespace = statement->tableSpace != nullptr
                            ? get_tablespace_oid(statement->tableSpace, false)
                            : GetDefaultTablespace(relation->rd_rel->relpersistence, index->partitioned);
    index->unique = statement->unique;
    index->nulls_not_distinct = statement->nulls_not_distinct;
    index->bitmap_scans = pg::has_bitmap_scans(relation);
    index->height = -1;
    index->selectivity = 1;
    index->fill_factor = number_option(statement->options, "fillfactor", 0);
    index->pages_per_range = number_option(statement->options, "pages_per_range", 128);

    IndexAmRoutine *const routine = GetIndexAmRoutineByAmId(index->method, false);
    check_features(routine, statement);
    (void)index_reloptions(routine->amoptions,
                           transformRelOptions(0, statement->options, nullptr, nullptr, false, false), true);
    if (statement->whereClause != nullptr) {
        // As RelationGetIndexPredicate reads it.
        Expr *const predicate = reinterpret_cast<Expr *>(simplified(statement->whereClause));
        index->predicate = make_ands_implicit(canonicalize_qual(predicate, false));
    }
    for (int column = 0; column < index->columns; ++column) {
        auto *const element = static_cast<IndexElem *>(list_nth(elements, column));
        const Oid collation = describe_column(index, column, element);
        if (column < index->key_columns) {
            describe_key(index, column, element, collation, statement->accessMethod, routine->amcanorder);
            index->parsed_class_options[column] = parse_class_options(index, column, routine);
        }
        index->can_return[column] = can_return(index, column, routine);
    }
    return index;
}

HypotheticalIndex *for_partition(const HypotheticalIndex *parent, ::Relation parent_table, ::Relation partition) {
    auto *const index = array<HypotheticalIndex>(1);
    *index = *parent;
    index->relation = RelationGetRelid(partition);
    index->partitioned = partition->rd_rel->relkind == RELKIND_PARTITIONED_TABLE;
    index->bitmap_scans = pg::has_bitmap_scans(partition);
    AttrMap *const map = pg::attributes_by_name(partition, parent_table);
    index->attributes = array<AttrNumber>(index->columns);
    for (int column = 0; column < index->columns; ++column)
        if (parent->attributes[column] > 0)
            index->attributes[column] = map->attnums[parent->attributes[column] - 1];
    bool whole_row = false;
    index->expressions = reinterpret_cast<List *>(
        map_variable_attnos(reinterpret_cast<Node *>(parent->expressions), 1, 0, map, InvalidOid, &whole_row));
    index->predicate = reinterpret_cast<List *>(
        map_variable_attnos(reinterpret_cast<Node *>(parent->predicate), 1, 0, map, InvalidOid, &whole_row));
    if (whole_row)
        refuse(ERRCODE_FEATURE_NOT_SUPPORTED, "cannot convert whole-row table reference");
    return index;
}

} // namespace nova::planner
