#include "rules/choose_indexes.hpp"

#include <algorithm>
#include <map>
#include <queue>
#include <set>

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

Set common(const Set &a, const Set &b) {
    Set result;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
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
    Gain gain; // when it was last looked at
    std::size_t looked_at = 0;
};

class Chooser {
  public:
    Chooser(WorkloadCosts &costs, const ChoiceLimits &limits) : costs_(costs), limits_(limits) {
        wanting_.resize(costs.candidates());
        known_.resize(costs.statements());
        for (std::size_t statement = 0; statement < costs.statements(); ++statement) {
            all_.push_back(statement);
            for (const std::size_t candidate : costs.relevant(statement))
                wanting_[candidate].push_back(statement);
        }
        set_least();
    }

    Set choose() {
        std::vector<Bundle> bundles = all_bundles();
        while (add_best(bundles))
            set_least();
        exchange();
        prune();
        return order_;
    }

  private:
    void set_least() {
        least_ = 0;
        for (const std::size_t statement : all_)
            least_ += least_share * costs_.calls(statement) * cost(statement, chosen_);
    }

    double cost(std::size_t statement, const Set &set) {
        Set relevant = common(set, costs_.relevant(statement));
        auto &known = known_[statement];
        if (const auto found = known.find(relevant); found != known.end())
            return found->second;
        const double result = costs_.cost(statement, relevant);
        return known.emplace(std::move(relevant), result).first->second;
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

    Gain gain(const Set &from, const Set &to, const Set &changed) {
        Gain result;
        for (const std::size_t statement : statements_of(changed)) {
            const double before = cost(statement, from);
            const double after = cost(statement, to);
            result.saved += costs_.calls(statement) * (before - after);
            if (before != after)
                result.affected += costs_.calls(statement) * before;
        }
        result.saved -= upkeep(to) - upkeep(from);
        return result;
    }

    bool earns_its_place(const Gain &gain, std::size_t indexes) const {
        return gain.saved >= least_ * static_cast<double>(indexes) && gain.saved >= least_cut * gain.affected &&
               gain.saved > 0;
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
            result.push_back({set, gain({}, set, set), 0});
        return result;
    }

    // Of all relevant candidates those without which the statement would cost more.
    Set wanted_together(std::size_t statement) {
        Set wanted = costs_.relevant(statement);
        if (wanted.size() < 2)
            return {};
        const double best = cost(statement, wanted);
        if (best >= nearly * cost(statement, {}))
            return {};
        for (std::size_t i = wanted.size(); i-- > 0;)
            if (Set fewer = without(wanted, wanted[i]); nearly * cost(statement, fewer) <= best)
                wanted = std::move(fewer);
        return wanted;
    }

    bool fits(const Set &members) const {
        const Set all = with(chosen_, members);
        return (!limits_.max_indexes || all.size() <= *limits_.max_indexes) &&
               (!limits_.budget_bytes || bytes(all) <= *limits_.budget_bytes);
    }

    // What is maximized: under a limit on the size, what a byte saves.
    double merit(const Bundle &bundle) const {
        if (limits_.budget_bytes)
            return bundle.gain.saved / std::max(1.0, bytes(bundle.members));
        return limits_.max_indexes ? bundle.gain.saved / static_cast<double>(bundle.members.size()) : bundle.gain.saved;
    }

    void look_at(Bundle &bundle) {
        if (bundle.looked_at == order_.size())
            return;
        const Set to = with(chosen_, bundle.members);
        bundle.gain = to.size() == chosen_.size() ? Gain{} : gain(chosen_, to, bundle.members);
        bundle.looked_at = order_.size();
    }

    // Gains mostly shrink while indexes are added, so that only those are looked at again that may still be the best.
    bool add_best(std::vector<Bundle> &bundles) {
        std::erase_if(bundles, [&](const Bundle &bundle) { return !fits(bundle.members); });
        std::stable_sort(bundles.begin(), bundles.end(),
                         [&](const Bundle &a, const Bundle &b) { return merit(a) > merit(b); });
        double best = 0;
        for (Bundle &bundle : bundles) {
            if (nearly * best > merit(bundle) && bundle.looked_at != order_.size())
                break;
            look_at(bundle);
            if (earns_its_place(bundle.gain, bundle.members.size()))
                best = std::max(best, merit(bundle));
        }
        const Bundle *taken = nullptr;
        for (const Bundle &bundle : bundles)
            if (best > 0 && bundle.looked_at == order_.size() && merit(bundle) >= nearly * best &&
                earns_its_place(bundle.gain, bundle.members.size()) &&
                (taken == nullptr || bytes(bundle.members) < bytes(taken->members)))
                taken = &bundle;
        if (taken == nullptr)
            return false;
        for (const std::size_t member : taken->members)
            if (!contains(chosen_, member)) {
                chosen_ = with(chosen_, {member});
                order_.push_back(member);
            }
        return true;
    }

    void exchange() {
        for (std::size_t &place : order_)
            for (std::size_t other = 0; other < costs_.candidates(); ++other) {
                if (contains(chosen_, other) || !costs_.same_table(place, other))
                    continue;
                const Set rest = without(chosen_, place);
                const Set to = with(rest, {other});
                if (limits_.budget_bytes && bytes(to) > *limits_.budget_bytes)
                    continue;
                const double more = gain(chosen_, to, {std::min(place, other), std::max(place, other)}).saved;
                if (more > least_ && more > (1 - nearly) * gain(rest, chosen_, {place}).saved) {
                    chosen_ = to;
                    place = other;
                }
            }
    }

    // Later ones may do what an earlier one was chosen for.
    void prune() {
        for (std::size_t i = order_.size(); i-- > 0;) {
            const Set rest = without(chosen_, order_[i]);
            if (earns_its_place(gain(rest, chosen_, {order_[i]}), 1))
                continue;
            chosen_ = rest;
            order_.erase(order_.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }

    WorkloadCosts &costs_;
    const ChoiceLimits &limits_;
    double least_ = 0;
    Set all_;
    std::vector<Set> wanting_; // by candidate: statements
    std::vector<std::map<Set, double>> known_;
    Set chosen_; // ascending
    Set order_;  // as they were chosen
};

} // namespace

std::vector<std::size_t> choose_indexes(WorkloadCosts &costs, const ChoiceLimits &limits) {
    return Chooser(costs, limits).choose();
}

} // namespace nova
