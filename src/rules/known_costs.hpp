// What sets of candidate indexes cost a workload, each planned once.
#pragma once

#include <map>
#include <optional>

#include "rules/choose_indexes.hpp"
#include "rules/number_set.hpp"

namespace nova {

// What a change of the chosen set saves.
struct Gain {
    double saved = 0;    // upkeep deducted
    double affected = 0; // what the statements have cost whose cost changes
};

class KnownCosts {
  public:
    explicit KnownCosts(WorkloadCosts &costs);

    // Of a call of the statement, with these of all candidates.
    double of_call(std::size_t statement, const NumberSet &set);
    // Of a call with all candidates.
    double best(std::size_t statement) const { return best_[statement]; }
    // Statements whose plan one of these may change.
    NumberSet statements_of(const NumberSet &candidates) const;
    double upkeep(const NumberSet &set) const;
    double bytes(const NumberSet &set) const;

    // What is saved by having the one set in place of the other, which differ in what is changed. With `least`, it ends
    // where no more than that can be saved; nothing then, and `most` is lowered to what can.
    std::optional<Gain> gain(const NumberSet &from, const NumberSet &to, const NumberSet &changed, double least,
                             double &most);
    Gain gain(const NumberSet &from, const NumberSet &to, const NumberSet &changed);

  private:
    struct Plan {
        NumberSet could_use;
        WorkloadCosts::Planned planned;
    };

    WorkloadCosts &costs_;
    std::vector<NumberSet> wanting_;                 // by candidate: statements
    std::vector<std::map<NumberSet, double>> known_; // costs by statement
    std::vector<std::vector<Plan>> plans_;           // that were made, by statement
    std::vector<double> best_;
};

} // namespace nova
