// Any costs, also absurd ones: the choice ends, keeps its limits and names each candidate once.
#include <cmath>
#include <limits>

#include "input.hpp"
#include "rules/candidate_indexes.hpp"
#include "rules/choose_indexes.hpp"

using namespace nova;
using fuzz::Input;
using fuzz::require;

namespace {

class FuzzCosts : public WorkloadCosts {
  public:
    explicit FuzzCosts(Input &input) {
        const std::size_t candidates = input.number(10);
        for (std::size_t i = 0; i < candidates; ++i) {
            upkeep_.push_back(figure(input));
            bytes_.push_back(input.byte() * 100.0);
        }
        table_bytes_ = figure(input);
        const std::size_t statements = input.number(8);
        for (std::size_t i = 0; i < statements; ++i) {
            calls_.push_back(figure(input));
            base_.push_back(figure(input));
            relevant_.emplace_back();
            for (std::size_t candidate = 0; candidate < candidates; ++candidate)
                if (input.flag())
                    relevant_.back().push_back(candidate);
        }
    }
    std::size_t statements() const override { return calls_.size(); }
    std::size_t candidates() const override { return bytes_.size(); }
    double calls(std::size_t statement) const override { return calls_[statement]; }
    const std::vector<std::size_t> &relevant(std::size_t statement) const override { return relevant_[statement]; }
    // The plan uses what changes its cost; sometimes, as it is dearer.
    Planned plan(std::size_t statement, const std::vector<std::size_t> &indexes) override {
        Planned planned{base_[statement], {}};
        for (const std::size_t index : indexes) {
            const std::size_t factor = (index * 7 + statement) % 9;
            planned.cost *= 0.5 + 0.1 * static_cast<double>(factor);
            if (factor != 5)
                planned.used.push_back(index);
        }
        return planned;
    }
    double upkeep(std::size_t candidate) const override { return upkeep_[candidate]; }
    double bytes(std::size_t candidate) const override { return bytes_[candidate]; }
    double table_bytes() const override { return table_bytes_; }
    bool same_table(std::size_t a, std::size_t b) const override { return a % 3 == b % 3; }
    bool extends(std::size_t a, std::size_t b) const override { return a % 3 == b % 3 && a > b; }

  private:
    static double figure(Input &input) {
        const std::size_t kind = input.number(16);
        return kind == 0 ? 0 : kind == 1 ? 1e300 : kind == 2 ? 1e-300 : std::pow(10.0, input.number(9));
    }
    std::vector<double> calls_, base_, upkeep_, bytes_;
    std::vector<std::vector<std::size_t>> relevant_;
    double table_bytes_ = 0;
};

SearchCondition condition(Input &input) {
    SearchCondition result;
    result.column.column = input.name();
    result.method_name = input.number(5) == 0 ? "gist" : "btree";
    result.range = input.flag();
    result.test = input.number(4) == 0;
    result.other = static_cast<std::uint32_t>(input.number(3));
    if (input.number(4) == 0)
        result.predicate.conditions.push_back(input.name());
    return result;
}

void check_candidates(Input &input) {
    TableSearch search;
    for (std::size_t left = input.number(6); left > 0; --left)
        search.conditions.push_back(condition(input));
    for (std::size_t left = input.number(3); left > 0; --left)
        search.alternatives.push_back({condition(input), condition(input)});
    for (std::size_t left = input.number(3); left > 0; --left)
        search.sequence.push_back(condition(input).column);
    for (std::size_t left = input.number(5); left > 0; --left)
        search.columns_read.push_back({input.name(), input.byte() * 1.0});
    search.whole_row = input.flag();
    for (const IndexWish &wish : candidate_indexes(search)) {
        require(!wish.choice.columns.empty() && wish.choice.columns.size() <= max_key_columns, "1 to 8 key columns");
        require(wish.choice.included.size() <= max_included, "few columns in INCLUDE");
        require(wish.first + wish.second <= wish.choice.columns.size(), "the liberties are of its columns");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    Input input(data, size);
    check_candidates(input);
    FuzzCosts costs(input);
    ChoiceLimits limits;
    if (input.flag())
        limits.max_indexes = input.number(5);
    if (input.flag())
        limits.budget_bytes = input.byte() * 50.0;
    std::vector<int> chosen(costs.candidates());
    double bytes = 0;
    const auto choice = choose_indexes(costs, limits);
    for (const std::size_t each : choice) {
        require(++chosen.at(each) == 1, "each candidate once");
        bytes += costs.bytes(each);
    }
    require(!limits.max_indexes || choice.size() <= *limits.max_indexes, "the number is kept");
    require(!limits.budget_bytes || bytes <= *limits.budget_bytes, "the budget is kept");
    return 0;
}
