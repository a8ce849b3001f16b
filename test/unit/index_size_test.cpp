#include <gtest/gtest.h>

#include "rules/index_size.hpp"

namespace nova {
namespace {

// Sizes that CREATE INDEX gave on a table of 300,000 rows (PostgreSQL 15).
void expect_near(const BtreeSize &size, double bytes) {
    EXPECT_GT(estimated_bytes(size), bytes * 0.9);
    EXPECT_LT(estimated_bytes(size), bytes * 1.1);
}

constexpr double rows = 300'000;

TEST(IndexSizeTest, UniqueKeys) {
    expect_near({rows, {{4, 0, 4}}, {}, true}, 6'758'400);
    expect_near({rows, {{16, 0, 1}}, {}, true}, 9'486'336);
    expect_near({rows, {{33, 0, 1}}, {}, true}, 17'735'680);
    expect_near({rows, {{4, 0, 4}, {8, 0, 8}}, {}, true}, 9'486'336);
}

TEST(IndexSizeTest, EqualKeysAreDeduplicated) {
    expect_near({rows, {{4, 0, 4}}, 1000, true}, 2'080'768);
    expect_near({rows, {{4, 0, 4}}, 50'000, true}, 3'391'488);
    expect_near({rows, {{6, 0, 1}}, 5, true}, 2'105'344);
    EXPECT_GT(estimated_bytes({rows, {{4, 0, 4}}, 1000, false}), 6'000'000);
}

TEST(IndexSizeTest, Nulls) {
    expect_near({rows, {{4, 0.899, 4}}, 30'300, true}, 2'572'288);
    expect_near({30'000, {{4, 0, 4}}, {}, true}, 688'128);
}

TEST(IndexSizeTest, AnEmptyIndexHasItsPages) { EXPECT_EQ(estimated_bytes({0, {{4, 0, 4}}, {}, true}), 2 * 8192); }

} // namespace
} // namespace nova
