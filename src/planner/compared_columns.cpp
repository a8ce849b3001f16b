#include "planner/compared_columns.hpp"

#include "catalog/range_operator.hpp"
#include "pg/may_run.hpp"

namespace nova::planner {

namespace {

constexpr int draws = 500;
constexpr int most = 6; // columns, and comparisons

// The fractions of these times a draw's number fill the space of that many columns evenly.
constexpr double steps[most] = {0.41421356237, 0.73205080757, 0.23606797750,
                                0.64575131106, 0.31662479036, 0.60555127546};

// Values of a column, as often as they occur.
struct Sample {
    AttrNumber column;
    double null_fraction;
    AttStatsSlot common;
    AttStatsSlot histogram; // of the others
};

struct Comparison {
    FmgrInfo function;
    Oid collation;
    int left; // numbers of samples
    int right;
};

struct Comparisons {
    Oid table;
    Sample samples[most];
    int sample_count;
    Comparison comparisons[most];
    int comparison_count;
};

Oid left_type(Oid op) {
    Oid left = InvalidOid;
    Oid right = InvalidOid;
    op_input_types(op, &left, &right);
    return left;
}

bool read_sample(Oid table, const Var *column, Sample *sample) {
    HeapTuple const tuple =
        SearchSysCache3(STATRELATTINH, ObjectIdGetDatum(table), Int16GetDatum(column->varattno), BoolGetDatum(false));
    if (!HeapTupleIsValid(tuple))
        return false;
    sample->column = column->varattno;
    sample->null_fraction = reinterpret_cast<Form_pg_statistic>(GETSTRUCT(tuple))->stanullfrac;
    bool known = false;
    for (const bool common : {true, false}) {
        AttStatsSlot *const slot = common ? &sample->common : &sample->histogram;
        if (get_attstatsslot(slot, tuple, common ? STATISTIC_KIND_MCV : STATISTIC_KIND_HISTOGRAM, InvalidOid,
                             common ? ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS : ATTSTATSSLOT_VALUES))
            known = slot->valuetype == column->vartype;
    }
    ReleaseSysCache(tuple);
    return known;
}

// The number of the column's sample; -1 when there is none, or no room for it.
int sample_of(Comparisons *all, const void *node) {
    const auto *const column = static_cast<const Var *>(node);
    if (!IsA(column, Var) || column->varattno <= 0)
        return -1;
    for (int i = 0; i < all->sample_count; ++i)
        if (all->samples[i].column == column->varattno)
            return i;
    if (all->sample_count == most || !read_sample(all->table, column, &all->samples[all->sample_count]))
        return -1;
    return all->sample_count++;
}

bool add_comparison(Comparisons *all, Node *node) {
    auto *const operation = reinterpret_cast<OpExpr *>(node);
    if (!is_opclause(node) || list_length(operation->args) != 2 || all->comparison_count == most ||
        catalog::range_strategy(operation->opno, left_type(operation->opno)) == 0 ||
        !pg::may_run(get_opcode(operation->opno)))
        return false;
    Comparison &added = all->comparisons[all->comparison_count];
    added.left = sample_of(all, linitial(operation->args));
    added.right = added.left < 0 ? -1 : sample_of(all, lsecond(operation->args));
    if (added.right < 0)
        return false;
    fmgr_info(get_opcode(operation->opno), &added.function);
    added.collation = operation->inputcollid;
    ++all->comparison_count;
    return true;
}

// Of that place (0 to 1) among all rows. False where it is NULL.
bool value_at(const Sample &sample, double place, Datum *value) {
    const AttStatsSlot &common = sample.common;
    const AttStatsSlot &histogram = sample.histogram;
    double others = 1 - sample.null_fraction;
    for (int i = 0; i < common.nvalues; ++i) {
        *value = common.values[i];
        if (place < common.numbers[i])
            return true;
        place -= common.numbers[i];
        others -= common.numbers[i];
    }
    if (place >= others)
        return false;
    if (histogram.nvalues > 0)
        *value = histogram.values[std::lround(place / others * (histogram.nvalues - 1))];
    return true;
}

bool holds(Comparison *comparison, const Datum *values, const bool *present) {
    return present[comparison->left] && present[comparison->right] &&
           DatumGetBool(FunctionCall2Coll(&comparison->function, comparison->collation, values[comparison->left],
                                          values[comparison->right]));
}

double share_of_draws(Comparisons *all) {
    int met = 0;
    for (int draw = 0; draw < draws; ++draw) {
        Datum values[most] = {};
        bool present[most] = {};
        for (int i = 0; i < all->sample_count; ++i) {
            const double turned = (draw + 0.5) * steps[i];
            present[i] = value_at(all->samples[i], turned - std::floor(turned), &values[i]);
        }
        bool all_hold = true;
        for (int i = 0; i < all->comparison_count && all_hold; ++i)
            all_hold = holds(&all->comparisons[i], values, present);
        met += all_hold ? 1 : 0;
    }
    return std::max(met, 1) / static_cast<double>(draws);
}

} // namespace

double share_of_rows(PlannerInfo *root, Oid table, List *conditions) {
    auto *const compared = static_cast<Comparisons *>(palloc0(sizeof(Comparisons)));
    compared->table = table;
    List *others = NIL;
    for (int i = 0; i < list_length(conditions); ++i) {
        Node *const condition = static_cast<Node *>(list_nth(conditions, i));
        if (!add_comparison(compared, condition))
            others = lappend(others, condition);
    }
    const double share = clauselist_selectivity(root, others, 1, JOIN_INNER, nullptr);
    return compared->comparison_count == 0 ? share : share * share_of_draws(compared);
}

} // namespace nova::planner
