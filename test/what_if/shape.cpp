#include "shape.hpp"

#include "planner/plan_nodes.hpp"

extern "C" {
#include "catalog/partition.h"
}

using namespace nova::planner;

namespace {

// IndexScan is printed as {INDEXSCAN ...
char *node_type(const Plan *plan) {
    char *const text = nodeToString(plan) + 1;
    text[strcspn(text, " }")] = '\0';
    return text;
}

const char *index_name(Oid index, const IndexNames &names) {
    for (Oid one = index; OidIsValid(one);) {
        for (int i = 0; i < list_length(names.indexes); ++i)
            if (list_nth_oid(names.indexes, i) == one)
                return psprintf("#%d", list_nth_int(names.numbers, i));
        one = get_rel_relispartition(one) ? get_partition_parent(one, true) : InvalidOid;
    }
    const char *const name = get_rel_name(index);
    return name == nullptr ? "?" : name;
}

struct Conditions {
    List *index;
    List *order;
    int direction;
};

Conditions conditions_of(const Plan *plan) {
    switch (nodeTag(plan)) {
    case T_IndexScan: {
        auto *const scan = reinterpret_cast<const IndexScan *>(plan);
        return {scan->indexqual, scan->indexorderby, scan->indexorderdir};
    }
    case T_IndexOnlyScan: {
        auto *const scan = reinterpret_cast<const IndexOnlyScan *>(plan);
        return {scan->indexqual, scan->indexorderby, scan->indexorderdir};
    }
    case T_BitmapIndexScan:
        return {reinterpret_cast<const BitmapIndexScan *>(plan)->indexqual, NIL, 0};
    default:
        return {NIL, NIL, 0};
    }
}

bool is_scan(const Plan *plan) {
    switch (nodeTag(plan)) {
    case T_SeqScan:
    case T_IndexScan:
    case T_IndexOnlyScan:
    case T_BitmapHeapScan:
    case T_BitmapIndexScan:
        return true;
    default:
        return false;
    }
}

void print(StringInfo out, const Plan *plan, const PlannedStmt *statement, const IndexNames &names) {
    appendStringInfo(out, "{\"node\": \"%s\"", node_type(plan));
    if (is_scan(plan)) {
        const Index table = reinterpret_cast<const Scan *>(plan)->scanrelid;
        appendStringInfo(out, ", \"table\": \"%s\"", get_rel_name(rt_fetch(table, statement->rtable)->relid));
    }
    const Oid index = scanned_index(plan);
    if (OidIsValid(index)) {
        const Conditions conditions = conditions_of(plan);
        appendStringInfo(out, ", \"index\": \"%s\", \"conditions\": %d", index_name(index, names),
                         list_length(conditions.index));
        if (conditions.order != NIL)
            appendStringInfo(out, ", \"order\": %d", list_length(conditions.order));
        if (conditions.direction < 0)
            appendStringInfo(out, ", \"backward\": true");
    }
    if (plan->qual != NIL)
        appendStringInfo(out, ", \"filters\": %d", list_length(plan->qual));
    if (IsA(plan, NestLoop) || IsA(plan, MergeJoin) || IsA(plan, HashJoin))
        appendStringInfo(out, ", \"join\": %d", static_cast<int>(reinterpret_cast<const Join *>(plan)->jointype));
    if (IsA(plan, Agg))
        appendStringInfo(out, ", \"strategy\": %d", static_cast<int>(reinterpret_cast<const Agg *>(plan)->aggstrategy));
    List *const children = inputs(plan);
    for (int i = 0; i < list_length(children); ++i) {
        appendStringInfoString(out, i == 0 ? ", \"inputs\": [" : ", ");
        print(out, static_cast<Plan *>(list_nth(children, i)), statement, names);
    }
    appendStringInfoString(out, children == NIL ? "}" : "]}");
}

} // namespace

char *shape(const PlannedStmt *statement, const IndexNames &names) {
    StringInfoData out;
    initStringInfo(&out);
    appendStringInfoChar(&out, '[');
    print(&out, statement->planTree, statement, names);
    for (int i = 0; i < list_length(statement->subplans); ++i) {
        auto *const subplan = static_cast<Plan *>(list_nth(statement->subplans, i));
        if (subplan == nullptr)
            continue;
        appendStringInfoString(&out, ", ");
        print(&out, subplan, statement, names);
    }
    appendStringInfoChar(&out, ']');
    return out.data;
}
