#include "workload/common_values.hpp"

#include "catalog/expressions.hpp"
#include "catalog/server_statistics.hpp"
#include "workload/observed_search.hpp"

namespace nova::workload {

namespace {

// A value stands out when it is so many times as frequent as the average one.
constexpr double stands_out = 3;

struct ComparedParameter {
    const Param *parameter;
    const Var *column;
};

// `column = $n`, whichever side.
ComparedParameter compared_parameter(Node *clause) {
    if (!IsA(clause, OpExpr) || list_length(reinterpret_cast<OpExpr *>(clause)->args) != 2)
        return {};
    auto *const operation = reinterpret_cast<OpExpr *>(clause);
    Node *left = catalog::strip_relabel(static_cast<Node *>(linitial(operation->args)));
    Node *right = catalog::strip_relabel(static_cast<Node *>(lsecond(operation->args)));
    if (IsA(left, Param))
        std::swap(left, right);
    if (!IsA(left, Var) || !IsA(right, Param) || !op_mergejoinable(operation->opno, exprType(left)))
        return {};
    auto *const parameter = reinterpret_cast<Param *>(right);
    auto *const column = reinterpret_cast<Var *>(left);
    if (parameter->paramkind != PARAM_EXTERN || parameter->paramid <= 0 || parameter->paramtype != column->vartype)
        return {};
    return {parameter, column};
}

// The most common value of the column, with its frequency; 0 where none stands out.
double most_common(Oid table, AttrNumber number, Oid type, Datum *value) {
    for (const bool inherited : {true, false}) {
        HeapTuple const tuple =
            SearchSysCache3(STATRELATTINH, ObjectIdGetDatum(table), Int16GetDatum(number), BoolGetDatum(inherited));
        if (!HeapTupleIsValid(tuple))
            continue;
        double frequency = 0;
        AttStatsSlot slot;
        if (catalog::statistics_visible(table, number) &&
            get_attstatsslot(&slot, tuple, STATISTIC_KIND_MCV, InvalidOid,
                             ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS)) {
            const double distinct = reinterpret_cast<Form_pg_statistic>(GETSTRUCT(tuple))->stadistinct;
            if (slot.nvalues > 0 && slot.valuetype == type &&
                (distinct <= 0 || slot.numbers[0] > stands_out / distinct)) {
                *value = datumCopy(slot.values[0], get_typbyval(type), get_typlen(type));
                frequency = slot.numbers[0];
            }
            free_attstatsslot(&slot);
        }
        ReleaseSysCache(tuple);
        return frequency;
    }
    return 0;
}

template <class Visit> void visit_parameters(List *searches, Visit visit) {
    for (int i = 0; i < list_length(searches); ++i) {
        auto *const search = static_cast<ObservedSearch *>(list_nth(searches, i));
        for (int j = 0; j < list_length(search->filter); ++j)
            if (const ComparedParameter found = compared_parameter(static_cast<Node *>(list_nth(search->filter, j)));
                found.parameter != nullptr)
                visit(search->table, found);
    }
}

} // namespace

CommonValues common_values(List *searches) {
    int count = 0;
    visit_parameters(
        searches, [&count](Oid, const ComparedParameter &found) { count = std::max(count, found.parameter->paramid); });
    if (count == 0)
        return {nullptr, 0};
    ParamListInfo const values = makeParamList(count);
    std::fill_n(values->params, count, ParamExternData{}); // no type: no value
    double share = 1;
    bool any = false;
    visit_parameters(searches, [&](Oid table, const ComparedParameter &found) {
        ParamExternData &value = values->params[found.parameter->paramid - 1];
        if (OidIsValid(value.ptype))
            return;
        Datum datum{};
        const double frequency = most_common(table, found.column->varattno, found.column->vartype, &datum);
        if (frequency == 0)
            return;
        value = {datum, false, 0, found.column->vartype};
        share = std::min(share, frequency);
        any = true;
    });
    return any ? CommonValues{values, share} : CommonValues{nullptr, 0};
}

} // namespace nova::workload
