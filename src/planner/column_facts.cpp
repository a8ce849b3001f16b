#include "planner/column_facts.hpp"

#include "catalog/column_width.hpp"
#include "catalog/deduplication.hpp"
#include "pg/compat.hpp"
#include "planner/compared_columns.hpp"
#include "planner/index_description.hpp"

namespace nova::planner {

namespace {

template <class T> T *array(int size) { return static_cast<T *>(palloc0(sizeof(T) * static_cast<std::size_t>(size))); }

// Enough of a planner's state for its own estimates of a single table (see plan_create_index_workers).
PlannerInfo *planner_for(Oid table) {
    RangeTblEntry *const entry = makeNode(RangeTblEntry);
    entry->rtekind = RTE_RELATION;
    entry->relid = table;
    entry->relkind = RELKIND_RELATION;
    entry->rellockmode = AccessShareLock;
    entry->inFromCl = true;
    Query *const query = makeNode(Query);
    query->commandType = CMD_SELECT;
    query->rtable = list_make1(entry);
    PlannerInfo *const root = makeNode(PlannerInfo);
    root->parse = query;
    root->glob = makeNode(PlannerGlobal);
    root->query_level = 1;
    root->planner_cxt = CurrentMemoryContext;
    root->wt_param_id = -1;
    pg::prepare_estimates(root, entry);
    setup_simple_rel_arrays(root);
    build_simple_rel(root, 1, nullptr);
    return root;
}

// The only column that the expression is about; 0 when there are several.
AttrNumber column_of(Node *expression) {
    List *const variables = pull_var_clause(expression, 0);
    AttrNumber found = 0;
    for (int i = 0; i < list_length(variables); ++i) {
        const AttrNumber attribute = static_cast<Var *>(list_nth(variables, i))->varattno;
        if (found != 0 && found != attribute)
            return 0;
        found = attribute;
    }
    return found;
}

// Bytes of a value of variable length in an index: with a short header where that is enough.
double packed_width(Datum value) {
    const std::size_t size = VARSIZE_ANY_EXHDR(DatumGetPointer(value));
    return static_cast<double>(size < 127 ? size + 1 : size + 4);
}

// A slot of pg_statistic, in the server's memory.
struct Slot {
    int values;
    Datum *value;
    int numbers;
    float4 *number;
};
Slot read_slot(HeapTuple statistics, int kind, int parts) {
    AttStatsSlot slot;
    if (!get_attstatsslot(&slot, statistics, kind, InvalidOid, parts))
        return {0, nullptr, 0, nullptr};
    return {slot.nvalues, slot.values, slot.nnumbers, slot.numbers};
}

void read_elements(HeapTuple statistics, double rows, ColumnFacts *column) {
    const Slot counts = read_slot(statistics, STATISTIC_KIND_DECHIST, ATTSTATSSLOT_NUMBERS);
    const Slot common = read_slot(statistics, STATISTIC_KIND_MCELEM, ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS);
    double occurrences = 0;
    column->element_shares = array<double>(common.values);
    for (int i = 0; i < common.values && i < common.numbers; ++i) {
        occurrences += common.number[i];
        column->element_shares[column->element_share_count++] = common.number[i];
    }
    column->distinct_elements = common.values;
    column->elements = counts.numbers > 0 ? counts.number[counts.numbers - 1] : occurrences;
    // The others are rarer than those listed, whose least frequency follows the list: by about the deviation of a
    // count.
    const double least = common.numbers > common.values ? common.number[common.values] * rows : 0;
    const double others = (column->elements - occurrences) * rows;
    if (least > 0 && others > 0)
        column->distinct_elements += others / std::max(1.0, least - 1.15 * std::sqrt(least));
}

// Lengths of the most common values, as often as these are, and of those between them.
void read_widths(const Slot &common, const Slot &histogram, ColumnFacts *column) {
    constexpr int percent = 100;
    column->widths = array<double>(2 * percent + common.values + histogram.values);
    for (int i = 0; i < common.values && i < common.numbers; ++i)
        for (int times = 0; times < std::lround(common.number[i] * percent) && column->width_count < percent; ++times)
            column->widths[column->width_count++] = packed_width(common.value[i]);
    for (int i = 0; i < histogram.values; ++i)
        column->widths[column->width_count++] = packed_width(histogram.value[i]);
}

void read_statistics(Oid table, AttrNumber attribute, double rows, bool variable, ColumnFacts *column) {
    HeapTuple const tuple =
        SearchSysCache3(STATRELATTINH, ObjectIdGetDatum(table), Int16GetDatum(attribute), BoolGetDatum(false));
    if (!HeapTupleIsValid(tuple))
        return;
    auto *const row = reinterpret_cast<Form_pg_statistic>(GETSTRUCT(tuple));
    column->null_fraction = row->stanullfrac;
    column->distinct = row->stadistinct < 0 ? -row->stadistinct * rows : row->stadistinct;
    const Slot common = read_slot(tuple, STATISTIC_KIND_MCV, ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS);
    const Slot histogram = read_slot(tuple, STATISTIC_KIND_HISTOGRAM, ATTSTATSSLOT_VALUES);
    column->shares = array<double>(common.numbers);
    for (int i = 0; i < common.numbers; ++i)
        column->shares[column->share_count++] = common.number[i];
    if (variable && row->stawidth > 0 && get_typlen(get_atttype(table, attribute)) == -1) {
        column->width = row->stawidth;
        read_widths(common, histogram, column);
    }
    column->samples = array<Datum>(common.values + histogram.values);
    for (const Slot &slot : {common, histogram})
        for (int i = 0; i < slot.values; ++i)
            column->samples[column->sample_count++] = slot.value[i];
    read_elements(tuple, rows, column);
    ReleaseSysCache(tuple);
}

// Of rows that meet the predicate: does the column have one value there (flag, NOT flag, c IS NULL, c = constant)? Is
// it never NULL?
struct Pinned {
    bool one_value = false;
    bool never_null = false;
};
Pinned pinned(const HypotheticalIndex *index, AttrNumber attribute) {
    const auto is_column = [attribute](const void *node) {
        return node != nullptr && IsA(node, Var) && static_cast<const Var *>(node)->varattno == attribute;
    };
    Pinned result;
    for (int i = 0; attribute != 0 && i < list_length(index->predicate); ++i) {
        Node *const clause = static_cast<Node *>(list_nth(index->predicate, i));
        if (is_column(clause) || (is_notclause(clause) && is_column(get_notclausearg(clause)))) {
            result = {true, true};
        } else if (IsA(clause, NullTest) && is_column(reinterpret_cast<NullTest *>(clause)->arg)) {
            const bool null = reinterpret_cast<NullTest *>(clause)->nulltesttype == IS_NULL;
            result = {result.one_value || null, !null};
        } else if (is_opclause(clause) && list_length(reinterpret_cast<OpExpr *>(clause)->args) == 2) {
            auto *const operation = reinterpret_cast<OpExpr *>(clause);
            const bool about = is_column(linitial(operation->args)) || is_column(lsecond(operation->args));
            result.never_null = result.never_null || about;
            result.one_value = result.one_value || (about && get_oprrest(operation->opno) == F_EQSEL);
        }
    }
    return result;
}

// The type that the operator class keeps in the index, where that is another one than the column's; else InvalidOid.
Oid kept_type(Oid operator_class) {
    HeapTuple const tuple = SearchSysCache1(CLAOID, ObjectIdGetDatum(operator_class));
    if (!HeapTupleIsValid(tuple))
        return InvalidOid;
    const Oid type = reinterpret_cast<Form_pg_opclass>(GETSTRUCT(tuple))->opckeytype;
    ReleaseSysCache(tuple);
    return type;
}

ColumnFacts column_facts(const HypotheticalIndex *index, int column, Node *expression, double rows) {
    ColumnFacts facts{};
    std::int16_t length = 0;
    bool by_value = false;
    char align = TYPALIGN_CHAR;
    get_typlenbyvalalign(index->types[column], &length, &by_value, &align);
    // Short values of variable length are packed without alignment.
    facts.alignment = length < 0 ? 1 : catalog::alignment_bytes(align);
    facts.width = length > 0 ? length : get_typavgwidth(index->types[column], index->modifiers[column]);
    // Of an expression nothing is known but that it makes a value of a value: NULL of NULL, as often and as long.
    const AttrNumber source = expression == nullptr ? index->attributes[column] : column_of(expression);
    if (source > 0)
        read_statistics(index->relation, source, rows, length < 0, &facts);
    if (expression != nullptr)
        facts.sample_count = 0; // they are of the column
    const Pinned by_predicate = pinned(index, index->attributes[column]);
    facts.one_value = by_predicate.one_value;
    if (by_predicate.never_null || by_predicate.one_value)
        facts.null_fraction = by_predicate.never_null ? 0 : 1;
    if (column >= index->key_columns)
        return facts;
    const Oid kept = kept_type(index->classes[column]);
    if (index->method == GIN_AM_OID) {
        collect_elements(index, column, kept, &facts);
    } else if (OidIsValid(kept) && get_typlen(kept) > 0) {
        facts.width = get_typlen(kept);
        facts.width_count = 0;
    }
    return facts;
}

bool deduplicates(const HypotheticalIndex *index) {
    if (index->method != BTREE_AM_OID || index->unique || index->columns > index->key_columns)
        return false;
    for (int column = 0; column < index->key_columns; ++column) {
        if (!catalog::deduplicates(index->families[column], index->input_types[column], index->collations[column]))
            return false;
    }
    return true;
}

// gistbuild: all operator classes must be able to sort.
bool builds_by_sorting(const HypotheticalIndex *index) {
    if (index->method != GIST_AM_OID)
        return false;
    for (int column = 0; column < index->key_columns; ++column) {
        const Oid input = index->input_types[column];
        if (!OidIsValid(get_opfamily_proc(index->families[column], input, input, GIST_SORTSUPPORT_PROC)))
            return false;
    }
    return true;
}

// The place of the table's column among those of the key; -1: it is not there, or has NULLs, which refer to no row.
int place_in_key(const HypotheticalIndex *index, const IndexFacts *facts, AttrNumber attribute) {
    for (int column = 0; column < index->key_columns; ++column)
        if (index->attributes[column] == attribute && facts->columns[column].null_fraction == 0)
            return column;
    return -1;
}

// As last counted; below zero: never.
double rows_of(Oid table) {
    HeapTuple const tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(table));
    if (!HeapTupleIsValid(tuple))
        return -1;
    const double rows = reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple))->reltuples;
    ReleaseSysCache(tuple);
    return rows;
}

// The foreign key of several columns, all in the index's key, that refers to the smallest table.
void read_joint_columns(const HypotheticalIndex *index, IndexFacts *facts) {
    ::Relation const table = table_open(index->relation, NoLock);
    List *const keys = RelationGetFKeyList(table);
    for (int i = 0; i < list_length(keys); ++i) {
        const auto *const key = static_cast<ForeignKeyCacheInfo *>(list_nth(keys, i));
        if (key->nkeys < 2 || !pg::is_enforced(key))
            continue;
        Bitmapset *places = nullptr;
        for (int column = 0; column < key->nkeys; ++column) {
            const int place = place_in_key(index, facts, key->conkey[column]);
            // The last operator of a temporal key is not an equality.
            if (place >= 0 && get_oprrest(key->conpfeqop[column]) == F_EQSEL)
                places = bms_add_member(places, place);
        }
        const double rows = rows_of(key->confrelid);
        if (bms_num_members(places) < key->nkeys || rows <= 0 || (facts->joint_count > 0 && rows >= facts->joint_rows))
            continue;
        facts->joint_rows = rows;
        facts->joint_count = 0;
        facts->joint_columns = array<int>(key->nkeys);
        for (int place = bms_next_member(places, -1); place >= 0; place = bms_next_member(places, place))
            facts->joint_columns[facts->joint_count++] = place;
    }
    table_close(table, NoLock);
}

} // namespace

void collect_facts(HypotheticalIndex *index) {
    PlannerInfo *const root = planner_for(index->relation);
    const RelOptInfo *const table = root->simple_rel_array[1];
    if (index->predicate != NIL)
        index->selectivity = share_of_rows(root, index->relation, index->predicate);
    IndexFacts *const facts = array<IndexFacts>(1);
    facts->rows = table->tuples * index->selectivity;
    facts->table_rows = table->tuples;
    facts->table_pages = table->pages;
    facts->deduplicates = deduplicates(index);
    facts->sorted_build = builds_by_sorting(index);
    facts->map_page_price = random_page_cost > 0 ? seq_page_cost / random_page_cost : 1;
    facts->columns = array<ColumnFacts>(index->columns);
    int expression = 0;
    for (int column = 0; column < index->columns; ++column) {
        Node *const tree =
            index->attributes[column] == 0 ? static_cast<Node *>(list_nth(index->expressions, expression++)) : nullptr;
        facts->columns[column] = column_facts(index, column, tree, table->tuples);
    }
    read_joint_columns(index, facts);
    index->facts = facts;
}

} // namespace nova::planner
