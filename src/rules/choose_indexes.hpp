// Which of the candidate indexes a workload should have.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace nova {

// What the choice is made by. Costs are in the planner's units; sets of candidates are ascending.
class WorkloadCosts {
  public:
    struct Planned {
        double cost = 0;
        std::vector<std::size_t> used; // candidates in the plan; ascending
    };
    virtual ~WorkloadCosts() = default;
    virtual std::size_t statements() const = 0;
    virtual std::size_t candidates() const = 0;
    virtual double calls(std::size_t statement) const = 0;
    // Candidates that can change the statement's plan; ascending.
    virtual const std::vector<std::size_t> &relevant(std::size_t statement) const = 0;
    // Of one call, with these of the relevant candidates. Asked once for each set, and not for one that lies between
    // what a plan uses and what it could have used.
    virtual Planned plan(std::size_t statement, const std::vector<std::size_t> &indexes) = 0;
    // What keeping the candidate up to date costs, over all calls.
    virtual double upkeep(std::size_t candidate) const = 0;
    virtual double bytes(std::size_t candidate) const = 0;
    // Of all tables that the statements read; 0 where it is not known.
    virtual double table_bytes() const = 0;
    // One candidate can take the place of another on the same table.
    virtual bool same_table(std::size_t a, std::size_t b) const = 0;
    // The first can do all that the second one does.
    virtual bool extends(std::size_t a, std::size_t b) const = 0;
};

struct ChoiceLimits {
    std::optional<std::size_t> max_indexes;
    std::optional<double> budget_bytes;
};

// An index earns its place when it saves at least this share of what the workload costs with those chosen before.
inline constexpr double least_share = 0.002;
// And this share of it for each byte, when there are as many as in the tables; not under a limit on the bytes.
inline constexpr double size_share = 0.5;
// And at least this share of what the statements cost that it makes cheaper.
inline constexpr double least_cut = 0.05;
// Of candidates that save nearly as much as the best, the smallest is taken.
inline constexpr double nearly = 0.98;

// The chosen candidates, the most useful first. Greedy: the candidate (or the set of them that a statement wants
// together) which saves most, less its upkeep, is added to what was chosen, in place of what it extends, until the next
// saves less than its share; then each is exchanged for a better one, and dropped when the others do as well without
// it; what a limit left no room for takes the place of those that are worth less; and that again, as long as there is
// more to add. The same costs give the same choice.
std::vector<std::size_t> choose_indexes(WorkloadCosts &costs, const ChoiceLimits &limits);

} // namespace nova
