#include "rules/unused_index.hpp"

#include <gtest/gtest.h>

#include "fakes.hpp"
#include "rules/last_cover.hpp"

namespace {

using namespace nova;
using fake::World;

IndexUse unused() {
    IndexUse use;
    use.pages = 1000;
    use.counted_days = 30;
    use.index_days = 30;
    use.table_was_read = true;
    return use;
}

TEST(UnusedIndex, WantsAReasonToBelieve) {
    EXPECT_TRUE(is_unused(unused()));
    IndexUse use = unused();
    use.pages = 99;
    EXPECT_FALSE(is_unused(use));
    use = unused();
    use.counted_days = 6.9;
    EXPECT_FALSE(is_unused(use));
    use = unused();
    use.index_days = 6.9;
    EXPECT_FALSE(is_unused(use));
    use.index_days.reset();
    EXPECT_TRUE(is_unused(use));
    use.table_was_read = false;
    EXPECT_FALSE(is_unused(use));
}

TEST(UnusedIndex, LastUseLongAgo) {
    IndexUse use = unused();
    use.scans = 1;
    EXPECT_FALSE(is_unused(use)); // 15 does not tell when
    use.idle_days = 89;
    EXPECT_FALSE(is_unused(use));
    use.idle_days = 90;
    EXPECT_TRUE(is_unused(use));
}

IdSet<RelationId> ids(std::vector<unsigned> numbers) {
    IdSet<RelationId> result;
    for (const unsigned number : numbers)
        result.insert(RelationId{number});
    return result;
}

TEST(LastCover, OneOfSeveralMayGo) {
    World world;
    const Need need = World::need({1});
    const NeedTree tree{&need, false, {}};
    const IndexCatalog indexes({World::index({1, 2}, fake::btree, RelationId{1}, 11),
                                World::index({1, 3}, fake::btree, RelationId{1}, 12),
                                World::index({2, 1}, fake::btree, RelationId{1}, 13)});
    EXPECT_FALSE(is_missed(tree, indexes, {}, ids({11}), world.facts()));
    EXPECT_TRUE(is_missed(tree, indexes, ids({11}), ids({12}), world.facts()));
    EXPECT_TRUE(is_missed(tree, indexes, {}, ids({11, 12}), world.facts()));
    EXPECT_FALSE(is_missed(tree, indexes, {}, ids({13}), world.facts()));
}

TEST(LastCover, PartOfACoverCountsToo) {
    World world;
    const Need need = World::need({1, 2});
    const NeedTree tree{&need, false, {}};
    const IndexCatalog indexes({World::index({1}, fake::btree, RelationId{1}, 11)});
    EXPECT_TRUE(is_missed(tree, indexes, {}, ids({11}), world.facts()));
}

TEST(LastCover, OfAPartitionWhileOthersLackIt) {
    World world;
    const Need root = World::need({1}, RelationId{1});
    const Need first = World::need({1}, RelationId{2});
    const Need second = World::need({1}, RelationId{3});
    const NeedTree tree{&root, true, {{&first, false, {}}, {&second, false, {}}}};
    const IndexCatalog indexes({World::index({1}, fake::btree, RelationId{2}, 11)});
    EXPECT_TRUE(is_missed(tree, indexes, {}, ids({11}), world.facts()));
}

} // namespace
