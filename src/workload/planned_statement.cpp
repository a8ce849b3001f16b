#include "workload/planned_statement.hpp"

#include "model/add_once.hpp"
#include "pg/confinement.hpp"
#include "pg/memory.hpp"
#include "workload/assumed_values.hpp"
#include "workload/range_widths.hpp"
#include "workload/search_observer.hpp"
#include "workload/search_reader.hpp"

namespace nova::workload {

namespace {

// The most common values count for this share of the calls at least, and at most.
constexpr double least_common = 0.1;
constexpr double most_common = 0.5;

// A LIMIT that may not be reached is not, so often.
constexpr double unreached_share = 0.1;

// Unknown ranges are wide, so often, where the rows of a call do not tell.
constexpr double wide_ranges = 0.5;

// The rows of a call tell two values of a flag apart when the estimates differ by such a factor, and the rows from the
// better one by less.
constexpr double tellable = 3;

// By which factor the estimate is off.
double distance(double rows, double counted) { return std::max(rows / counted, counted / std::max(rows, 0.1)); }

} // namespace

void PlannedStatement::add_plans(List *queries, ParamListInfo parameters, double weight, const planner::WhatIf &what_if,
                                 const CandidatePool *pool, Outcome &outcome) {
    for (int i = 0; i < list_length(queries); ++i) {
        const auto plan = planner::plan_cost(static_cast<Query *>(list_nth(queries, i)), parameters, what_if);
        outcome.cost += weight * plan.total;
        outcome.rows = plan.rows;
        if (pool != nullptr)
            outcome.used = with(std::move(outcome.used), pool->used(plan));
    }
}

// The shares of the variants: where ranges are narrow, average values have what the others leave.
void PlannedStatement::set_variants() {
    const double narrow = 1 - wide_share_;
    const double unlimited = unlimited_ == NIL ? 0 : narrow * unreached_share;
    const double common =
        common_.parameters == nullptr ? 0 : (narrow - unlimited) * std::clamp(common_.share, least_common, most_common);
    const auto add = [this](List *queries, ParamListInfo parameters, double share) {
        if (share > 0)
            variants_.push_back({queries, parameters, share});
    };
    add(narrow_, assumed_, narrow - unlimited - common);
    add(wide_, assumed_, wide_share_);
    if (common > 0)
        add(narrow_, keep([this] { return merged_values(assumed_, common_.parameters); }), common);
    add(unlimited_, assumed_, unlimited);
}

// Plans it, and looks on. NIL when the planner refuses.
List *PlannedStatement::search(ParamListInfo parameters, Outcome &outcome) {
    List *observed = NIL;
    as_role(*statement_, [&] {
        const SearchObserver observer;
        add_plans(statement_->queries, parameters, 1, {}, nullptr, outcome);
        observed = observer.searches();
    });
    return observed;
}

// Which value a flag had, the rows of a call tell, when they are many with one and few with the other.
void PlannedStatement::assume_flags(List *observed) {
    if (statement_->calls == 0 || statement_->rows == 0)
        return;
    const double counted = statement_->rows / statement_->calls;
    List *const flags = pg::call([observed] { return compared_flags(observed); });
    for (int i = 0; i < list_length(flags); ++i) {
        const int parameter = list_nth_int(flags, i);
        double distances[2] = {};
        for (const bool flag : {false, true}) {
            Outcome outcome;
            search(pg::call([this, parameter, flag] { return with_flag(assumed_, parameter, flag); }), outcome);
            distances[flag] = distance(outcome.rows, counted);
        }
        const bool flag = distances[true] < distances[false];
        if (distances[flag] > tellable || distances[!flag] < tellable * distances[flag])
            continue;
        assumed_ = keep([this, parameter, flag] { return with_flag(assumed_, parameter, flag); });
        assumptions_.push_back("$" + std::to_string(parameter) + " is " + (flag ? "true" : "false"));
    }
}

void PlannedStatement::assume_prefixes(List *observed) {
    assumed_ = keep([this, observed] { return merged_values(assumed_, prefix_patterns(observed)); });
    for (int i = 0; assumed_ != nullptr && i < assumed_->numParams; ++i)
        if (OidIsValid(assumed_->params[i].ptype))
            assumptions_.push_back("$" + std::to_string(i + 1) + " begins with what is searched for");
}

// How often an array has an element, or a document a word, the planner can only guess: with a rare one, a scan in the
// wanted order goes on to the end.
void PlannedStatement::doubt_limits() {
    const auto guessed = [](const SearchCondition &condition) { return condition.method_name != "btree"; };
    const bool doubtful = std::any_of(searches_.begin(), searches_.end(), [&](const TableSearch &search) {
        return !search.sequence.empty() && std::any_of(search.conditions.begin(), search.conditions.end(), guessed);
    });
    if (!doubtful)
        return;
    unlimited_ = keep([this] {
        List *const queries = static_cast<List *>(copyObjectImpl(narrow_));
        for (int i = 0; i < list_length(queries); ++i)
            static_cast<Query *>(list_nth(queries, i))->limitCount = nullptr;
        return queries;
    });
}

// Where nothing else than its conditions decides how many rows a call returns, these tell how wide its ranges were.
// `today`: with its ranges as the planner takes them; then narrow.
void PlannedStatement::doubt_ranges(Outcome &today) {
    narrow_ = statement_->queries;
    wide_ = keep([this] { return with_ranges(statement_->queries, RangeWidth::Wide); });
    if (wide_ == NIL)
        return;
    wide_share_ = wide_ranges;
    if (List *const narrow = keep([this] { return with_ranges(statement_->queries, RangeWidth::Narrow); });
        narrow != NIL) {
        narrow_ = narrow;
        today = {};
        if (!as_role(*statement_, [&] { add_plans(narrow_, assumed_, 1, {}, nullptr, today); }))
            return;
    }
    auto *const query = static_cast<Query *>(llast(statement_->queries));
    if (statement_->calls == 0 || statement_->rows == 0 || query->hasAggs || query->groupClause != NIL ||
        query->distinctClause != NIL || query->limitCount != nullptr)
        return;
    Outcome wide;
    as_role(*statement_, [&] { add_plans(wide_, assumed_, 1, {}, nullptr, wide); });
    const double counted = statement_->rows / statement_->calls;
    const double narrow_distance = distance(today.rows, counted);
    const double wide_distance = distance(wide.rows, counted);
    if (counted <= tellable * today.rows && wide_distance >= tellable * narrow_distance)
        wide_share_ = 0;
    else if (tellable * counted >= wide.rows && narrow_distance >= tellable * wide_distance)
        wide_share_ = 1;
}

bool PlannedStatement::observe(SearchReader &reader) {
    const pg::ReportMemory scratch;
    Outcome today;
    List *observed = search(nullptr, today);
    if (statement_->status != Status::Planned)
        return false;
    assume_prefixes(observed);
    assume_flags(observed);
    if (assumed_ != nullptr)
        observed = search(assumed_, today = {});
    common_ = keep([observed] { return common_values(observed); });
    for (int i = 0; i < list_length(observed); ++i)
        add_once(searches_, reader.read(*static_cast<ObservedSearch *>(list_nth(observed, i))));
    std::erase_if(searches_, [](const TableSearch &search) {
        return search.conditions.empty() && search.alternatives.empty() && search.sequence.empty();
    });
    doubt_ranges(today);
    doubt_limits();
    if (statement_->status != Status::Planned)
        return false;
    set_variants();
    const auto is_planned = [this](const Variant &variant) {
        return variant.queries == narrow_ && variant.parameters == assumed_;
    };
    Outcome others;
    auto add_others = [&] {
        for (const Variant &variant : variants_)
            if (!is_planned(variant))
                add_plans(variant.queries, variant.parameters, variant.share, {}, nullptr, others);
    };
    if (!std::all_of(variants_.begin(), variants_.end(), is_planned) && !as_role(*statement_, add_others))
        return false;
    cost_today_ = others.cost;
    if (is_planned(variants_.front()))
        cost_today_ += variants_.front().share * today.cost;
    return true;
}

PlannedStatement::Outcome PlannedStatement::plan(const CandidatePool &pool, const NumberSet &candidates,
                                                 const std::vector<RelationId> &hidden) {
    pg::check_for_interrupts();
    const pg::ReportMemory scratch;
    planner::WhatIf what_if = pool.what_if(candidates);
    for (const RelationId index : hidden)
        what_if.hidden = pg::call([&what_if, index] { return lappend_oid(what_if.hidden, static_cast<Oid>(index)); });
    Outcome outcome;
    const bool planned = as_role(*statement_, [&] {
        for (const Variant &variant : variants_)
            add_plans(variant.queries, variant.parameters, variant.share, what_if, &pool, outcome);
    });
    if (!planned)
        return {.rows = 0, .cost = cost_today_, .used = {}};
    return outcome;
}

} // namespace nova::workload
