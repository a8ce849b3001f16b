#include "pg/compat.hpp"
#include "planner/index_description.hpp"
#include "rules/index_pages.hpp"

namespace nova::planner {

namespace {

constexpr std::int16_t equal_image = 4; // BTEQUALIMAGE_PROC: such keys are deduplicated
constexpr double most_distinct = 0.999; // beyond that share of the rows, a column is unique

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
    pg::add_join_domain(root);
    setup_simple_rel_arrays(root);
    build_simple_rel(root, 1, nullptr);
    return root;
}

double alignment(char code) {
    switch (code) {
    case TYPALIGN_DOUBLE:
        return 8;
    case TYPALIGN_INT:
        return 4;
    case TYPALIGN_SHORT:
        return 2;
    default:
        return 1;
    }
}

struct ColumnStatistics {
    KeyColumnSize size;
    double distinct; // 0: unknown
    double elements; // of a composite value, in a row
    double distinct_elements;
};

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

void read_statistics(Oid table, AttrNumber attribute, double rows, ColumnStatistics *column) {
    HeapTuple const tuple =
        SearchSysCache3(STATRELATTINH, ObjectIdGetDatum(table), Int16GetDatum(attribute), BoolGetDatum(false));
    if (!HeapTupleIsValid(tuple))
        return;
    auto *const row = reinterpret_cast<Form_pg_statistic>(GETSTRUCT(tuple));
    column->size.null_fraction = row->stanullfrac;
    if (column->size.alignment == 1 && row->stawidth > 0)
        column->size.width = row->stawidth;
    column->distinct = row->stadistinct < 0 ? -row->stadistinct * rows : row->stadistinct;
    AttStatsSlot slot;
    if (get_attstatsslot(&slot, tuple, STATISTIC_KIND_DECHIST, InvalidOid, ATTSTATSSLOT_NUMBERS)) {
        if (slot.nnumbers > 0)
            column->elements = slot.numbers[slot.nnumbers - 1];
        free_attstatsslot(&slot);
    }
    if (get_attstatsslot(&slot, tuple, STATISTIC_KIND_MCELEM, InvalidOid, ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS)) {
        column->distinct_elements = slot.nvalues;
        double occurrences = 0;
        for (int i = 0; i < slot.nvalues && i < slot.nnumbers; ++i)
            occurrences += slot.numbers[i];
        column->elements = std::max(column->elements, occurrences);
        free_attstatsslot(&slot);
    }
    ReleaseSysCache(tuple);
}

ColumnStatistics column_statistics(const HypotheticalIndex *index, int column, Node *expression, double rows) {
    ColumnStatistics result{};
    std::int16_t length = 0;
    bool by_value = false;
    char align = TYPALIGN_CHAR;
    get_typlenbyvalalign(index->types[column], &length, &by_value, &align);
    // Short values of variable length are packed without alignment.
    result.size.alignment = length < 0 ? 1 : alignment(align);
    result.size.width = get_typavgwidth(index->types[column], index->modifiers[column]);
    if (expression == nullptr) {
        read_statistics(index->relation, index->attributes[column], rows, &result);
        return result;
    }
    // Of an expression nothing is known but that it makes a value of a value: NULL of NULL, and rather of its length.
    const AttrNumber source = column_of(expression);
    if (source > 0)
        read_statistics(index->relation, source, rows, &result);
    return result;
}

bool deduplicates(const HypotheticalIndex *index) {
    if (index->unique || index->columns > index->key_columns)
        return false;
    for (int column = 0; column < index->key_columns; ++column) {
        const Oid input = index->input_types[column];
        if (!OidIsValid(get_opfamily_proc(index->families[column], input, input, equal_image)))
            return false;
    }
    return true;
}

// Distinct keys of columns that have nothing to do with one another: what so many draws from all combinations give.
double combined(double rows, double combinations, double most_of_one) {
    if (most_of_one >= most_distinct * rows || combinations <= 0)
        return rows;
    const double drawn = combinations * -std::expm1(-rows / combinations);
    return std::min(rows, std::max(most_of_one, drawn));
}

IndexRows rows_of(const HypotheticalIndex *index, double rows, double table_pages) {
    IndexRows result;
    result.rows = rows * index->selectivity;
    result.table_rows = rows;
    result.table_pages = table_pages;
    result.deduplicates = deduplicates(index);
    double combinations = 1;
    double most = 0;
    bool known = true;
    int expression = 0;
    for (int column = 0; column < index->columns; ++column) {
        Node *const tree =
            index->attributes[column] == 0 ? static_cast<Node *>(list_nth(index->expressions, expression++)) : nullptr;
        const ColumnStatistics statistics = column_statistics(index, column, tree, rows);
        result.columns.push_back(statistics.size);
        if (column >= index->key_columns)
            continue;
        // NULLs are equal, too.
        const double distinct = statistics.distinct + (statistics.size.null_fraction > 0 ? 1 : 0);
        known = known && statistics.distinct > 0;
        most = std::max(most, distinct);
        combinations *= distinct;
        result.elements += statistics.elements > 0 ? statistics.elements : 1;
        result.distinct_elements +=
            statistics.distinct_elements > 0 ? statistics.distinct_elements : statistics.distinct;
    }
    if (index->unique)
        result.distinct_keys = result.rows;
    else if (known)
        result.distinct_keys = index->key_columns == 1
                                   ? std::min(most, result.rows)
                                   : combined(result.rows, combinations, std::min(most, result.rows));
    return result;
}

IndexPages pages_of(const HypotheticalIndex *index, const IndexRows &rows) {
    const double fill = index->fill_factor / 100.0;
    switch (index->method) {
    case BTREE_AM_OID:
        return btree_pages(rows, fill);
    case HASH_AM_OID:
        return hash_pages(rows, fill);
    case GIN_AM_OID:
        return gin_pages(rows);
    case GIST_AM_OID:
        return gist_pages(rows, fill);
    case SPGIST_AM_OID:
        return spgist_pages(rows, fill);
    case BRIN_AM_OID:
        return brin_pages(rows, index->pages_per_range);
    default:
        return btree_pages(rows, fill);
    }
}

} // namespace

void measure(HypotheticalIndex *index) {
    PlannerInfo *const root = planner_for(index->relation);
    RelOptInfo *const table = root->simple_rel_array[1];
    if (index->predicate != NIL)
        index->selectivity = clauselist_selectivity(root, index->predicate, 1, JOIN_INNER, nullptr);
    const IndexPages size = pages_of(index, rows_of(index, table->tuples, table->pages));
    index->pages = static_cast<BlockNumber>(std::clamp(size.pages, 1.0, static_cast<double>(MaxBlockNumber)));
    index->height = index->method == BTREE_AM_OID ? size.height : -1;
}

} // namespace nova::planner
