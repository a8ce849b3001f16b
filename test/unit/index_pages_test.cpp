#include <gtest/gtest.h>

#include "rules/index_pages.hpp"

namespace nova {
namespace {

// Pages that CREATE INDEX gave on a table of 20,000 rows in 147 pages (PostgreSQL 15).
IndexRows of_int(std::optional<double> distinct) {
    IndexRows rows;
    rows.rows = rows.table_rows = 20'000;
    rows.table_pages = 147;
    rows.columns = {{4, 0, 4}};
    if (distinct)
        rows.values = {{{*distinct, 1 / *distinct}}};
    return rows;
}

TEST(IndexPagesTest, Btree) {
    EXPECT_NEAR(btree_pages(of_int({}), 0).pages, 57, 1);
    EXPECT_EQ(btree_pages(of_int({}), 0).height, 1);
    EXPECT_GT(btree_pages(of_int({}), 0.5).pages, 100);
    EXPECT_NEAR(btree_pages(of_int(1000), 0).pages, 22, 1);
}

TEST(IndexPagesTest, BtreeOfJointValues) {
    // 20,000 rows of (i % 100, i % 200) have 200 combinations, not 20,000.
    IndexRows rows = of_int({});
    rows.columns = {{4, 0, 4}, {4, 0, 4}};
    rows.values = {{{100, 0.01}}, {{200, 0.005}}};
    const double by_chance = btree_pages(rows, 0).pages;
    rows.joint = {{0, 1}, 200};
    EXPECT_NEAR(btree_pages(rows, 0).pages, 19, 1);
    EXPECT_GT(by_chance, 45);
    // A column more has its values beside each combination: 1,000 keys.
    rows.columns.push_back({4, 0, 4});
    rows.values.push_back({{5, 0.2}});
    EXPECT_NEAR(btree_pages(rows, 0).pages, 22, 1);
    // What is more than chance would bring says nothing.
    rows.joint.combinations = 1e6;
    rows.columns.pop_back();
    rows.values.pop_back();
    EXPECT_EQ(btree_pages(rows, 0).pages, by_chance);
}

TEST(IndexPagesTest, HashBucketsArePowersOfTwo) {
    EXPECT_EQ(hash_pages(of_int({}), 0).pages, 130);
    // Few keys overflow their buckets.
    EXPECT_NEAR(hash_pages(of_int(100), 0).pages, 134, 4);
}

TEST(IndexPagesTest, ManyHashBucketsGrowByQuarters) {
    IndexRows rows = of_int({});
    rows.rows = rows.table_rows = 512 * 307 + 1;
    EXPECT_EQ(hash_pages(rows, 0).pages, 642);
}

TEST(IndexPagesTest, BrinIsTiny) { EXPECT_EQ(brin_pages(of_int({}), 128, 0.25).pages, 3); }

TEST(IndexPagesTest, NoRows) {
    const IndexRows none;
    for (const IndexPages &size : {btree_pages(none, 0), gin_pages(none), gist_pages(none, 0), spgist_pages(none, 0)})
        EXPECT_LT(size.pages, 5);
}

} // namespace
} // namespace nova
