#include "workload/assumed_values.hpp"

#include "catalog/server_statistics.hpp"
#include "workload/compared_parameters.hpp"

namespace nova::workload {

namespace {

bool is_like(Oid op) {
    const RegProcedure function = get_opcode(op);
    return function == F_TEXTLIKE || function == F_BPCHARLIKE || function == F_NAMELIKE;
}

// Letters and digits at the beginning of a value of the column, so many at most; some letters when there is none.
const char *usual_beginning(Oid table, AttrNumber column) {
    constexpr int most = 3;
    const char *result = "abc";
    HeapTuple const tuple =
        SearchSysCache3(STATRELATTINH, ObjectIdGetDatum(table), Int16GetDatum(column), BoolGetDatum(false));
    if (!HeapTupleIsValid(tuple))
        return result;
    AttStatsSlot slot;
    if (catalog::statistics_visible(table, column) &&
        get_attstatsslot(&slot, tuple, STATISTIC_KIND_HISTOGRAM, InvalidOid, ATTSTATSSLOT_VALUES)) {
        if (slot.nvalues > 0 && (slot.valuetype == TEXTOID || slot.valuetype == VARCHAROID)) {
            char *const value = TextDatumGetCString(slot.values[slot.nvalues / 2]);
            int length = 0;
            while (length < most && isalnum(static_cast<unsigned char>(value[length])) != 0)
                ++length;
            if (length > 0)
                result = pnstrdup(value, static_cast<Size>(length));
        }
        free_attstatsslot(&slot);
    }
    ReleaseSysCache(tuple);
    return result;
}

ParamListInfo resized(ParamListInfo values, int count) {
    ParamListInfo const result = no_values(std::max(count, values == nullptr ? 0 : values->numParams));
    if (values != nullptr)
        std::copy_n(values->params, values->numParams, result->params);
    return result;
}

} // namespace

List *compared_flags(List *searches) {
    List *flags = NIL;
    visit_compared_parameters(searches, [&flags](const ComparedParameter &found) {
        if (found.operation->opno == BooleanEqualOperator)
            flags = list_append_unique_int(flags, found.parameter->paramid);
    });
    return flags;
}

ParamListInfo prefix_patterns(List *searches) {
    ParamListInfo values = nullptr;
    visit_compared_parameters(searches, [&values](const ComparedParameter &found) {
        if (!is_like(found.operation->opno) || linitial(found.operation->args) == found.parameter)
            return;
        values = resized(values, found.parameter->paramid);
        const char *const pattern = psprintf("%s%%", usual_beginning(found.table, found.column->varattno));
        values->params[found.parameter->paramid - 1] = {CStringGetTextDatum(pattern), false, PARAM_FLAG_CONST,
                                                        found.parameter->paramtype};
    });
    return values;
}

ParamListInfo with_flag(ParamListInfo values, int parameter, bool flag) {
    ParamListInfo const result = resized(values, parameter);
    result->params[parameter - 1] = {BoolGetDatum(flag), false, PARAM_FLAG_CONST, BOOLOID};
    return result;
}

ParamListInfo merged_values(ParamListInfo first, ParamListInfo second) {
    if (first == nullptr || second == nullptr)
        return first == nullptr ? second : first;
    ParamListInfo const result = resized(second, first->numParams);
    for (int i = 0; i < first->numParams; ++i)
        if (OidIsValid(first->params[i].ptype))
            result->params[i] = first->params[i];
    return result;
}

} // namespace nova::workload
