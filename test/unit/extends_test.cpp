#include <gtest/gtest.h>

#include "rules/extends.hpp"

namespace nova {
namespace {

IndexChoice index(const std::vector<std::string> &columns, const std::vector<std::string> &included = {}) {
    IndexChoice result;
    result.method_name = "btree";
    for (const std::string &column : columns)
        result.columns.emplace_back().column = column;
    result.included = included;
    return result;
}

TEST(ExtendsTest, BeginsWithTheKeyAndHoldsTheRest) {
    EXPECT_TRUE(extends(index({"a", "b"}), index({"a"})));
    EXPECT_TRUE(extends(index({"a"}, {"b"}), index({"a"})));
    EXPECT_TRUE(extends(index({"a", "b"}), index({"a"}, {"b"})));
    EXPECT_TRUE(extends(index({"a"}, {"c", "b"}), index({"a"}, {"b"})));
    EXPECT_FALSE(extends(index({"a"}), index({"a", "b"})));
    EXPECT_FALSE(extends(index({"b", "a"}), index({"a"})));
    EXPECT_FALSE(extends(index({"a"}, {"b"}), index({"a", "b"}))); // included columns have no order
    EXPECT_FALSE(extends(index({"a"}, {"b"}), index({"a"}, {"c"})));
}

TEST(ExtendsTest, OfTheSameRowsInTheSameOrder) {
    IndexChoice other = index({"a"});
    other.predicate.conditions = {"b > 1"};
    EXPECT_FALSE(extends(index({"a", "b"}), other));
    EXPECT_FALSE(extends(other, index({"a"})));
    other = index({"a"});
    other.columns.front().option = 3;
    EXPECT_FALSE(extends(index({"a", "b"}), other));
    other = index({"a"});
    other.columns.front().expression = "lower(a)";
    EXPECT_FALSE(extends(index({"a", "b"}), other));
    EXPECT_FALSE(extends(other, index({"c"}, {"a"})));
    other = index({"a"});
    other.method_name = "hash";
    EXPECT_FALSE(extends(index({"a", "b"}), other));
}

} // namespace
} // namespace nova
