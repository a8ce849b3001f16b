// Parameters of a statement that its conditions compare with columns.
#pragma once

#include "catalog/expressions.hpp"
#include "workload/observed_search.hpp"

namespace nova::workload {

struct ComparedParameter {
    Oid table;
    const Var *column;
    const Param *parameter;
    const OpExpr *operation;
};

// Calls visit(ComparedParameter) for each condition `column OP $n` or `$n OP column` with values of the column's type.
// searches: of ObservedSearch. Inside pg::call.
template <class Visit> void visit_compared_parameters(List *searches, Visit visit) {
    for (int i = 0; i < list_length(searches); ++i) {
        auto *const search = static_cast<ObservedSearch *>(list_nth(searches, i));
        for (int j = 0; j < list_length(search->filter); ++j) {
            auto *const operation = static_cast<OpExpr *>(list_nth(search->filter, j));
            if (!IsA(operation, OpExpr) || list_length(operation->args) != 2)
                continue;
            Node *left = catalog::strip_relabel(static_cast<Node *>(linitial(operation->args)));
            Node *right = catalog::strip_relabel(static_cast<Node *>(lsecond(operation->args)));
            if (IsA(left, Param))
                std::swap(left, right);
            if (!IsA(left, Var) || !IsA(right, Param))
                continue;
            auto *const column = reinterpret_cast<Var *>(left);
            auto *const parameter = reinterpret_cast<Param *>(right);
            if (parameter->paramkind == PARAM_EXTERN && parameter->paramid > 0 &&
                (parameter->paramtype == column->vartype || getBaseType(column->vartype) == parameter->paramtype ||
                 IsBinaryCoercible(column->vartype, parameter->paramtype)))
                visit(ComparedParameter{search->table, column, parameter, operation});
        }
    }
}

// LIKE.
inline bool is_like(Oid op) {
    const RegProcedure function = get_opcode(op);
    return function == F_TEXTLIKE || function == F_BPCHARLIKE || function == F_NAMELIKE;
}

// A list of values for so many parameters, none of which it has yet.
inline ParamListInfo no_values(int count) {
    ParamListInfo const values = makeParamList(count);
    std::fill_n(values->params, count, ParamExternData{}); // no type: no value
    return values;
}

} // namespace nova::workload
