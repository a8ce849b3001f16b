#include <gtest/gtest.h>

#include "fakes.hpp"
#include "rules/missing_index.hpp"

namespace nova {
namespace {

using namespace fake;

// Table 1 with partitions 2 and 3, a key on column 1; the copies' columns are 1 and 5.
class PartitionedKeyTest : public ::testing::Test {
  protected:
    PartitionedKeyTest() {
        world.partitioned.insert(RelationId{1});
        world.key(10, RelationId{1}, RelationId{9}, {1});
        world.key(11, RelationId{2}, RelationId{9}, {1}, 10);
        world.key(12, RelationId{3}, RelationId{9}, {5}, 10);
        // For a partition of the referenced table: no partition of the referencing one.
        world.key(13, RelationId{1}, RelationId{8}, {1}, 10);
    }
    Verdict judge() {
        const KeyCatalog keys(world.keys, world.partitioned);
        const IndexCatalog indexes(world.indexes);
        Verdict verdict = judge_need(keys.needs(keys.keys().front()), indexes, world.facts());
        lacking = verdict.lacking.size();
        verdict.lacking.clear(); // points into keys
        verdict.nearest.index = nullptr;
        return verdict;
    }
    void add(unsigned id, RelationId table, std::vector<AttributeNumber> columns) {
        world.indexes.push_back(World::index(std::move(columns), btree, table, id));
    }
    World world;
    std::size_t lacking = 0;
};

TEST_F(PartitionedKeyTest, TheWorstLeafDecides) {
    EXPECT_EQ(judge().coverage, Coverage::None);
    EXPECT_EQ(lacking, 2u);
    add(20, RelationId{2}, {1});
    EXPECT_EQ(judge().coverage, Coverage::None);
    EXPECT_EQ(lacking, 1u);
}

TEST_F(PartitionedKeyTest, IndexesOnAllLeavesLackTheParents) {
    add(20, RelationId{2}, {1});
    add(21, RelationId{3}, {5});
    EXPECT_EQ(judge().coverage, Coverage::Leaves);
    EXPECT_EQ(judge().leaf_count, 2u);
    add(22, RelationId{1}, {1});
    EXPECT_EQ(judge().coverage, Coverage::Covered);
}

TEST_F(PartitionedKeyTest, TheParentsIndexAloneCoversNothing) {
    add(22, RelationId{1}, {1});
    EXPECT_EQ(judge().coverage, Coverage::None);
}

TEST_F(PartitionedKeyTest, WithoutLeavesTheParentsIndexesDecide) {
    world.keys.erase(world.keys.begin() + 1, world.keys.begin() + 3);
    EXPECT_EQ(judge().coverage, Coverage::None);
    add(22, RelationId{1}, {1});
    EXPECT_EQ(judge().coverage, Coverage::Covered);
}

TEST_F(PartitionedKeyTest, BranchesWithoutLeavesDoNotCount) {
    world.partitioned.insert(RelationId{3});
    add(20, RelationId{2}, {1});
    EXPECT_EQ(judge().coverage, Coverage::Leaves);
    EXPECT_EQ(judge().leaf_count, 1u);
}

} // namespace
} // namespace nova
