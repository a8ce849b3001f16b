#include "rules/severity.hpp"

#include <algorithm>

namespace nova {

namespace {

double pages_per_search(const DeleteCost &cost) {
    // A row that the partial search finds may lie on a page of its own.
    if (cost.coverage == Coverage::Partial && cost.rows_left)
        return std::min(cost.size->pages, *cost.rows_left);
    return cost.size->pages;
}

} // namespace

double pages_per_delete(const DeleteCost &cost) {
    return cost.size ? pages_per_search(cost) * cost.rows_per_delete : 0;
}

Severity judge_severity(const DeleteCost &cost) {
    using namespace severity_threshold;
    if (cost.coverage == Coverage::Leaves)
        return Severity::Low;
    if (!cost.size || !cost.deletes)
        return Severity::Unknown;
    if (cost.coverage == Coverage::Partial && cost.rows_left && *cost.rows_left <= few_rows)
        return Severity::Low;

    const double pages = pages_per_delete(cost);
    if (*cost.deletes == 0 || pages < small_scan)
        return Severity::Low;
    // The counter has the cascaded deletes in it already.
    const double load = pages_per_search(cost) * static_cast<double>(*cost.deletes);
    const bool high = (pages >= large_scan && *cost.deletes >= repeated) || load >= heavy_load;
    return high && !cost.custom_plan_may_serve ? Severity::High : Severity::Medium;
}

Severity judge_severity(const PolicyCost &cost) {
    using namespace severity_threshold;
    if (cost.coverage == Coverage::Leaves || !cost.reachable)
        return Severity::Low;
    if (!cost.size)
        return Severity::Unknown;
    double pages = cost.size->pages;
    if (cost.coverage == Coverage::Partial && cost.rows_left)
        pages = *cost.rows_left <= few_rows ? 0 : std::min(pages, *cost.rows_left);
    if (pages < small_scan)
        return Severity::Low;
    return pages >= large_query ? Severity::High : Severity::Medium;
}

Severity judge_severity(const PolicyProblemCost &cost) {
    using namespace severity_threshold;
    if (!cost.reachable || cost.searched || cost.most == Severity::Low)
        return Severity::Low;
    if (!cost.size)
        return Severity::Unknown;
    const double pages = (cost.reads_all ? cost.size->pages : 0) + cost.size->rows * cost.call_cost / calls_per_page;
    if (pages < small_scan)
        return Severity::Low;
    return pages >= large_query ? cost.most : Severity::Medium;
}

std::optional<double> rows_left(const Need &need, ClauseSet searched, double rows, Statistics &statistics) {
    double left = rows;
    for (std::size_t i = 0; i < need.clauses.size(); ++i) {
        const NeedClause &clause = need.clauses[i];
        if (!(searched & (ClauseSet{1} << i)) || clause.shape->range)
            continue;
        const auto distinct = statistics.distinct(need.table, clause.column);
        if (!distinct)
            return std::nullopt;
        left /= std::max(1.0, *distinct < 0 ? -*distinct * rows : *distinct);
    }
    return left;
}

} // namespace nova
