#include <gtest/gtest.h>

#include <deque>

#include "fakes.hpp"
#include "render/shape_query.hpp"
#include "rules/key_shapes.hpp"

namespace nova {
namespace {

using namespace fake;

// Schemas 1 and 2 with tables tasks (11, 21) and orgs (12, 22), schema 9 with plans (90).
class KeyShapesTest : public ::testing::Test {
  protected:
    KeyShapesTest() {
        for (const unsigned schema : {1u, 2u}) {
            table(schema * 10 + 1, schema, "tasks");
            table(schema * 10 + 2, schema, "orgs");
        }
        table(90, 9, "plans");
    }
    void table(unsigned id, unsigned schema, const char *name) {
        Relation relation;
        relation.id = RelationId{id};
        relation.schema = NamespaceId{schema};
        relation.name = name;
        relations.add(std::move(relation));
    }
    MissingKeyFinding finding(unsigned referencing, unsigned referenced, Severity severity, double bytes) {
        ForeignKey &key = keys.emplace_back();
        key.referencing = RelationId{referencing};
        key.referenced = RelationId{referenced};
        MissingKeyFinding result;
        result.key = &key;
        result.columns = {"org_id"};
        result.severity = severity;
        result.rows = bytes / 100;
        result.bytes = bytes;
        result.referenced_deletes = 5;
        return result;
    }

    RelationCatalog relations;
    std::deque<ForeignKey> keys;
    KeyShapes shapes;
};

TEST_F(KeyShapesTest, TheSameTableAndKeyInTwoSchemasAreOneRow) {
    ASSERT_NE(shapes.add(finding(11, 12, Severity::Low, 100), relations), nullptr);
    std::string *const problem = shapes.add(finding(21, 22, Severity::High, 300), relations);
    ASSERT_NE(problem, nullptr);
    *problem = "worst";
    const auto groups = shapes.take_sorted();
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_EQ(groups[0].schemas, 2u);
    EXPECT_EQ(groups[0].severity, Severity::High);
    EXPECT_EQ(groups[0].example, RelationId{21});
    EXPECT_EQ(groups[0].problem, "worst");
    EXPECT_EQ(groups[0].bytes, 400);
    EXPECT_EQ(groups[0].rows, 4);
    EXPECT_EQ(groups[0].referenced_deletes, 10);
    EXPECT_EQ(groups[0].shape.referenced, "orgs");
    EXPECT_FALSE(is_valid(groups[0].shape.referenced_schema));
}

TEST_F(KeyShapesTest, OnlyTheWorstOfAGroupIsTheExample) {
    shapes.add(finding(11, 12, Severity::High, 100), relations);
    EXPECT_EQ(shapes.add(finding(21, 22, Severity::High, 100), relations), nullptr);
    EXPECT_EQ(shapes.add(finding(21, 22, Severity::Low, 900), relations), nullptr);
    EXPECT_EQ(shapes.take_sorted()[0].example, RelationId{11});
}

TEST_F(KeyShapesTest, TwoKeysOfATableCountOnceAndSoDoesASharedReferencedTable) {
    shapes.add(finding(11, 90, Severity::Low, 100), relations);
    shapes.add(finding(11, 90, Severity::Low, 100), relations);
    shapes.add(finding(21, 90, Severity::Low, 100), relations);
    const auto groups = shapes.take_sorted();
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_EQ(groups[0].schemas, 2u);
    EXPECT_EQ(groups[0].bytes, 200);
    EXPECT_EQ(groups[0].referenced_deletes, 5);
    EXPECT_EQ(groups[0].shape.referenced_schema, NamespaceId{9});
}

TEST_F(KeyShapesTest, WhatDiffersIsAShapeOfItsOwn) {
    auto other_columns = finding(11, 12, Severity::Low, 1);
    other_columns.columns = {"owner_id"};
    auto other_coverage = finding(11, 12, Severity::Low, 2);
    other_coverage.coverage = Coverage::Partial;
    auto other_action = finding(11, 12, Severity::Low, 3);
    keys.back().on_delete = ReferentialAction::Cascade;
    for (const auto *each : {&other_columns, &other_coverage, &other_action})
        shapes.add(*each, relations);
    shapes.add(finding(11, 12, Severity::Low, 4), relations);
    shapes.add(finding(11, 90, Severity::Medium, 0), relations);
    const auto groups = shapes.take_sorted();
    ASSERT_EQ(groups.size(), 5u);
    // The most severe first, then the largest.
    EXPECT_EQ(groups[0].severity, Severity::Medium);
    EXPECT_EQ(groups[1].bytes, 4);
    EXPECT_EQ(groups[4].bytes, 1);
}

TEST_F(KeyShapesTest, UnknownFiguresStayUnknown) {
    auto unknown = finding(11, 12, Severity::Unknown, 0);
    unknown.rows.reset();
    unknown.bytes.reset();
    unknown.referenced_deletes.reset();
    EXPECT_NE(shapes.add(unknown, relations), nullptr);
    const auto groups = shapes.take_sorted();
    EXPECT_FALSE(groups[0].rows || groups[0].bytes || groups[0].referenced_deletes);
    EXPECT_TRUE(shapes.take_sorted().empty());
}

TEST(ShapeQuery, QualifiesItsOperatorsAndQuotesItsNames) {
    FakeNames names;
    KeyShape shape;
    shape.table = "tasks";
    shape.columns = {"org_id", "Team"};
    EXPECT_EQ(shape_query(shape, "s.nova_missing_fk_indexes", false, names),
              "SELECT pg_catalog.unnest(f.create_statements) FROM s.nova_missing_fk_indexes() AS f JOIN "
              "pg_catalog.pg_class AS t ON t.oid OPERATOR(pg_catalog.=) f.table_name::pg_catalog.oid WHERE t.relname "
              "OPERATOR(pg_catalog.=) 'tasks' AND f.column_names OPERATOR(pg_catalog.=) ARRAY['org_id', "
              "'Team']::pg_catalog.name[] AND f.coverage OPERATOR(pg_catalog.=) 'none';");
    EXPECT_NE(shape_query(shape, "f", true, names).find("f(include_accepted => true)"), std::string::npos);
}

} // namespace
} // namespace nova
