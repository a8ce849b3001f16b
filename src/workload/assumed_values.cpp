#include "workload/assumed_values.hpp"

#include "workload/column_values.hpp"
#include "workload/compared_parameters.hpp"

namespace nova::workload {

namespace {

// What values of the column begin with, some letters when there is none. Not that very value: the planner would take
// the share of values that it stands for.
const char *usual_beginning(Oid table, AttrNumber column) {
    constexpr int most = 5;
    const char *const beginning = beginning_of_value(table, column, most);
    if (beginning == nullptr)
        return "abc";
    char *const result = pstrdup(beginning);
    char &last = result[strlen(result) - 1];
    last = last == '9' || last == 'z' || last == 'Z' ? static_cast<char>(last - 1) : static_cast<char>(last + 1);
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
