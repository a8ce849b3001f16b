#include "workload/column_values.hpp"

#include "catalog/fields.hpp"
#include "catalog/server_statistics.hpp"

namespace nova::workload {

namespace {

// A value stands out when it is so many times as frequent as the average one.
constexpr double stands_out = 3;

// Calls use(slot, row) with the values of that kind, and their frequencies where it has such, those of the whole tree
// before those of the table alone.
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
        const int parts = kind == STATISTIC_KIND_MCV ? ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS : ATTSTATSSLOT_VALUES;
        if (get_attstatsslot(&slot, tuple, kind, InvalidOid, parts)) {
            used = slot.nvalues > 0 && use(slot, *catalog::form<FormData_pg_statistic>(tuple));
            free_attstatsslot(&slot);
        }
        ReleaseSysCache(tuple);
        return used;
    }
    return false;
}

// In the current memory context. False when the column has another type than the statistics.
bool copy_value(const AttStatsSlot &slot, int number, Oid type, Datum *value) {
    if (slot.valuetype != type)
        return false;
    *value = datumCopy(slot.values[number], get_typbyval(type), get_typlen(type));
    return true;
}

} // namespace

bool value_above(Oid table, AttrNumber column, Oid type, double share, bool up, Datum *value) {
    return with_values(table, column, STATISTIC_KIND_HISTOGRAM, [&](const AttStatsSlot &slot, const auto &) {
        const double place = share * (slot.nvalues - 1);
        return copy_value(slot, static_cast<int>(up ? std::ceil(place) : std::floor(place)), type, value);
    });
}

bool frequent_value(Oid table, AttrNumber column, Oid type, Datum *value) {
    return with_values(table, column, STATISTIC_KIND_MCV, [&](const AttStatsSlot &slot, const auto &) {
        return copy_value(slot, slot.nvalues / 2, type, value);
    });
}

double most_common_value(Oid table, AttrNumber column, Oid type, Datum *value) {
    double frequency = 0;
    with_values(table, column, STATISTIC_KIND_MCV, [&](const AttStatsSlot &slot, const FormData_pg_statistic &row) {
        const bool found = (row.stadistinct <= 0 || slot.numbers[0] > stands_out / double{row.stadistinct}) &&
                           copy_value(slot, 0, type, value);
        if (found)
            frequency = slot.numbers[0];
        return found;
    });
    return frequency;
}

const char *beginning_of_value(Oid table, AttrNumber column, int most) {
    const char *result = nullptr;
    with_values(table, column, STATISTIC_KIND_HISTOGRAM, [&](const AttStatsSlot &slot, const auto &) {
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
