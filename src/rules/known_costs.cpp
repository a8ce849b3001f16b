#include "rules/known_costs.hpp"

#include <limits>
#include <set>

namespace nova {

KnownCosts::KnownCosts(WorkloadCosts &costs)
    : costs_(costs), wanting_(costs.candidates()), known_(costs.statements()), plans_(costs.statements()) {
    for (std::size_t statement = 0; statement < costs.statements(); ++statement) {
        const NumberSet &relevant = costs.relevant(statement);
        for (const std::size_t candidate : relevant)
            wanting_[candidate].push_back(statement);
        best_.push_back(of_call(statement, relevant));
    }
}

double KnownCosts::of_call(std::size_t statement, const NumberSet &set) {
    NumberSet relevant = common(set, costs_.relevant(statement));
    auto &known = known_[statement];
    if (const auto found = known.find(relevant); found != known.end())
        return found->second;
    // A plan stays the best when what it does not use is taken away.
    auto &plans = plans_[statement];
    const auto same = std::find_if(plans.begin(), plans.end(), [&relevant](const Plan &plan) {
        return includes(relevant, plan.planned.used) && includes(plan.could_use, relevant);
    });
    if (same != plans.end())
        return known.emplace(std::move(relevant), same->planned.cost).first->second;
    plans.push_back({relevant, costs_.plan(statement, relevant)});
    return known.emplace(std::move(relevant), plans.back().planned.cost).first->second;
}

NumberSet KnownCosts::statements_of(const NumberSet &candidates) const {
    std::set<std::size_t> result;
    for (const std::size_t candidate : candidates)
        result.insert(wanting_[candidate].begin(), wanting_[candidate].end());
    return {result.begin(), result.end()};
}

double KnownCosts::upkeep(const NumberSet &set) const {
    double sum = 0;
    for (const std::size_t candidate : set)
        sum += costs_.upkeep(candidate);
    return sum;
}

double KnownCosts::bytes(const NumberSet &set) const {
    double sum = 0;
    for (const std::size_t candidate : set)
        sum += costs_.bytes(candidate);
    return sum;
}

std::optional<Gain> KnownCosts::gain(const NumberSet &from, const NumberSet &to, const NumberSet &changed, double least,
                                     double &most) {
    std::vector<std::pair<double, std::size_t>> possible;
    most = upkeep(from) - upkeep(to);
    for (const std::size_t statement : statements_of(changed)) {
        possible.emplace_back(costs_.calls(statement) * (of_call(statement, from) - best_[statement]), statement);
        most += possible.back().first;
    }
    std::stable_sort(possible.begin(), possible.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    Gain result{most, 0};
    for (const auto &[saved, statement] : possible) {
        if (most < least)
            return std::nullopt;
        const double before = of_call(statement, from);
        const double after = of_call(statement, to);
        most += costs_.calls(statement) * (before - after) - saved;
        if (before != after)
            result.affected += costs_.calls(statement) * before;
    }
    result.saved = most;
    return result;
}

Gain KnownCosts::gain(const NumberSet &from, const NumberSet &to, const NumberSet &changed) {
    double most = 0;
    return *gain(from, to, changed, -std::numeric_limits<double>::infinity(), most);
}

} // namespace nova
