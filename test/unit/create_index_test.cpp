#include <gtest/gtest.h>

#include "fakes.hpp"
#include "render/create_index.hpp"

namespace nova {
namespace {

using namespace fake;
using Statements = std::vector<std::string>;

class CreateIndexTest : public ::testing::Test {
  protected:
    CreateIndexTest() {
        for (unsigned id = 1; id <= 4; ++id)
            relations.add(relation(id));
    }
    std::optional<IndexChoice> choose(const Need &need, const std::vector<std::string> &columns) {
        return choose_index(need, columns, classes, world.statistics);
    }
    Statements statements(const IndexChoice &choice) {
        StatementContext context{relations, names, index_names};
        return create_index_statements(RelationId{1}, choice, context);
    }
    World world;
    FakeClasses classes;
    FakeNames names;
    RelationCatalog relations;
    IndexNames index_names{names};
};

TEST_F(CreateIndexTest, PlainKey) {
    EXPECT_EQ(statements(*choose(World::need({1, 2}), {"a", "B c"})),
              Statements{"CREATE INDEX CONCURRENTLY IF NOT EXISTS \"r1_a_B c_idx\" ON s.r1 (a, \"B c\");"});
}

TEST_F(CreateIndexTest, ColumnNamedTwiceAppearsOnce) {
    EXPECT_EQ(choose(World::need({1, 1}), {"a", "a"})->columns.size(), 1u);
}

TEST_F(CreateIndexTest, CastCollationClassAndPredicate) {
    ClauseShape shape = plain;
    shape.bare_column = false;
    shape.cast = "::pg_catalog.text";
    shape.collation = CollationId{5};
    classes.by_method["btree"].name = "s.text_ops";
    world.statistics.null_fractions[1] = 0.51;
    Need need = World::need({1});
    need.clauses[0].shape = &shape;
    EXPECT_EQ(index_definition(*choose(need, {"a"}), names),
              "(((a)::pg_catalog.text) COLLATE s.c5 s.text_ops) WHERE a IS NOT NULL");
    world.statistics.null_fractions[1] = 0.5;
    EXPECT_TRUE(choose(need, {"a"})->predicate.not_null.empty());
}

TEST_F(CreateIndexTest, NoPredicateWhereNullsMayMatch) {
    ClauseShape shape = plain;
    shape.implies_not_null = false;
    world.statistics.null_fractions[1] = 1;
    Need need = World::need({1});
    need.clauses[0].shape = &shape;
    EXPECT_TRUE(choose(need, {"a"})->predicate.not_null.empty());
}

TEST_F(CreateIndexTest, GistWhereBtreeLacksTheOperator) {
    classes.by_method = {{"gist", {other_family, ""}}};
    EXPECT_EQ(index_definition(*choose(World::need({1}), {"a"}), names), "USING gist (a)");
    classes.by_method.clear();
    EXPECT_FALSE(choose(World::need({1}), {"a"}));
}

TEST_F(CreateIndexTest, MutableCastsCannotBeIndexed) {
    ClauseShape shape = plain;
    shape.bare_column = false;
    shape.immutable_operand = false;
    Need need = World::need({1});
    need.clauses[0].shape = &shape;
    EXPECT_FALSE(choose(need, {"a"}));
}

TEST_F(CreateIndexTest, SortOptions) {
    IndexChoice choice = *choose(World::need({1}), {"a"});
    const auto with = [&](std::int16_t option) {
        choice.columns[0].option = option;
        return index_definition(choice, names);
    };
    EXPECT_EQ(with(0), "(a)");
    EXPECT_EQ(with(1), "(a DESC NULLS LAST)");
    EXPECT_EQ(with(2), "(a NULLS FIRST)");
    EXPECT_EQ(with(3), "(a DESC)");
}

TEST_F(CreateIndexTest, NamesAreFreeAndSharedByEqualDefinitions) {
    names.taken_name = "r1_a_idx";
    const Relation &table = *relations.find(RelationId{1});
    EXPECT_EQ(index_names.allocate(table, {"a"}, "(a)"), "r1_a_idx1");
    EXPECT_EQ(index_names.allocate(table, {"a"}, "(a)"), "r1_a_idx1");
    EXPECT_EQ(index_names.allocate(table, {"a"}, "((a)::numeric)"), "r1_a_idx2");
}

TEST_F(CreateIndexTest, PartitionTreesAreBuiltFromWhatIsThere) {
    const Index there = World::index({1}, btree, RelationId{3}, 4);
    IndexPlan plan{
        .table = RelationId{1}, .partitioned = true, .existing = nullptr, .attached = false, .partitions = {}};
    plan.partitions.push_back(
        {.table = RelationId{2}, .partitioned = false, .existing = nullptr, .attached = false, .partitions = {}});
    plan.partitions.push_back(
        {.table = RelationId{3}, .partitioned = false, .existing = &there, .attached = false, .partitions = {}});
    StatementContext context{relations, names, index_names};
    const Statements expected{"CREATE INDEX IF NOT EXISTS r1_a_idx ON ONLY s.r1 (a);",
                              "CREATE INDEX CONCURRENTLY IF NOT EXISTS r2_a_idx ON s.r2 (a);",
                              "ALTER INDEX s.r1_a_idx ATTACH PARTITION s.r2_a_idx;",
                              "ALTER INDEX s.r1_a_idx ATTACH PARTITION s.r4;"};
    EXPECT_EQ(create_index_statements(plan, *choose(World::need({1}), {"a"}), context), expected);
    EXPECT_TRUE(plan.uses_existing());
}

} // namespace
} // namespace nova
