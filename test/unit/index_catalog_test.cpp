#include "model/index.hpp"

#include <gtest/gtest.h>

#include "fakes.hpp"

namespace {

using namespace nova;
using fake::World;

std::vector<unsigned> ids(const Indexes &indexes) {
    std::vector<unsigned> result;
    for (const Index &index : indexes)
        result.push_back(static_cast<unsigned>(index.id));
    return result;
}

Index index_of(unsigned table, unsigned id) { return World::index({1}, fake::btree, RelationId{table}, id); }

TEST(IndexCatalog, GivesThoseOfATableByAge) {
    const IndexCatalog indexes({index_of(7, 30), index_of(5, 20), index_of(7, 10), index_of(5, 40), index_of(7, 20)});
    EXPECT_EQ(ids(indexes.of(RelationId{7})), (std::vector<unsigned>{10, 20, 30}));
    EXPECT_EQ(ids(indexes.of(RelationId{5})), (std::vector<unsigned>{20, 40}));
    EXPECT_EQ(ids(indexes.of(RelationId{6})), std::vector<unsigned>());
    EXPECT_TRUE(IndexCatalog().of(RelationId{5}).empty());
}

TEST(IndexCatalog, MayBeMoved) {
    IndexCatalog first({index_of(7, 30), index_of(7, 10)});
    const IndexCatalog second = std::move(first);
    EXPECT_EQ(ids(second.of(RelationId{7})), (std::vector<unsigned>{10, 30}));
}

} // namespace
