#include "workload/common_values.hpp"

#include "catalog/server_statistics.hpp"
#include "workload/compared_parameters.hpp"

namespace nova::workload {

namespace {

// A value stands out when it is so many times as frequent as the average one.
constexpr double stands_out = 3;

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

} // namespace

CommonValues common_values(List *searches) {
    const auto visit = [searches](auto fn) {
        visit_compared_parameters(searches, [&fn](const ComparedParameter &found) {
            if (found.parameter->paramtype == found.column->vartype &&
                op_mergejoinable(found.operation->opno, found.column->vartype))
                fn(found);
        });
    };
    int count = 0;
    visit([&count](const ComparedParameter &found) { count = std::max(count, found.parameter->paramid); });
    if (count == 0)
        return {nullptr, 0};
    ParamListInfo const values = no_values(count);
    double share = 1;
    bool any = false;
    visit([&](const ComparedParameter &found) {
        ParamExternData &value = values->params[found.parameter->paramid - 1];
        if (OidIsValid(value.ptype))
            return;
        Datum datum{};
        const double frequency = most_common(found.table, found.column->varattno, found.column->vartype, &datum);
        if (frequency == 0)
            return;
        value = {datum, false, 0, found.column->vartype};
        share = std::min(share, frequency);
        any = true;
    });
    return any ? CommonValues{values, share} : CommonValues{nullptr, 0};
}

} // namespace nova::workload
