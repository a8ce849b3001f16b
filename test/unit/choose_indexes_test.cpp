#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>
#include <set>

#include "rules/choose_indexes.hpp"

namespace nova {
namespace {

using Set = std::vector<std::size_t>;

struct FakeStatement {
    double calls;
    std::function<double(const Set &)> cost;
};

// All candidates matter to all statements.
class FakeCosts final : public WorkloadCosts {
  public:
    FakeCosts(std::vector<FakeStatement> statements, std::vector<double> upkeep, std::vector<double> bytes)
        : statements_(std::move(statements)), upkeep_(std::move(upkeep)), bytes_(std::move(bytes)),
          relevant_(upkeep_.size()) {
        std::iota(relevant_.begin(), relevant_.end(), 0);
    }
    std::size_t statements() const override { return statements_.size(); }
    std::size_t candidates() const override { return upkeep_.size(); }
    double calls(std::size_t statement) const override { return statements_[statement].calls; }
    const Set &relevant(std::size_t) const override { return relevant_; }
    Planned plan(std::size_t statement, const Set &indexes) override {
        ++plans;
        Set used;
        for (const std::size_t index : indexes)
            if (statements_[statement].cost(indexes) != statements_[statement].cost(without(indexes, index)))
                used.push_back(index);
        return {statements_[statement].cost(indexes), used};
    }
    double upkeep(std::size_t candidate) const override { return upkeep_[candidate]; }
    double bytes(std::size_t candidate) const override { return bytes_[candidate]; }
    double table_bytes() const override { return tables; }
    bool same_table(std::size_t, std::size_t) const override { return true; }
    bool extends(std::size_t a, std::size_t b) const override { return extensions.contains({a, b}); }

    double total(const Set &chosen) {
        double sum = 0;
        for (const FakeStatement &statement : statements_)
            sum += statement.calls * statement.cost(chosen);
        for (const std::size_t candidate : chosen)
            sum += upkeep_[candidate];
        return sum;
    }

    double tables = 1e9;
    std::set<std::pair<std::size_t, std::size_t>> extensions; // the first extends the second
    int plans = 0;

  private:
    static Set without(Set set, std::size_t element) {
        std::erase(set, element);
        return set;
    }

    std::vector<FakeStatement> statements_;
    std::vector<double> upkeep_;
    std::vector<double> bytes_;
    Set relevant_;
};

bool has(const Set &set, std::size_t element) { return std::find(set.begin(), set.end(), element) != set.end(); }

// The cheapest of what the given indexes make possible.
FakeStatement cheapest(double calls, double without, std::vector<std::pair<std::size_t, double>> costs) {
    return {calls, [=](const Set &set) {
                double best = without;
                for (const auto &[index, cost] : costs)
                    if (has(set, index))
                        best = std::min(best, cost);
                return best;
            }};
}

Set sorted(Set set) {
    std::sort(set.begin(), set.end());
    return set;
}

TEST(ChooseIndexesTest, TakesWhatSavesMostFirst) {
    FakeCosts costs({cheapest(1, 100, {{0, 10}}), cheapest(10, 100, {{1, 10}})}, {0, 0}, {1, 1});
    EXPECT_EQ(choose_indexes(costs, {}), (Set{1, 0}));
    EXPECT_EQ(choose_indexes(costs, {.max_indexes = 1, .budget_bytes = {}}), Set{1});
}

TEST(ChooseIndexesTest, LeavesWhatCostsMoreThanItSaves) {
    FakeCosts costs({cheapest(1, 100, {{0, 10}}), cheapest(1, 100, {{1, 10}})}, {91, 0}, {1, 1});
    EXPECT_EQ(choose_indexes(costs, {}), Set{1});
}

TEST(ChooseIndexesTest, LeavesWhatSavesLessThanTheLeastShare) {
    FakeCosts costs({cheapest(1, 1e6, {{0, 1e5}}), cheapest(1, 100, {{1, 1}})}, {0, 0}, {1, 1});
    EXPECT_EQ(choose_indexes(costs, {}), Set{0});
}

TEST(ChooseIndexesTest, OneIndexForTwoStatements) {
    // 2 serves both almost as well as 0 and 1 serve one each.
    FakeCosts costs({cheapest(1, 100, {{0, 10}, {2, 10.05}}), cheapest(1, 100, {{1, 10}, {2, 10.05}})}, {5, 5, 5},
                    {1, 1, 1});
    EXPECT_EQ(choose_indexes(costs, {}), Set{2});
}

TEST(ChooseIndexesTest, FindsIndexesThatAreOfUseTogetherOnly) {
    FakeCosts costs(
        {{1, [](const Set &set) { return has(set, 0) && has(set, 1) ? 10.0 : 100.0; }}, cheapest(1, 50, {{2, 5}})},
        {0, 0, 0}, {1, 1, 1});
    EXPECT_EQ(sorted(choose_indexes(costs, {})), (Set{0, 1, 2}));
}

TEST(ChooseIndexesTest, OfNearlyEqualOnesTheSmaller) {
    FakeCosts costs({cheapest(1, 100, {{0, 10}, {1, 10.2}})}, {0, 0}, {1000, 10});
    EXPECT_EQ(choose_indexes(costs, {}), Set{1});
}

TEST(ChooseIndexesTest, KeepsToTheBudget) {
    FakeCosts costs({cheapest(1, 100, {{0, 1}}), cheapest(1, 90, {{1, 1}}), cheapest(1, 80, {{2, 1}})}, {0, 0, 0},
                    {100, 10, 10});
    EXPECT_EQ(sorted(choose_indexes(costs, {.max_indexes = {}, .budget_bytes = 50})), (Set{1, 2}));
}

TEST(ChooseIndexesTest, CountsWhatAnExtensionReplaces) {
    // 1 does what 0 does, and for 50 bytes more what 2 does for 55.
    FakeCosts costs(
        {cheapest(1, 100, {{0, 1}, {1, 1.1}}), cheapest(1, 90, {{1, 1}, {2, 1.1}}), cheapest(1, 60, {{3, 1}})},
        {0, 0, 0, 0}, {10, 60, 55, 50});
    costs.extensions = {{1, 0}};
    EXPECT_EQ(sorted(choose_indexes(costs, {.max_indexes = {}, .budget_bytes = 110})), (Set{1, 3}));
    EXPECT_EQ(sorted(choose_indexes(costs, {.max_indexes = 2, .budget_bytes = {}})), (Set{1, 3}));
}

TEST(ChooseIndexesTest, FillsTheRoomThatIsLeftInTheEnd) {
    // 1 makes 0 superfluous; in its place there is room for 2 and 3.
    FakeCosts costs({cheapest(1, 100, {{0, 50}, {1, 5}}), cheapest(1, 100, {{1, 5}}), cheapest(1, 20, {{2, 10}}),
                     cheapest(1, 20, {{3, 10}})},
                    {0, 0, 0, 0}, {10, 50, 8, 8});
    EXPECT_EQ(sorted(choose_indexes(costs, {.max_indexes = {}, .budget_bytes = 67})), (Set{1, 2, 3}));
}

TEST(ChooseIndexesTest, MakesRoomForWhatIsWorthMoreThanSeveralSmallerOnes) {
    FakeCosts costs({cheapest(1, 50, {{0, 19}}), cheapest(1, 50, {{1, 19}}), cheapest(1, 100, {{2, 20}})}, {0, 0, 0},
                    {30, 30, 80});
    EXPECT_EQ(choose_indexes(costs, {.max_indexes = {}, .budget_bytes = 100}), Set{2});
}

TEST(ChooseIndexesTest, LeavesWhatIsLargeForWhatItSaves) {
    FakeCosts costs({cheapest(1, 100, {{0, 50}}), cheapest(1, 100, {{1, 50}})}, {0, 0}, {3000, 300});
    costs.tables = 3000;
    EXPECT_EQ(choose_indexes(costs, {}), Set{1});
    EXPECT_EQ(sorted(choose_indexes(costs, {.max_indexes = {}, .budget_bytes = 5000})), (Set{0, 1}));
}

TEST(ChooseIndexesTest, PlansNothingBetweenWhatAPlanUsesAndWhatItCouldUse) {
    std::vector<std::pair<std::size_t, double>> uses;
    for (std::size_t i = 0; i < 10; ++i)
        uses.emplace_back(i, 50.0 + static_cast<double>(i));
    FakeCosts costs({cheapest(1, 100, uses)}, std::vector<double>(10), std::vector<double>(10, 1));
    EXPECT_EQ(choose_indexes(costs, {}), Set{0});
    EXPECT_LE(costs.plans, 15);
}

// Against trying all sets: never far from the best, never worse than nothing.
TEST(ChooseIndexesTest, NearTheBestOfAllSets) {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        constexpr std::size_t candidates = 7;
        std::uniform_real_distribution<double> number(1, 100);
        std::vector<FakeStatement> statements;
        for (int s = 0; s < 6; ++s) {
            std::vector<std::pair<std::size_t, double>> costs;
            for (std::size_t c = 0; c < candidates; ++c)
                if (random() % 3 == 0)
                    costs.emplace_back(c, number(random));
            statements.push_back(cheapest(number(random), 100 + number(random), costs));
        }
        std::vector<double> upkeep;
        std::vector<double> bytes;
        for (std::size_t c = 0; c < candidates; ++c) {
            upkeep.push_back(10 * number(random));
            bytes.push_back(number(random));
        }
        FakeCosts costs(statements, upkeep, bytes);
        double best = costs.total({});
        for (unsigned bits = 0; bits < 1U << candidates; ++bits) {
            Set set;
            for (std::size_t c = 0; c < candidates; ++c)
                if (bits & 1U << c)
                    set.push_back(c);
            best = std::min(best, costs.total(set));
        }
        const double reached = costs.total(sorted(choose_indexes(costs, {})));
        EXPECT_LE(reached, costs.total({}));
        EXPECT_LE(costs.total({}) - best, 1.05 * (costs.total({}) - reached)) << "round " << round;
    }
}

} // namespace
} // namespace nova
