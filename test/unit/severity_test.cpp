#include <gtest/gtest.h>

#include "fakes.hpp"
#include "rules/cascade.hpp"
#include "rules/severity.hpp"

namespace nova {
namespace {

using namespace fake;

DeleteCost cost(double pages, std::int64_t deletes, double rows_per_delete = 1) {
    DeleteCost result;
    result.size = TableSize{pages * 10, pages};
    result.deletes = deletes;
    result.rows_per_delete = rows_per_delete;
    return result;
}

TEST(Severity, UnknownWithoutFigures) {
    DeleteCost unknown = cost(1000, 1);
    unknown.size.reset();
    EXPECT_EQ(judge_severity(unknown), Severity::Unknown);
    unknown = cost(1000, 1);
    unknown.deletes.reset();
    EXPECT_EQ(judge_severity(unknown), Severity::Unknown);
}

TEST(Severity, LowWhereNothingIsDeletedOrTheTableIsSmall) {
    EXPECT_EQ(judge_severity(cost(1e6, 0)), Severity::Low);
    EXPECT_EQ(judge_severity(cost(99, 1'000)), Severity::Low);
}

TEST(Severity, HighForLargeRepeatedScansAndForHeavyLoad) {
    EXPECT_EQ(judge_severity(cost(100, 1)), Severity::Medium);
    EXPECT_EQ(judge_severity(cost(10'000, 9)), Severity::Medium);
    EXPECT_EQ(judge_severity(cost(10'000, 10)), Severity::High);
    EXPECT_EQ(judge_severity(cost(100, 10'000)), Severity::High);
}

TEST(Severity, CascadesMultiplyThePagesOfOneDelete) {
    EXPECT_EQ(judge_severity(cost(100, 10, 99)), Severity::Medium);
    EXPECT_EQ(judge_severity(cost(100, 10, 100)), Severity::High);
    EXPECT_EQ(pages_per_delete(cost(100, 10, 100)), 10'000);
}

TEST(Severity, PartialIsLowWhereItLeavesFewRows) {
    DeleteCost partial = cost(1e6, 1'000);
    partial.coverage = Coverage::Partial;
    EXPECT_EQ(judge_severity(partial), Severity::High);
    partial.rows_left = 100;
    EXPECT_EQ(judge_severity(partial), Severity::Low);
    partial.rows_left = 101;
    EXPECT_EQ(judge_severity(partial), Severity::Medium);
}

TEST(Severity, AtMostMediumWhereACustomPlanMayServe) {
    DeleteCost custom = cost(1e6, 1'000);
    custom.custom_plan_may_serve = true;
    EXPECT_EQ(judge_severity(custom), Severity::Medium);
}

TEST(Severity, LeavesIsLow) {
    DeleteCost leaves = cost(1e6, 1'000);
    leaves.coverage = Coverage::Leaves;
    EXPECT_EQ(judge_severity(leaves), Severity::Low);
}

TEST(PolicyProblemSeverity, CountsPagesAndCalls) {
    PolicyProblemCost cost;
    EXPECT_EQ(judge_severity(cost), Severity::Unknown);
    cost.size = TableSize{.rows = 4'000, .pages = 99};
    EXPECT_EQ(judge_severity(cost), Severity::Low);
    cost.call_cost = 0.1; // a page more
    EXPECT_EQ(judge_severity(cost), Severity::Medium);
    cost.call_cost = 100;
    EXPECT_EQ(judge_severity(cost), Severity::High);
    cost.reads_all = false;
    EXPECT_EQ(judge_severity(cost), Severity::High);
    cost.call_cost = 9;
    EXPECT_EQ(judge_severity(cost), Severity::Low);
}

TEST(PolicyProblemSeverity, IsLowWhereLittleIsRead) {
    PolicyProblemCost cost{.size = TableSize{.rows = 1e7, .pages = 1e6}};
    cost.most = Severity::Medium;
    EXPECT_EQ(judge_severity(cost), Severity::Medium);
    cost.searched = true;
    EXPECT_EQ(judge_severity(cost), Severity::Low);
    cost.searched = false;
    cost.reachable = false;
    EXPECT_EQ(judge_severity(cost), Severity::Low);
    cost = {};
    cost.most = Severity::Low;
    EXPECT_EQ(judge_severity(cost), Severity::Low);
}

class CascadeTest : public ::testing::Test {
  protected:
    CascadeTest() {
        relations.add(relation(1, TableSize{10, 1}));
        relations.add(relation(2, TableSize{1'000, 10}));
        relations.add(relation(3, TableSize{50'000, 100}));
        relations.add(relation(4));
    }
    void cascade(unsigned id, unsigned referencing, unsigned referenced) {
        world.key(id, RelationId{referencing}, RelationId{referenced}, {1}).on_delete = ReferentialAction::Cascade;
    }
    CascadeChain longest(unsigned table) {
        const KeyCatalog keys(world.keys, {});
        return CascadeChains(keys, relations).longest(RelationId{table});
    }
    World world;
    RelationCatalog relations;
};

TEST_F(CascadeTest, ChainsMultiply) {
    cascade(10, 2, 1);
    cascade(11, 3, 2);
    const CascadeChain chain = longest(3);
    EXPECT_DOUBLE_EQ(chain.rows, 5'000);
    EXPECT_EQ(chain.tables, (std::vector{RelationId{1}, RelationId{2}, RelationId{3}}));
    EXPECT_DOUBLE_EQ(longest(1).rows, 1);
    EXPECT_TRUE(longest(1).tables.empty());
}

TEST_F(CascadeTest, OtherActionsAndUnknownSizesDoNot) {
    world.key(10, RelationId{2}, RelationId{1}, {1}).on_delete = ReferentialAction::SetNull;
    cascade(11, 3, 4);
    EXPECT_DOUBLE_EQ(longest(2).rows, 1);
    EXPECT_DOUBLE_EQ(longest(3).rows, 1);
}

TEST_F(CascadeTest, ALongChainNeedsNoDeepStack) {
    constexpr unsigned length = 200'000;
    for (unsigned table = 5; table < length; ++table)
        cascade(table, table, table - 1);
    EXPECT_DOUBLE_EQ(longest(length - 1).rows, 1);
}

TEST_F(CascadeTest, CyclesEnd) {
    cascade(10, 2, 1);
    cascade(11, 3, 2);
    cascade(12, 1, 3);
    cascade(13, 2, 2);
    EXPECT_GT(longest(3).rows, 1);
}

} // namespace
} // namespace nova
