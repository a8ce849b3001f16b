#include <gtest/gtest.h>

#include "model/id_map.hpp"
#include "model/ids.hpp"

namespace nova {
namespace {

TEST(IdMap, KeepsEveryIdWhileItGrows) {
    IdMap<RelationId, int> map;
    EXPECT_EQ(map.find(RelationId{0}), nullptr);
    for (unsigned id = 0; id < 5000; ++id)
        map[RelationId{id * 4096}] = static_cast<int>(id);
    EXPECT_EQ(map.size(), 5000u);
    for (unsigned id = 0; id < 5000; ++id)
        ASSERT_EQ(*map.find(RelationId{id * 4096}), static_cast<int>(id));
    EXPECT_EQ(map.find(RelationId{1}), nullptr);
    EXPECT_EQ(map[RelationId{4096}], 1);
    EXPECT_EQ(map.begin()->id, RelationId{0});
}

TEST(IdMap, ReserveLosesNothing) {
    IdMap<RelationId, int> map;
    map[RelationId{7}] = 1;
    map.reserve(1000);
    EXPECT_EQ(*map.find(RelationId{7}), 1);
}

TEST(IdSet, ContainsWhatWasInserted) {
    IdSet<std::uint64_t> set;
    EXPECT_TRUE(set.empty());
    set.insert(std::uint64_t{1} << 40);
    set.insert(std::uint64_t{1} << 40);
    EXPECT_TRUE(set.contains(std::uint64_t{1} << 40));
    EXPECT_FALSE(set.contains(1));
}

} // namespace
} // namespace nova
