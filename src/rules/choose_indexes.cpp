#include "rules/choose_indexes.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "rules/known_costs.hpp"

namespace nova {

namespace {

// Candidates that are added together, one of which alone may be of no use: those of both sides of a join.
struct Bundle {
    NumberSet members;
    NumberSet added = {};                      // of these, what is not chosen yet
    NumberSet replaced = {};                   // chosen ones that an added one extends
    double bytes = 0;                          // of what is added, less what is replaced
    Gain gain;                                 // when it was last looked at; before, or since then, at most so much
    std::optional<std::size_t> looked_at = {}; // at that step
    double merit = 0;                          // by that gain
};

class Chooser {
  public:
    Chooser(WorkloadCosts &costs, const ChoiceLimits &limits) : costs_(costs), limits_(limits), known_(costs) {
        for (std::size_t statement = 0; statement < costs.statements(); ++statement)
            current_.push_back(known_.of_call(statement, chosen_));
        set_prices();
    }

    std::vector<std::size_t> choose() {
        std::vector<Bundle> bundles = all_bundles();
        bool changed = add_all(bundles);
        for (int round = 0; changed; ++round) {
            exchange();
            prune();
            if (!limited() || round == most_rounds)
                break;
            look_anew(bundles);
            changed = make_room(bundles);
            changed = add_all(bundles) || changed;
        }
        return order_;
    }

  private:
    void set_prices() {
        double whole = 0;
        for (std::size_t statement = 0; statement < costs_.statements(); ++statement)
            whole += costs_.calls(statement) * current_[statement];
        least_ = least_share * whole;
        // A limit takes the place of the price.
        byte_price_ = costs_.table_bytes() > 0 && !limits_.budget_bytes ? size_share * whole / costs_.table_bytes() : 0;
    }

    bool earns_its_place(const Gain &gain, std::size_t indexes, double bytes) const {
        return gain.saved >= least_ * static_cast<double>(indexes) + byte_price_ * bytes &&
               gain.saved >= least_cut * gain.affected && gain.saved > 0;
    }

    bool earns_its_place(const Bundle &bundle) const {
        return earns_its_place(bundle.gain, bundle.added.size(), bundle.bytes);
    }

    std::vector<Bundle> all_bundles() {
        std::set<NumberSet> sets;
        for (std::size_t candidate = 0; candidate < costs_.candidates(); ++candidate)
            sets.insert({candidate});
        for (std::size_t statement = 0; statement < costs_.statements(); ++statement)
            if (NumberSet wanted = wanted_together(statement); wanted.size() > 1)
                sets.insert(std::move(wanted));
        std::vector<Bundle> result;
        for (const NumberSet &set : sets)
            result.push_back({.members = set, .added = set, .bytes = known_.bytes(set), .gain = unknown_gain});
        return result;
    }

    // What the bundle would change of what is chosen now.
    void set_out(Bundle &bundle) const {
        bundle.added = difference(bundle.members, chosen_);
        bundle.replaced.clear();
        for (const std::size_t chosen : chosen_)
            if (adds_extension_of(bundle, chosen))
                bundle.replaced.push_back(chosen);
        bundle.bytes = known_.bytes(bundle.added) - known_.bytes(bundle.replaced);
    }

    bool adds_extension_of(const Bundle &bundle, std::size_t chosen) const {
        return std::any_of(bundle.added.begin(), bundle.added.end(),
                           [&](std::size_t added) { return costs_.extends(added, chosen); });
    }

    // After a change of what is chosen.
    void set_out(std::vector<Bundle> &bundles, const NumberSet &changed) const {
        for (Bundle &bundle : bundles)
            if (std::any_of(changed.begin(), changed.end(), [&](std::size_t index) {
                    return contains(bundle.members, index) || contains(bundle.replaced, index) ||
                           adds_extension_of(bundle, index);
                }))
                set_out(bundle);
    }

    NumberSet chosen_with(const Bundle &bundle) const {
        return with(difference(chosen_, bundle.replaced), bundle.added);
    }

    // Of all relevant candidates those without which the statement would cost more.
    NumberSet wanted_together(std::size_t statement) {
        NumberSet wanted = costs_.relevant(statement);
        const double best = known_.best(statement);
        if (wanted.size() < 2)
            return {};
        if (best >= nearly * known_.of_call(statement, {}))
            return {};
        for (std::size_t i = wanted.size(); i-- > 0;)
            if (NumberSet fewer = without(wanted, wanted[i]); nearly * known_.of_call(statement, fewer) <= best)
                wanted = std::move(fewer);
        return wanted;
    }

    bool fits(std::size_t indexes, double bytes) const {
        return (!limits_.max_indexes || indexes <= *limits_.max_indexes) &&
               (!limits_.budget_bytes || bytes <= *limits_.budget_bytes);
    }

    bool fits(const NumberSet &set) const { return fits(set.size(), known_.bytes(set)); }

    bool limited() const { return limits_.max_indexes || limits_.budget_bytes; }

    bool fits(const Bundle &bundle) const {
        if (!limited())
            return true;
        return fits(chosen_.size() + bundle.added.size() - bundle.replaced.size(),
                    known_.bytes(chosen_) + bundle.bytes);
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
                     known_.gain(chosen_, chosen_with(bundle), with(bundle.members, bundle.replaced), least, most))
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
        for (Bundle &bundle : bundles) {
            bundle.gain = unknown_gain;
            set_out(bundle);
        }
        for (std::size_t statement = 0; statement < costs_.statements(); ++statement)
            current_[statement] = known_.of_call(statement, chosen_);
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
                (taken == nullptr || known_.bytes(bundle.members) < known_.bytes(taken->members)))
                taken = &bundle;
        if (taken == nullptr)
            return false;
        const NumberSet changed = with(taken->added, taken->replaced);
        take(*taken, chosen_with(*taken));
        set_out(bundles, changed);
        return true;
    }

    // The set is to be chosen, for the sake of the bundle.
    void take(const Bundle &bundle, const NumberSet &set) {
        ++step_;
        const NumberSet before = std::exchange(chosen_, set);
        std::erase_if(order_, [&](std::size_t index) { return !contains(chosen_, index); });
        order_.insert(order_.end(), bundle.added.begin(), bundle.added.end());
        for (const std::size_t statement : known_.statements_of(with(before, chosen_)))
            current_[statement] = known_.of_call(statement, chosen_);
    }

    // Those that are chosen, first those without which the least is lost for what is limited.
    std::vector<std::size_t> by_worth() {
        std::vector<std::pair<double, std::size_t>> worth;
        for (const std::size_t index : chosen_) {
            const double saved = known_.gain(without(chosen_, index), chosen_, {index}).saved;
            worth.emplace_back(limits_.budget_bytes ? saved / std::max(1.0, costs_.bytes(index)) : saved, index);
        }
        std::sort(worth.begin(), worth.end());
        std::vector<std::size_t> result;
        for (const auto &[saved, index] : worth)
            result.push_back(index);
        return result;
    }

    // What did not fit beside smaller ones may be worth more than they are.
    bool make_room(std::vector<Bundle> &bundles) {
        const std::vector<std::size_t> worth = by_worth();
        const Bundle *best = nullptr;
        NumberSet best_set;
        double most_saved = least_;
        for (const Bundle &bundle : bundles) {
            if (bundle.added.empty() || fits(bundle))
                continue;
            NumberSet set = chosen_with(bundle);
            for (auto index = worth.begin(); index != worth.end() && !fits(set); ++index)
                set = without(set, *index);
            if (!fits(set))
                continue;
            double most = 0;
            const NumberSet changed = with(bundle.added, difference(chosen_, set));
            const auto found = known_.gain(chosen_, set, changed, most_saved, most);
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
                const NumberSet rest = without(chosen_, place);
                const NumberSet to = with(rest, {other});
                if (!fits(to))
                    continue;
                const double smaller = byte_price_ * (known_.bytes({place}) - known_.bytes({other}));
                double most = 0;
                const auto more =
                    known_.gain(chosen_, to, {std::min(place, other), std::max(place, other)}, least_ - smaller, most);
                if (more && more->saved + smaller > std::max(least_, least_cut * more->affected)) {
                    chosen_ = to;
                    place = other;
                }
            }
    }

    // Later ones may do what an earlier one was chosen for.
    void prune() {
        for (std::size_t i = order_.size(); i-- > 0;) {
            const NumberSet rest = without(chosen_, order_[i]);
            if (earns_its_place(known_.gain(rest, chosen_, {order_[i]}), 1, costs_.bytes(order_[i])))
                continue;
            chosen_ = rest;
            order_.erase(order_.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }

    static constexpr int most_rounds = 4;
    static constexpr Gain unknown_gain{std::numeric_limits<double>::max(), 0};

    WorkloadCosts &costs_;
    const ChoiceLimits &limits_;
    KnownCosts known_;
    double least_ = 0;            // that an index has to save
    double byte_price_ = 0;       // and each byte of it
    std::vector<double> current_; // by statement: its cost with those chosen so far
    NumberSet chosen_;
    std::vector<std::size_t> order_; // as they were chosen
    std::size_t step_ = 0;           // counts the changes of what is chosen
};

} // namespace

std::vector<std::size_t> choose_indexes(WorkloadCosts &costs, const ChoiceLimits &limits) {
    return Chooser(costs, limits).choose();
}

} // namespace nova
