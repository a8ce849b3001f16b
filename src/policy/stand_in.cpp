#include "policy/stand_in.hpp"

#include "pg/may_run.hpp"

namespace nova::policy {

namespace {

bool is_foldable_foreign_function(Oid function, void *) {
    return !pg::may_run(function) && func_volatile(function) == PROVOLATILE_IMMUTABLE;
}

} // namespace

Node *stand_in(Node *expression, int number) {
    Param *const parameter = makeNode(Param);
    parameter->paramkind = PARAM_EXTERN;
    parameter->paramid = number;
    parameter->paramtype = exprType(expression);
    parameter->paramtypmod = exprTypmod(expression);
    parameter->paramcollid = exprCollation(expression);
    parameter->location = -1;
    return reinterpret_cast<Node *>(parameter);
}

bool folds_foreign_function(Node *call) {
    fix_opfuncids(call);
    // With arguments that are not constant it is not folded.
    return check_functions_in_node(call, is_foldable_foreign_function, nullptr) && !contain_mutable_functions(call);
}

} // namespace nova::policy
