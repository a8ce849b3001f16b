#include <deque>

#include <gtest/gtest.h>

#include "fakes.hpp"
#include "rules/cover.hpp"

namespace nova {
namespace {

using namespace fake;

class CoverTest : public ::testing::Test {
  protected:
    Cover judge(const Need &need, const Index &index) { return judge_cover(need, index, world.facts()); }
    CoverKind kind(std::vector<AttributeNumber> need, std::vector<AttributeNumber> index,
                   const AccessMethod &method = btree) {
        return judge(World::need(std::move(need)), World::index(std::move(index), method)).kind;
    }
    // The indexes live as long as the test.
    Indexes in_catalog(std::vector<Index> indexes) {
        return catalogs_.emplace_back(std::move(indexes)).of(RelationId{1});
    }
    World world;

  private:
    std::deque<IndexCatalog> catalogs_;
};

TEST_F(CoverTest, LeadingColumnsInAnyOrderCover) {
    EXPECT_EQ(kind({1}, {1}), CoverKind::Full);
    EXPECT_EQ(kind({1, 2}, {1, 2}), CoverKind::Full);
    EXPECT_EQ(kind({1, 2}, {2, 1, 3}), CoverKind::Full);
    EXPECT_EQ(kind({1, 2}, {1, 3, 2}), CoverKind::Full);
}

TEST_F(CoverTest, SomeLeadingColumnsArePartial) {
    const Cover cover = judge(World::need({1, 2}), World::index({2, 3}));
    EXPECT_EQ(cover.kind, CoverKind::Partial);
    EXPECT_EQ(cover.searched, 0b10u);
    EXPECT_EQ(cover.shortfall, Shortfall::OtherColumns);
}

TEST_F(CoverTest, TrailingColumnsCoverNothing) {
    const Cover cover = judge(World::need({1}), World::index({3, 1}));
    EXPECT_EQ(cover.kind, CoverKind::None);
    EXPECT_EQ(cover.potential, CoverKind::None);
    EXPECT_EQ(cover.shortfall, Shortfall::NotLeading);
    EXPECT_EQ(cover.touched, 0b1u);
}

TEST_F(CoverTest, MethodsWithoutColumnOrderCoverFromAnyPosition) {
    EXPECT_EQ(kind({1}, {3, 1}, gin), CoverKind::Full);
    EXPECT_EQ(kind({1, 2}, {3, 1}, gin), CoverKind::Partial);
}

TEST_F(CoverTest, IncludedColumnsCannotBeSearched) {
    Index index = World::index({3});
    index.included = {1};
    EXPECT_EQ(judge(World::need({1}), index).shortfall, Shortfall::Included);
}

TEST_F(CoverTest, FamilyAndCollationMustMatch) {
    Index index = World::index({1});
    index.keys[0].family = other_family;
    EXPECT_EQ(judge(World::need({1}), index).shortfall, Shortfall::OperatorFamily);

    index = World::index({1});
    index.keys[0].collation = CollationId{100};
    EXPECT_EQ(judge(World::need({1}), index).shortfall, Shortfall::Collation);

    ClauseShape text = plain;
    text.collation = CollationId{100};
    Need need = World::need({1});
    need.clauses[0].shape = &text;
    EXPECT_EQ(judge(need, index).kind, CoverKind::Full);
    // An index column without collation matches a clause with any.
    index.keys[0].collation = CollationId{};
    EXPECT_EQ(judge(need, index).kind, CoverKind::Full);
}

TEST_F(CoverTest, OperatorWithoutCommutatorIsNotSearchable) {
    ClauseShape lonely = plain;
    lonely.op = OperatorId{};
    Need need = World::need({1});
    need.clauses[0].shape = &lonely;
    EXPECT_EQ(judge(need, World::index({1})).kind, CoverKind::None);
}

TEST_F(CoverTest, CastsWantTheirExpression) {
    ClauseShape cast = plain;
    cast.bare_column = false;
    Need need = World::need({1});
    need.clauses[0].shape = &cast;
    EXPECT_EQ(judge(need, World::index({1})).shortfall, Shortfall::Operand);

    const Index expression = World::index({0});
    world.prover.mentioned = {1};
    EXPECT_EQ(judge(need, expression).shortfall, Shortfall::Operand);
    world.prover.same = true;
    EXPECT_EQ(judge(need, expression).kind, CoverKind::Full);
}

TEST_F(CoverTest, UnusableIndexesCoverNothing) {
    for (bool Index::*flag : {&Index::valid, &Index::ready, &Index::live}) {
        Index index = World::index({1});
        index.*flag = false;
        const Cover cover = judge(World::need({1}), index);
        EXPECT_EQ(cover.kind, CoverKind::None);
        EXPECT_EQ(cover.potential, CoverKind::Full);
        EXPECT_EQ(cover.shortfall, Shortfall::Unusable);
    }
}

TEST_F(CoverTest, PredicatesMustBeImplied) {
    Index index = World::index({1});
    index.has_predicate = true;
    EXPECT_EQ(judge(World::need({1}), index).shortfall, Shortfall::Predicate);
    world.prover.implies = true;
    EXPECT_EQ(judge(World::need({1}), index).kind, CoverKind::Full);
}

TEST_F(CoverTest, BrinIsLossyUnlessRowsFollowTheColumn) {
    EXPECT_EQ(kind({1}, {1}, brin), CoverKind::Lossy);
    world.statistics.correlations[1] = -0.9;
    EXPECT_EQ(kind({1}, {1}, brin), CoverKind::Full);
    world.statistics.correlations[1] = 0.49;
    EXPECT_EQ(kind({1}, {1}, brin), CoverKind::Lossy);
    // The best of several columns narrows the search.
    world.statistics.correlations[2] = 0.5;
    EXPECT_EQ(kind({1, 2}, {1, 2}, brin), CoverKind::Full);
    // A column that is not searched by does not.
    EXPECT_EQ(kind({1}, {1, 2}, brin), CoverKind::Lossy);
}

TEST_F(CoverTest, BloomIsAlwaysLossy) { EXPECT_EQ(kind({1}, {1}, bloom), CoverKind::Lossy); }

TEST_F(CoverTest, ColumnNamedTwiceIsSearchedTwice) { EXPECT_EQ(kind({1, 1}, {1}), CoverKind::Full); }

TEST_F(CoverTest, NearestPrefersWhatServesMost) {
    std::vector<Index> indexes{World::index({3, 1}, btree, RelationId{1}, 1),
                               World::index({1}, btree, RelationId{1}, 2),
                               World::index({1, 2}, bloom, RelationId{1}, 3)};
    const Need need = World::need({1, 2});
    EXPECT_EQ(nearest_index(need, in_catalog(indexes), world.facts()).index->id, RelationId{3});
    indexes.pop_back();
    EXPECT_EQ(nearest_index(need, in_catalog(indexes), world.facts()).index->id, RelationId{2});
    indexes.pop_back();
    EXPECT_EQ(nearest_index(need, in_catalog(indexes), world.facts()).cover.shortfall, Shortfall::NotLeading);
    indexes.clear();
    EXPECT_EQ(nearest_index(need, in_catalog(indexes), world.facts()).index, nullptr);
}

TEST_F(CoverTest, NearestPrefersMoreColumns) {
    const std::vector<Index> indexes{World::index({1}, btree, RelationId{1}, 1),
                                     World::index({1, 2}, btree, RelationId{1}, 2)};
    EXPECT_EQ(nearest_index(World::need({1, 2, 3}), in_catalog(indexes), world.facts()).index->id, RelationId{2});
}

TEST_F(CoverTest, NearestPrefersEqualitiesToRanges) {
    const std::vector<Index> indexes{World::index({2}, btree, RelationId{1}, 1),
                                     World::index({1}, btree, RelationId{1}, 2)};
    Need need = World::need({1, 2});
    EXPECT_EQ(nearest_index(need, in_catalog(indexes), world.facts()).index->id, RelationId{1});
    ClauseShape range = integer_shape();
    range.range = true;
    need.clauses[1].shape = &range;
    EXPECT_EQ(nearest_index(need, in_catalog(indexes), world.facts()).index->id, RelationId{2});
}

TEST_F(CoverTest, PredicatesAreNotProvenWhereAnotherIndexServes) {
    std::vector<Index> indexes{World::index({1}, btree, RelationId{1}, 1), World::index({1}, btree, RelationId{1}, 2)};
    indexes[0].has_predicate = true;
    EXPECT_EQ(nearest_index(World::need({1}), in_catalog(indexes), world.facts()).index->id, RelationId{2});
    EXPECT_EQ(world.prover.proofs, 0);
}

TEST_F(CoverTest, TwoPartialIndexesCombine) {
    const std::vector<Index> indexes{World::index({1}, btree, RelationId{1}, 1),
                                     World::index({2}, btree, RelationId{1}, 2)};
    const Need need = World::need({1, 2});
    const auto nearest = nearest_index(need, in_catalog(indexes), world.facts());
    EXPECT_EQ(combining_index(need, nearest, in_catalog(indexes), world.facts())->id, RelationId{2});
    EXPECT_EQ(combining_index(need, nearest, in_catalog({indexes[0]}), world.facts()), nullptr);
}

} // namespace
} // namespace nova
