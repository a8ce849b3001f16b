#include "rules/choose_indexes.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <utility>

namespace nova {

namespace {

using Set = std::vector<std::size_t>;

bool contains(const Set &set, std::size_t element) { return std::binary_search(set.begin(), set.end(), element); }

Set with(Set set, const Set &more) {
    for (const std::size_t element : more)
        if (!contains(set, element))
            set.insert(std::lower_bound(set.begin(), set.end(), element), element);
    return set;
}

Set without(Set set, std::size_t element) {
    std::erase(set, element);
    return set;
}

Set difference(const Set &set, const Set &part) {
    Set result;
    std::set_difference(set.begin(), set.end(), part.begin(), part.end(), std::back_inserter(result));
    return result;
}

bool includes(const Set &set, const Set &part) {
    return std::includes(set.begin(), set.end(), part.begin(), part.end());
}

// Of a large set, what is in a small one.
Set common(const Set &large, const Set &small) {
    Set result;
    if (large.empty())
        return result;
    for (const std::size_t element : small)
        if (contains(large, element))
            result.push_back(element);
    return result;
}

// What a change of the chosen set saves.
struct Gain {
    double saved = 0;    // upkeep deducted
    double affected = 0; // what the statements have cost whose cost changes
};

// Candidates that are added together, one of which alone may be of no use: those of both sides of a join.
struct Bundle {
    Set members;
    Set added = {};                            // of these, what is not chosen yet
    Set replaced = {};                         // chosen ones that an added one extends
    double bytes = 0;                          // of what is added, less what is replaced
    Gain gain;                                 // when it was last looked at; before, or since then, at most so much
    std::optional<std::size_t> looked_at = {}; // at that step
    double merit = 0;                          // by that gain
};

struct Plan {
    Set could_use;
    WorkloadCosts::Planned planned;
};

class Chooser {
  public:
    Chooser(WorkloadCosts &costs, const ChoiceLimits &limits) : costs_(costs), limits_(limits) {
        wanting_.resize(costs.candidates());
        known_.resize(costs.statements());
        plans_.resize(costs.statements());
        best_.resize(costs.statements());
        for (std::size_t statement = 0; statement < costs.statements(); ++statement) {
            all_.push_back(statement);
            for (const std::size_t candidate : costs.relevant(statement))
                wanting_[candidate].push_back(statement);
            current_.push_back(cost(statement, chosen_));
        }
        set_prices();
    }

    Set choose() {
        std::vector<Bundle> bundles = all_bundles();
        add_all(bundles);
        bool changed = true;
        for (int round = 0; changed && round < most_rounds; ++round) {
            exchange();
            prune();
            look_anew(bundles);
            changed = make_room(bundles);
            changed = add_all(bundles) || changed;
        }
        return order_;
    }

  private:
    void set_prices() {
        double whole = 0;
        for (const std::size_t statement : all_)
            whole += costs_.calls(statement) * current_[statement];
        least_ = least_share * whole;
        // A limit takes the place of the price.
        byte_price_ = costs_.table_bytes() > 0 && !limits_.budget_bytes ? size_share * whole / costs_.table_bytes() : 0;
    }

    double cost(std::size_t statement, const Set &set) {
        Set relevant = common(set, costs_.relevant(statement));
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

    Set statements_of(const Set &candidates) const {
        std::set<std::size_t> result;
        for (const std::size_t candidate : candidates)
            result.insert(wanting_[candidate].begin(), wanting_[candidate].end());
        return {result.begin(), result.end()};
    }

    double upkeep(const Set &set) const {
        double sum = 0;
        for (const std::size_t candidate : set)
            sum += costs_.upkeep(candidate);
        return sum;
    }

    double bytes(const Set &set) const {
        double sum = 0;
        for (const std::size_t candidate : set)
            sum += costs_.bytes(candidate);
        return sum;
    }

    // With `least`, it ends where no more than that can be saved; nothing then, and `most` is lowered to what can.
    std::optional<Gain> gain(const Set &from, const Set &to, const Set &changed, double least, double &most) {
        std::vector<std::pair<double, std::size_t>> possible;
        most = upkeep(from) - upkeep(to);
        for (const std::size_t statement : statements_of(changed)) {
            possible.emplace_back(costs_.calls(statement) * (cost(statement, from) - best_[statement]), statement);
            most += possible.back().first;
        }
        std::stable_sort(possible.begin(), possible.end(),
                         [](const auto &a, const auto &b) { return a.first > b.first; });
        Gain result{most, 0};
        for (const auto &[saved, statement] : possible) {
            if (most < least)
                return std::nullopt;
            const double before = cost(statement, from);
            const double after = cost(statement, to);
            most += costs_.calls(statement) * (before - after) - saved;
            if (before != after)
                result.affected += costs_.calls(statement) * before;
        }
        result.saved = most;
        return result;
    }

    Gain gain(const Set &from, const Set &to, const Set &changed) {
        double most = 0;
        return *gain(from, to, changed, -std::numeric_limits<double>::infinity(), most);
    }

    bool earns_its_place(const Gain &gain, std::size_t indexes, double bytes) const {
        return gain.saved >= least_ * static_cast<double>(indexes) + byte_price_ * bytes &&
               gain.saved >= least_cut * gain.affected && gain.saved > 0;
    }

    bool earns_its_place(const Bundle &bundle) const {
        return earns_its_place(bundle.gain, bundle.added.size(), bundle.bytes);
    }

    std::vector<Bundle> all_bundles() {
        std::set<Set> sets;
        for (std::size_t candidate = 0; candidate < costs_.candidates(); ++candidate)
            sets.insert({candidate});
        for (const std::size_t statement : all_)
            if (Set wanted = wanted_together(statement); wanted.size() > 1)
                sets.insert(std::move(wanted));
        std::vector<Bundle> result;
        for (const Set &set : sets)
            result.push_back({.members = set, .gain = unknown_gain});
        set_out(result);
        return result;
    }

    // What each of them would change of what is chosen now.
    void set_out(std::vector<Bundle> &bundles) const {
        for (Bundle &bundle : bundles) {
            bundle.added.clear();
            bundle.replaced.clear();
            for (const std::size_t member : bundle.members)
                if (!contains(chosen_, member))
                    bundle.added.push_back(member);
            for (const std::size_t chosen : chosen_)
                if (std::any_of(bundle.added.begin(), bundle.added.end(),
                                [&](std::size_t added) { return costs_.extends(added, chosen); }))
                    bundle.replaced.push_back(chosen);
            bundle.bytes = bytes(bundle.added) - bytes(bundle.replaced);
        }
    }

    Set chosen_with(const Bundle &bundle) const {
        return with(difference(chosen_, bundle.replaced), bundle.added);
    }

    // Of all relevant candidates those without which the statement would cost more.
    Set wanted_together(std::size_t statement) {
        Set wanted = costs_.relevant(statement);
        const double best = best_[statement] = cost(statement, wanted);
        if (wanted.size() < 2)
            return {};
        if (best >= nearly * cost(statement, {}))
            return {};
        for (std::size_t i = wanted.size(); i-- > 0;)
            if (Set fewer = without(wanted, wanted[i]); nearly * cost(statement, fewer) <= best)
                wanted = std::move(fewer);
        return wanted;
    }

    bool fits(std::size_t indexes, double bytes) const {
        return (!limits_.max_indexes || indexes <= *limits_.max_indexes) &&
               (!limits_.budget_bytes || bytes <= *limits_.budget_bytes);
    }

    bool fits(const Set &set) const { return fits(set.size(), bytes(set)); }

    bool fits(const Bundle &bundle) const {
        return fits(chosen_.size() + bundle.added.size() - bundle.replaced.size(), bytes(chosen_) + bundle.bytes);
    }

    // What is maximized: under a limit on the size, what a byte saves.
    double merit_of(const Bundle &bundle) const {
        if (limits_.budget_bytes)
            return bundle.gain.saved / std::max(1.0, bundle.bytes);
        const double saved = bundle.gain.saved - byte_price_ * bundle.bytes;
        return limits_.max_indexes ? saved / static_cast<double>(bundle.members.size()) : saved;
    }

    // The least that it has to save for that merit.
    double saved_for(double merit, const Bundle &bundle) const {
        if (limits_.budget_bytes)
            return std::max(least_, merit * bundle.bytes);
        return std::max(least_, (limits_.max_indexes ? merit * static_cast<double>(bundle.members.size()) : merit) +
                                    byte_price_ * bundle.bytes);
    }

    // As far as is needed to know that it has less than the merit.
    void look_at(Bundle &bundle, double merit) {
        if (bundle.looked_at == step_)
            return;
        double most = 0;
        const double least = saved_for(merit, bundle);
        if (bundle.added.empty())
            bundle.gain = {};
        else if (const auto exact =
                     gain(chosen_, chosen_with(bundle), with(bundle.members, bundle.replaced), least, most))
            bundle.gain = *exact;
        else
            bundle.gain.saved = std::min(bundle.gain.saved, most);
        if (bundle.added.empty() || most >= least)
            bundle.looked_at = step_;
        bundle.merit = merit_of(bundle);
    }

    bool add_all(std::vector<Bundle> &bundles) {
        const std::size_t before = step_;
        while (add_best(bundles))
            set_prices();
        return step_ != before;
    }

    // What was exchanged or dropped may have left room, and something to gain.
    void look_anew(std::vector<Bundle> &bundles) {
        ++step_;
        for (Bundle &bundle : bundles)
            bundle.gain = unknown_gain;
        set_out(bundles);
        for (const std::size_t statement : all_)
            current_[statement] = cost(statement, chosen_);
        set_prices();
    }

    // Gains mostly shrink while indexes are added, so that only those are looked at again that may still be the best.
    bool add_best(std::vector<Bundle> &bundles) {
        for (Bundle &bundle : bundles)
            bundle.merit = merit_of(bundle); // prices have changed
        std::stable_sort(bundles.begin(), bundles.end(),
                         [&](const Bundle &a, const Bundle &b) { return a.merit > b.merit; });
        double best = 0;
        for (Bundle &bundle : bundles) {
            if (!fits(bundle))
                continue;
            if (nearly * best > bundle.merit && bundle.looked_at != step_)
                break;
            look_at(bundle, nearly * best);
            if (bundle.looked_at == step_ && earns_its_place(bundle))
                best = std::max(best, bundle.merit);
        }
        const Bundle *taken = nullptr;
        for (const Bundle &bundle : bundles)
            if (best > 0 && bundle.looked_at == step_ && bundle.merit >= nearly * best && earns_its_place(bundle) &&
                (taken == nullptr || bytes(bundle.members) < bytes(taken->members)))
                taken = &bundle;
        if (taken == nullptr)
            return false;
        add(*taken);
        set_out(bundles);
        return true;
    }

    void add(const Bundle &bundle) { take(bundle, chosen_with(bundle)); }

    // The set is to be chosen, for the sake of the bundle.
    void take(const Bundle &bundle, const Set &set) {
        ++step_;
        const Set before = std::exchange(chosen_, set);
        std::erase_if(order_, [&](std::size_t index) { return !contains(chosen_, index); });
        order_.insert(order_.end(), bundle.added.begin(), bundle.added.end());
        for (const std::size_t statement : statements_of(with(before, chosen_)))
            current_[statement] = cost(statement, chosen_);
    }

    // Those that are chosen, first those without which the least is lost for what is limited.
    Set by_worth() {
        std::vector<std::pair<double, std::size_t>> worth;
        for (const std::size_t index : chosen_) {
            const double saved = gain(without(chosen_, index), chosen_, {index}).saved;
            worth.emplace_back(limits_.budget_bytes ? saved / std::max(1.0, costs_.bytes(index)) : saved, index);
        }
        std::sort(worth.begin(), worth.end());
        Set result;
        for (const auto &[saved, index] : worth)
            result.push_back(index);
        return result;
    }

    // What did not fit beside smaller ones may be worth more than they are.
    bool make_room(std::vector<Bundle> &bundles) {
        const Set worth = by_worth();
        const Bundle *best = nullptr;
        Set best_set;
        double most_saved = least_;
        for (const Bundle &bundle : bundles) {
            if (bundle.added.empty() || fits(bundle))
                continue;
            Set set = chosen_with(bundle);
            for (auto index = worth.begin(); index != worth.end() && !fits(set); ++index)
                set = without(set, *index);
            if (!fits(set))
                continue;
            double most = 0;
            const Set changed = with(bundle.added, difference(chosen_, set));
            const auto found = gain(chosen_, set, changed, most_saved, most);
            if (found && found->saved > std::max(most_saved, least_cut * found->affected)) {
                most_saved = found->saved;
                best = &bundle;
                best_set = set;
            }
        }
        if (best == nullptr)
            return false;
        take(*best, best_set);
        look_anew(bundles);
        return true;
    }

    void exchange() {
        for (std::size_t &place : order_)
            for (std::size_t other = 0; other < costs_.candidates(); ++other) {
                if (contains(chosen_, other) || !costs_.same_table(place, other))
                    continue;
                const Set rest = without(chosen_, place);
                const Set to = with(rest, {other});
                if (!fits(to))
                    continue;
                const double smaller = byte_price_ * (bytes({place}) - bytes({other}));
                double most = 0;
                const auto more =
                    gain(chosen_, to, {std::min(place, other), std::max(place, other)}, least_ - smaller, most);
                if (more && more->saved + smaller > std::max(least_, least_cut * more->affected)) {
                    chosen_ = to;
                    place = other;
                }
            }
    }

    // Later ones may do what an earlier one was chosen for.
    void prune() {
        for (std::size_t i = order_.size(); i-- > 0;) {
            const Set rest = without(chosen_, order_[i]);
            if (earns_its_place(gain(rest, chosen_, {order_[i]}), 1, costs_.bytes(order_[i])))
                continue;
            chosen_ = rest;
            order_.erase(order_.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }

    WorkloadCosts &costs_;
    const ChoiceLimits &limits_;
    static constexpr int most_rounds = 4;
    static constexpr Gain unknown_gain{std::numeric_limits<double>::max(), 0};

    double least_ = 0;      // that an index has to save
    double byte_price_ = 0; // and each byte of it
    Set all_;
    std::vector<Set> wanting_;                 // by candidate: statements
    std::vector<std::map<Set, double>> known_; // costs by statement
    std::vector<std::vector<Plan>> plans_;     // that were made, by statement
    std::vector<double> best_;                 // by statement: its cost with all candidates
    std::vector<double> current_;              // and with those chosen so far, while indexes are added
    Set chosen_;                               // ascending
    Set order_;                                // as they were chosen
    std::size_t step_ = 0;                     // counts the changes of what is chosen
};

} // namespace

std::vector<std::size_t> choose_indexes(WorkloadCosts &costs, const ChoiceLimits &limits) {
    return Chooser(costs, limits).choose();
}

} // namespace nova
