#include <gtest/gtest.h>

#include "rules/merge_included.hpp"

namespace nova {
namespace {

IndexChoice index(const std::vector<std::string> &keys, std::vector<std::string> included) {
    IndexChoice choice;
    choice.method_name = "btree";
    for (const std::string &key : keys)
        choice.columns.emplace_back().column = key;
    choice.included = std::move(included);
    return choice;
}

double four_bytes(const std::string &) { return 4; }

TEST(MergeIncludedTest, SameKeyAllColumns) {
    const auto merged = merge_included({index({"d"}, {"a", "b"}), index({"d"}, {"b", "c"})}, four_bytes);
    EXPECT_EQ(merged, (std::vector{index({"d"}, {"a", "b", "c"})}));
}

TEST(MergeIncludedTest, KeyColumnsOfTheOtherBehindEitherKey) {
    const auto merged = merge_included({index({"p", "q"}, {"a"}), index({"p", "s"}, {"b"})}, four_bytes);
    EXPECT_EQ(merged, (std::vector{index({"p", "q"}, {"a", "b", "s"}), index({"p", "s"}, {"a", "b", "q"})}));
}

TEST(MergeIncludedTest, SameKeyThenAll) {
    const auto merged =
        merge_included({index({"d"}, {"a"}), index({"d"}, {"b"}), index({"d", "k"}, {"c"})}, four_bytes);
    EXPECT_EQ(merged, (std::vector{index({"d"}, {"a", "b"}), index({"d"}, {"a", "b", "c", "k"}),
                                   index({"d", "k"}, {"a", "b", "c"})}));
}

TEST(MergeIncludedTest, NotWhatIsThere) {
    EXPECT_TRUE(merge_included({index({"d"}, {"a", "b"}), index({"d"}, {"a"})}, four_bytes).empty());
}

TEST(MergeIncludedTest, OtherBeginningsAndPredicatesStayApart) {
    IndexChoice partial = index({"d"}, {"b"});
    partial.predicate.null = {"deleted_at"};
    EXPECT_TRUE(merge_included({index({"d"}, {"a"}), partial, index({"e"}, {"c"})}, four_bytes).empty());
}

TEST(MergeIncludedTest, WithinTheLimitOfBytes) {
    const auto wide = [](const std::string &) { return 15.0; };
    EXPECT_TRUE(merge_included({index({"d"}, {"a", "b"}), index({"d"}, {"c", "e"})}, wide).empty());
}

TEST(MergeIncludedTest, NoExpressionsInInclude) {
    IndexChoice lower = index({"d", "email"}, {"b"});
    lower.columns[1].expression = "lower(email)";
    const auto merged = merge_included({index({"d"}, {"a"}), lower}, four_bytes);
    ASSERT_EQ(merged.size(), 1U);
    EXPECT_EQ(merged[0].columns, lower.columns);
}

} // namespace
} // namespace nova
