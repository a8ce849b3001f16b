#include "planner/what_if_scope.hpp"

#include "pg/call.hpp"
#include "planner/index_description.hpp"

namespace nova::planner {

namespace {

WhatIfScope *innermost = nullptr;
get_relation_info_hook_type next_hook = nullptr;
bool left_in_chain = false;

List *without(List *indexes, List *hidden) {
    List *kept = NIL;
    for (int i = 0; i < list_length(indexes); ++i) {
        auto *const info = static_cast<IndexOptInfo *>(list_nth(indexes, i));
        if (!list_member_oid(hidden, info->indexoid))
            kept = lappend(kept, info);
    }
    return kept;
}

// A partitioned index hides those of the partitions.
List *with_partitions(List *indexes) {
    List *all = NIL;
    for (int i = 0; i < list_length(indexes); ++i) {
        const Oid index = list_nth_oid(indexes, i);
        if (get_rel_relkind(index) == RELKIND_PARTITIONED_INDEX)
            all = list_concat_unique_oid(all, find_all_inheritors(index, NoLock, nullptr));
        else
            all = list_append_unique_oid(all, index);
    }
    return all;
}

} // namespace

void show_indexes(PlannerInfo *root, Oid table, bool parent, RelOptInfo *relation) {
    if (next_hook != nullptr)
        next_hook(root, table, parent, relation);
    const WhatIfScope *const scope = innermost;
    if (scope == nullptr || root->glob == nullptr || root->glob->boundParams != scope->parameters_)
        return;
    if (scope->hidden_ != NIL)
        relation->indexlist = without(relation->indexlist, scope->hidden_);
    const bool partitioned = parent && root->simple_rte_array[relation->relid]->relkind == RELKIND_PARTITIONED_TABLE;
    for (int i = 0; i < list_length(scope->what_if_.added); ++i) {
        auto *const index = static_cast<HypotheticalIndex *>(list_nth(scope->what_if_.added, i));
        // The newest comes first, as in get_relation_info.
        if (index->relation == table && (index->partitioned ? partitioned : !parent))
            relation->indexlist = lcons(planner_info(index, relation), relation->indexlist);
    }
}

WhatIfScope::WhatIfScope(const WhatIf &what_if, ParamListInfo parameters) : what_if_(what_if), outer_(innermost) {
    hidden_ = pg::call([&what_if] { return with_partitions(what_if.hidden); });
    parameters_ = pg::call([parameters] {
        const ParamListInfo copy = copyParamList(parameters);
        return copy == nullptr ? makeParamList(0) : copy;
    });
    innermost = this;
    if (outer_ == nullptr && !left_in_chain) {
        next_hook = get_relation_info_hook;
        get_relation_info_hook = show_indexes;
    }
}

WhatIfScope::~WhatIfScope() {
    innermost = outer_;
    if (outer_ != nullptr || left_in_chain)
        return;
    if (get_relation_info_hook == show_indexes)
        get_relation_info_hook = next_hook;
    else
        left_in_chain = true; // whoever came while we planned calls us, who do nothing, and through us the previous one
}

} // namespace nova::planner
