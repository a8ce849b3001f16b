#include "workload/column_values.hpp"

#include "catalog/server_statistics.hpp"

namespace nova::workload {

namespace {

// Calls use(slot) with the values of that kind, those of the whole tree before those of the table alone.
template <class Use> bool with_values(Oid table, AttrNumber column, int kind, Use use) {
    if (!catalog::statistics_visible(table, column))
        return false;
    for (const bool inherited : {true, false}) {
        HeapTuple const tuple =
            SearchSysCache3(STATRELATTINH, ObjectIdGetDatum(table), Int16GetDatum(column), BoolGetDatum(inherited));
        if (!HeapTupleIsValid(tuple))
            continue;
        bool used = false;
        AttStatsSlot slot;
        if (get_attstatsslot(&slot, tuple, kind, InvalidOid, ATTSTATSSLOT_VALUES)) {
            used = slot.nvalues > 0 && use(slot);
            free_attstatsslot(&slot);
        }
        ReleaseSysCache(tuple);
        return used;
    }
    return false;
}

} // namespace

bool middle_values(Oid table, AttrNumber column, Oid type, double share, Datum *from, Datum *to) {
    const bool by_value = get_typbyval(type);
    const std::int16_t length = get_typlen(type);
    const auto copy = [=](Datum value) { return datumCopy(value, by_value, length); };
    const bool found = with_values(table, column, STATISTIC_KIND_HISTOGRAM, [&](const AttStatsSlot &slot) {
        if (slot.valuetype != type)
            return false;
        const double last = slot.nvalues - 1;
        *from = copy(slot.values[static_cast<int>(last * (0.5 - share / 2))]);
        *to = copy(slot.values[static_cast<int>(std::ceil(last * (0.5 + share / 2)))]);
        return true;
    });
    return found || with_values(table, column, STATISTIC_KIND_MCV, [&](const AttStatsSlot &slot) {
               if (slot.valuetype != type)
                   return false;
               *from = *to = copy(slot.values[slot.nvalues / 2]);
               return true;
           });
}

const char *beginning_of_value(Oid table, AttrNumber column, int most) {
    const char *result = nullptr;
    with_values(table, column, STATISTIC_KIND_HISTOGRAM, [&](const AttStatsSlot &slot) {
        if (slot.valuetype != TEXTOID && slot.valuetype != VARCHAROID)
            return false;
        char *const value = TextDatumGetCString(slot.values[slot.nvalues / 2]);
        int length = 0;
        while (length < most && isalnum(static_cast<unsigned char>(value[length])) != 0)
            ++length;
        if (length > 0)
            result = pnstrdup(value, static_cast<Size>(length));
        return true;
    });
    return result;
}

} // namespace nova::workload
