// Reading off the planner what a statement asks of its tables.
#pragma once

#include "workload/observed_search.hpp"

namespace nova::workload {

// While it lives, every base relation that the planner makes paths for, in subqueries, common table expressions and
// the look-ups of min() and max() too, is noted down after what the planner has made of the statement: policies
// combined, functions inlined, subqueries pulled up, equalities derived (set_rel_pathlist_hook).
class SearchObserver {
  public:
    SearchObserver();
    ~SearchObserver();
    SearchObserver(const SearchObserver &) = delete;
    SearchObserver &operator=(const SearchObserver &) = delete;

    // Of ObservedSearch, in the memory context that was current at construction.
    List *searches() const { return searches_; }

  private:
    friend void observe(PlannerInfo *root, RelOptInfo *relation, ::Index number, RangeTblEntry *entry);

    MemoryContext memory_;
    List *searches_ = NIL;
};

} // namespace nova::workload
