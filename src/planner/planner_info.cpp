#include "pg/compat.hpp"
#include "planner/index_description.hpp"

namespace nova::planner {

namespace {

// Variables of the relation in place of those of entry 1.
List *for_relation(List *trees, Index relation) {
    Node *const copy = static_cast<Node *>(copyObjectImpl(trees));
    if (copy != nullptr && relation != 1)
        ChangeVarNodes(copy, 1, static_cast<int>(relation), 0);
    return reinterpret_cast<List *>(copy);
}

// build_index_tlist
List *target_list(const HypotheticalIndex *index, const IndexOptInfo *info, Index relation) {
    List *targets = NIL;
    int expression = 0;
    for (int column = 0; column < index->columns; ++column) {
        const AttrNumber attribute = index->attributes[column];
        Expr *const value =
            attribute == 0
                ? static_cast<Expr *>(list_nth(info->indexprs, expression++))
                : reinterpret_cast<Expr *>(makeVar(static_cast<int>(relation), attribute, index->types[column],
                                                   index->modifiers[column], index->attribute_collations[column], 0));
        targets = lappend(targets, makeTargetEntry(value, static_cast<AttrNumber>(column + 1), nullptr, false));
    }
    return targets;
}

void add_method(const HypotheticalIndex *index, IndexOptInfo *info) {
    IndexAmRoutine *const routine = GetIndexAmRoutineByAmId(index->method, false);
    info->amcanorderbyop = routine->amcanorderbyop;
    info->amoptionalkey = routine->amoptionalkey;
    info->amsearcharray = routine->amsearcharray;
    info->amsearchnulls = routine->amsearchnulls;
    info->amcanparallel = routine->amcanparallel;
    info->amhasgettuple = routine->amgettuple != nullptr;
    info->amhasgetbitmap = routine->amgetbitmap != nullptr && index->bitmap_scans;
    info->amcanmarkpos = routine->ammarkpos != nullptr && routine->amrestrpos != nullptr;
    pg::set_cost_estimate(info, routine);
    if (index->method != BTREE_AM_OID)
        return; // another ordered access method is taken for unordered
    info->sortopfamily = info->opfamily;
    info->reverse_sort = static_cast<bool *>(palloc(sizeof(bool) * static_cast<std::size_t>(index->key_columns)));
    info->nulls_first = static_cast<bool *>(palloc(sizeof(bool) * static_cast<std::size_t>(index->key_columns)));
    for (int column = 0; column < index->key_columns; ++column) {
        info->reverse_sort[column] = (index->options[column] & INDOPTION_DESC) != 0;
        info->nulls_first[column] = (index->options[column] & INDOPTION_NULLS_FIRST) != 0;
    }
}

} // namespace

IndexOptInfo *planner_info(const HypotheticalIndex *index, RelOptInfo *relation) {
    IndexOptInfo *const info = makeNode(IndexOptInfo);
    info->indexoid = index->id;
    info->reltablespace = index->tablespace;
    info->rel = relation;
    info->ncolumns = index->columns;
    info->nkeycolumns = index->key_columns;
    info->indexkeys = static_cast<int *>(palloc(sizeof(int) * static_cast<std::size_t>(index->columns)));
    for (int column = 0; column < index->columns; ++column)
        info->indexkeys[column] = index->attributes[column];
    // The planner reads these and does not write them.
    info->canreturn = index->can_return;
    info->opfamily = index->families;
    info->opcintype = index->input_types;
    info->indexcollations = index->collations;
    info->opclassoptions = index->parsed_class_options;
    info->relam = index->method;
    info->indexprs = for_relation(index->expressions, relation->relid);
    info->indpred = for_relation(index->predicate, relation->relid);
    info->indextlist = target_list(index, info, relation->relid);
    info->unique = index->unique;
    info->immediate = true;
    info->hypothetical = true;
    pg::set_nulls_not_distinct(info, index->nulls_not_distinct);
    if (index->partitioned)
        return info;
    add_method(index, info);
    info->pages = index->planner_pages;
    info->tuples = index->predicate == NIL ? relation->tuples : rint(index->selectivity * relation->tuples);
    info->tree_height = index->height;
    return info;
}

} // namespace nova::planner
