#include "rules/redundant_index.hpp"

#include <gtest/gtest.h>

#include "fakes.hpp"

namespace {

using namespace nova;
using fake::World;

const AccessMethod hash{AccessMethodId{405}, "hash"};

class FakeTrees : public IndexTrees {
  public:
    bool expression = false;
    bool predicate = false;
    bool equivalent = false;
    bool parameters = true;

    bool same_expression(const Index &, const Index &, std::size_t) override { return expression; }
    bool same_predicate(const Index &, const Index &) override { return predicate; }
    bool equivalent_predicates(const Index &, const Index &) override { return equivalent; }
    bool same_parameters(const Index &, const Index &) override { return parameters; }
};

Index index(std::vector<AttributeNumber> columns, unsigned id = 100, const AccessMethod &method = fake::btree) {
    return World::index(std::move(columns), method, RelationId{1}, id);
}

class RedundantIndex : public testing::Test {
  protected:
    FakeTrees trees;
    Replacement replaces(const Index &a, const Index &b) { return judge_replacement(a, b, trees).kind; }
};

TEST_F(RedundantIndex, SameColumnsAreADuplicate) {
    EXPECT_EQ(replaces(index({1, 2}), index({1, 2})), Replacement::Duplicate);
    EXPECT_EQ(replaces(index({1, 2}), index({2, 1})), Replacement::None);
    EXPECT_EQ(replaces(index({1}, 100, hash), index({1}, 101, hash)), Replacement::Duplicate);
    EXPECT_EQ(replaces(index({1}), index({1}, 101, hash)), Replacement::None);
}

TEST_F(RedundantIndex, FirstColumnsAreRedundantForBTreeOnly) {
    EXPECT_EQ(replaces(index({1}), index({1, 2})), Replacement::Redundant);
    EXPECT_EQ(replaces(index({1, 2}), index({1})), Replacement::None);
    EXPECT_EQ(replaces(index({2}), index({1, 2})), Replacement::None);
    EXPECT_EQ(replaces(index({1}, 100, fake::gin), index({1, 2}, 101, fake::gin)), Replacement::None);
}

TEST_F(RedundantIndex, ReversedAsAWholeOnly) {
    Index a = index({1, 2});
    Index b = index({1, 2, 3});
    b.keys[0].option = b.keys[1].option = 3;
    const auto verdict = judge_replacement(a, b, trees);
    EXPECT_EQ(verdict.kind, Replacement::Redundant);
    EXPECT_TRUE(verdict.reversed);
    b.keys[1].option = 0;
    EXPECT_EQ(replaces(a, b), Replacement::None);
    a.keys[1].option = 3; // (a, b DESC) and (a DESC, b)
    EXPECT_EQ(replaces(a, b), Replacement::Redundant);
    b.keys[0].option = 2; // NULLS FIRST alone is another order
    EXPECT_EQ(replaces(a, b), Replacement::None);
}

TEST_F(RedundantIndex, CollationAndOperatorClassCount) {
    Index a = index({1});
    Index b = index({1, 2});
    b.keys[0].collation = CollationId{950};
    EXPECT_EQ(replaces(a, b), Replacement::None);
    b = index({1, 2});
    b.keys[0].family = fake::other_family;
    EXPECT_EQ(replaces(a, b), Replacement::None);
    b = index({1, 2});
    b.keys[0].operator_class = OperatorClassId{7}; // varchar_ops: another name in the same family
    EXPECT_EQ(replaces(a, b), Replacement::Redundant);
    Index c = index({1}, 100, fake::gin);
    Index d = index({1}, 101, fake::gin);
    d.keys[0].operator_class = OperatorClassId{7};
    EXPECT_EQ(replaces(c, d), Replacement::None);
}

TEST_F(RedundantIndex, IncludedColumnsHaveToBeThere) {
    Index a = index({1});
    a.included = {2};
    EXPECT_EQ(replaces(a, index({1})), Replacement::None);
    EXPECT_EQ(replaces(index({1}), a), Replacement::Redundant);
    EXPECT_EQ(replaces(a, index({1, 2})), Replacement::Redundant);
    Index b = index({1});
    b.included = {3, 2};
    EXPECT_EQ(replaces(a, b), Replacement::Redundant);
    a.included = {2, 3};
    EXPECT_EQ(replaces(a, b), Replacement::Duplicate);
}

TEST_F(RedundantIndex, UniqueGoesForAnEqualUniqueOnly) {
    Index a = index({1});
    Index b = index({1, 2});
    a.unique = true;
    EXPECT_EQ(replaces(a, b), Replacement::None);
    b = index({1});
    EXPECT_EQ(replaces(a, b), Replacement::None);
    EXPECT_EQ(replaces(b, a), Replacement::Duplicate);
    b.unique = true;
    EXPECT_EQ(replaces(a, b), Replacement::Duplicate);
    b.nulls_not_distinct = true;
    EXPECT_EQ(replaces(a, b), Replacement::None);
    b.nulls_not_distinct = false;
    b.immediate = false; // DEFERRABLE
    EXPECT_EQ(replaces(a, b), Replacement::None);
    b.immediate = true;
    b.included = {2};
    EXPECT_EQ(replaces(a, b), Replacement::None);
}

TEST_F(RedundantIndex, PredicatesHaveToSelectTheSameRows) {
    Index a = index({1});
    Index b = index({1});
    a.has_predicate = true;
    EXPECT_EQ(replaces(a, b), Replacement::None); // smaller, which is what it is for
    EXPECT_EQ(replaces(b, a), Replacement::None);
    b.has_predicate = true;
    EXPECT_EQ(replaces(a, b), Replacement::None);
    trees.equivalent = true;
    const auto verdict = judge_replacement(a, b, trees);
    EXPECT_EQ(verdict.kind, Replacement::Redundant);
    EXPECT_TRUE(verdict.predicates_differ);
    a.unique = b.unique = true;
    EXPECT_EQ(replaces(a, b), Replacement::None);
    trees.predicate = true;
    EXPECT_EQ(replaces(a, b), Replacement::Duplicate);
}

TEST_F(RedundantIndex, ExpressionsAndParametersAreTheServersToCompare) {
    EXPECT_EQ(replaces(index({0}), index({0, 1})), Replacement::None);
    EXPECT_EQ(replaces(index({0}), index({1})), Replacement::None);
    trees.expression = true;
    EXPECT_EQ(replaces(index({0}), index({0, 1})), Replacement::Redundant);
    trees.parameters = false;
    EXPECT_EQ(replaces(index({0}), index({0, 1})), Replacement::None);
}

std::vector<std::pair<unsigned, unsigned>> superfluous(const std::vector<Index> &indexes, IndexTrees &trees,
                                                       RelationId staying = RelationId{}) {
    std::vector<const Index *> pointers;
    for (const Index &one : indexes)
        pointers.push_back(&one);
    std::vector<std::pair<unsigned, unsigned>> result;
    for (const auto &found : find_superfluous(
             pointers, [staying](const Index &one) { return one.id != staying; }, trees))
        result.emplace_back(static_cast<unsigned>(found.index->id), static_cast<unsigned>(found.kept->id));
    return result;
}

using Pairs = std::vector<std::pair<unsigned, unsigned>>;

TEST_F(RedundantIndex, OneOfEqualsStays) {
    EXPECT_EQ(superfluous({index({1}, 12), index({1}, 11), index({1}, 13)}, trees), (Pairs{{12, 11}, {13, 11}}));
    EXPECT_EQ(superfluous({index({1}, 11), index({1}, 12)}, trees, RelationId{12}), (Pairs{{11, 12}}));
}

TEST_F(RedundantIndex, WhatIsKeptStays) {
    EXPECT_EQ(superfluous({index({1}, 11), index({1, 2}, 12), index({1, 2, 3}, 13)}, trees),
              (Pairs{{11, 13}, {12, 13}}));
    EXPECT_EQ(superfluous({index({1}, 11), index({1, 2}, 12), index({1, 3}, 13)}, trees), (Pairs{{11, 12}}));
}

TEST_F(RedundantIndex, AnUnusableOneReplacesNothing) {
    Index invalid = index({1, 2}, 12);
    invalid.valid = false;
    EXPECT_EQ(superfluous({index({1}, 11), invalid}, trees), Pairs{});
    EXPECT_EQ(best_replacement(invalid, {&invalid}, trees).kept, nullptr);
    const Index good = index({1, 2}, 13);
    EXPECT_EQ(best_replacement(invalid, {&invalid, &good}, trees).kept, &good);
}

} // namespace
