#include <gtest/gtest.h>

#include "fakes.hpp"
#include "rules/settled_key.hpp"

namespace nova {
namespace {

using namespace fake;

class SettledKeyTest : public ::testing::Test {
  protected:
    SettledKeyTest() { operators.add(equals, integer_family); }
    bool settled(const Index &index, std::vector<AttributeNumber> columns) {
        std::vector<Comparison> comparisons;
        for (const AttributeNumber column : columns)
            comparisons.push_back({column, op});
        const Index *const only = &index;
        return is_settled(comparisons, {Indexes::iterator(&only), Indexes::iterator(&only + 1)}, operators);
    }
    SearchOperators operators;
    Operator op{equals, integer_type};
};

TEST_F(SettledKeyTest, PlainIndexSettles) {
    EXPECT_TRUE(settled(World::index({1}), {1}));
    EXPECT_TRUE(settled(World::index({2, 3, 1}), {1, 2}));
    EXPECT_TRUE(settled(World::index({2, 1}, gin), {1}));
}

TEST_F(SettledKeyTest, WhateverNeedsALookIsLeft) {
    EXPECT_FALSE(settled(World::index({2, 1}), {1}));
    EXPECT_FALSE(settled(World::index({1}), {1, 2}));
    EXPECT_FALSE(settled(World::index({1}, brin), {1}));

    Index index = World::index({1});
    index.has_predicate = true;
    EXPECT_FALSE(settled(index, {1}));
    index = World::index({1});
    index.valid = false;
    EXPECT_FALSE(settled(index, {1}));
    index = World::index({1});
    index.keys[0].collation = CollationId{100};
    EXPECT_FALSE(settled(index, {1}));
    index = World::index({1});
    index.keys[0].input_type = TypeId{1700};
    EXPECT_FALSE(settled(index, {1}));
    index = World::index({1});
    index.keys[0].family = other_family;
    EXPECT_FALSE(settled(index, {1}));
    op.commutator = OperatorId{};
    EXPECT_FALSE(settled(World::index({1}), {1}));
}

} // namespace
} // namespace nova
