#include "workload/common_values.hpp"

#include "workload/column_values.hpp"
#include "workload/compared_parameters.hpp"

namespace nova::workload {

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
        const double frequency = most_common_value(found.table, found.column->varattno, found.column->vartype, &datum);
        if (frequency == 0)
            return;
        value = {datum, false, 0, found.column->vartype};
        share = std::min(share, frequency);
        any = true;
    });
    return any ? CommonValues{values, share} : CommonValues{nullptr, 0};
}

} // namespace nova::workload
