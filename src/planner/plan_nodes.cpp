#include "planner/plan_nodes.hpp"

namespace nova::planner {

namespace {

// Of plan.h, the nodes that hold lists of inputs.
List *listed_inputs(const Plan *plan) {
    switch (nodeTag(plan)) {
    case T_Append:
        return reinterpret_cast<const Append *>(plan)->appendplans;
    case T_MergeAppend:
        return reinterpret_cast<const MergeAppend *>(plan)->mergeplans;
    case T_BitmapAnd:
        return reinterpret_cast<const BitmapAnd *>(plan)->bitmapplans;
    case T_BitmapOr:
        return reinterpret_cast<const BitmapOr *>(plan)->bitmapplans;
    case T_SubqueryScan:
        return list_make1(reinterpret_cast<const SubqueryScan *>(plan)->subplan);
    case T_CustomScan:
        return reinterpret_cast<const CustomScan *>(plan)->custom_plans;
    default:
        return NIL;
    }
}

List *add(List *nodes, const Plan *plan) {
    check_stack_depth();
    if (plan == nullptr)
        return nodes;
    nodes = lappend(nodes, const_cast<Plan *>(plan));
    List *const children = inputs(plan);
    for (int i = 0; i < list_length(children); ++i)
        nodes = add(nodes, static_cast<Plan *>(list_nth(children, i)));
    return nodes;
}

} // namespace

List *inputs(const Plan *plan) {
    List *children = NIL;
    if (plan->lefttree != nullptr)
        children = lappend(children, plan->lefttree);
    if (plan->righttree != nullptr)
        children = lappend(children, plan->righttree);
    return list_concat(children, listed_inputs(plan));
}

Oid scanned_index(const Plan *plan) {
    switch (nodeTag(plan)) {
    case T_IndexScan:
        return reinterpret_cast<const IndexScan *>(plan)->indexid;
    case T_IndexOnlyScan:
        return reinterpret_cast<const IndexOnlyScan *>(plan)->indexid;
    case T_BitmapIndexScan:
        return reinterpret_cast<const BitmapIndexScan *>(plan)->indexid;
    default:
        return InvalidOid;
    }
}

List *all_nodes(const PlannedStmt *statement) {
    List *nodes = add(NIL, statement->planTree);
    for (int i = 0; i < list_length(statement->subplans); ++i)
        nodes = add(nodes, static_cast<Plan *>(list_nth(statement->subplans, i)));
    return nodes;
}

} // namespace nova::planner
