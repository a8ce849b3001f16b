#include "workload/planned_statement.hpp"

#include "model/add_once.hpp"
#include "pg/confinement.hpp"
#include "pg/memory.hpp"
#include "workload/search_observer.hpp"
#include "workload/search_reader.hpp"

namespace nova::workload {

namespace {

// The most common values count for this share of the calls at least, and at most.
constexpr double least_common = 0.1;
constexpr double most_common = 0.5;

} // namespace

void PlannedStatement::add_plans(ParamListInfo parameters, double weight, const planner::WhatIf &what_if,
                                 const CandidatePool *pool, Outcome &outcome) {
    for (int i = 0; i < list_length(statement_->queries); ++i) {
        const auto plan =
            planner::plan_cost(static_cast<Query *>(list_nth(statement_->queries, i)), parameters, what_if);
        outcome.cost += weight * plan.total;
        if (pool != nullptr)
            for (const std::size_t number : pool->used(plan))
                add_once(outcome.used, number);
    }
}

bool PlannedStatement::plan(const planner::WhatIf &what_if, const CandidatePool *pool, Outcome &outcome) {
    const double share = common_.parameters == nullptr ? 0 : std::clamp(common_.share, least_common, most_common);
    const bool planned = as_role(*statement_, [&] {
        add_plans(nullptr, 1 - share, what_if, pool, outcome);
        if (share > 0)
            add_plans(common_.parameters, share, what_if, pool, outcome);
    });
    std::sort(outcome.used.begin(), outcome.used.end());
    return planned;
}

bool PlannedStatement::observe(SearchReader &reader) {
    MemoryContext const report = CurrentMemoryContext;
    const pg::ReportMemory scratch;
    List *observed = NIL;
    Outcome today;
    const bool planned = as_role(*statement_, [&] {
        const SearchObserver observer;
        add_plans(nullptr, 1, {}, nullptr, today);
        observed = observer.searches();
    });
    if (!planned)
        return false;
    pg::call([this, report, observed] {
        MemoryContext const caller = MemoryContextSwitchTo(report);
        common_ = common_values(observed);
        MemoryContextSwitchTo(caller);
    });
    for (int i = 0; i < list_length(observed); ++i)
        add_once(searches_, reader.read(*static_cast<ObservedSearch *>(list_nth(observed, i))));
    std::erase_if(searches_, [](const TableSearch &search) {
        return search.conditions.empty() && search.alternatives.empty() && search.sequence.empty();
    });
    if (common_.parameters != nullptr) {
        today = {};
        if (!plan({}, nullptr, today))
            return false;
    }
    cost_today_ = today.cost;
    return true;
}

PlannedStatement::Outcome PlannedStatement::plan(const CandidatePool &pool, const std::vector<std::size_t> &candidates,
                                                 const std::vector<RelationId> &hidden) {
    pg::check_for_interrupts();
    const pg::ReportMemory scratch;
    planner::WhatIf what_if = pool.what_if(candidates);
    for (const RelationId index : hidden)
        what_if.hidden = pg::call([&what_if, index] { return lappend_oid(what_if.hidden, static_cast<Oid>(index)); });
    Outcome outcome;
    if (!plan(what_if, &pool, outcome))
        return {cost_today_, {}};
    return outcome;
}

} // namespace nova::workload
