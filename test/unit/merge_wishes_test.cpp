#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "rules/chain_cover.hpp"
#include "rules/merge_wishes.hpp"

namespace nova {
namespace {

ColumnChoice column(const std::string &name) {
    ColumnChoice result;
    result.column = name;
    result.family = OperatorFamilyId{1976};
    return result;
}

// "ab": a and b in any order; "ab|c": then c in place.
IndexWish wish(const std::string &columns) {
    IndexWish result;
    result.choice.method = AccessMethodId{403};
    result.choice.method_name = "btree";
    const auto bar = std::min(columns.find('|'), columns.size());
    result.first = bar;
    for (const char name : columns)
        if (name != '|')
            result.choice.columns.push_back(column(std::string(1, name)));
    return result;
}

std::string text(const MergedIndex &index) {
    std::string result;
    for (const ColumnChoice &choice : index.choice.columns)
        result += choice.column;
    for (const std::string &name : index.choice.predicate.null)
        result += " -" + name;
    for (const std::string &name : index.choice.predicate.not_null)
        result += " +" + name;
    return result;
}

std::vector<std::string> merged(const std::vector<IndexWish> &wishes, const MergeFacts &facts = {}) {
    std::vector<std::string> result;
    for (const MergedIndex &index : merge_wishes(wishes, facts))
        result.push_back(text(index));
    return result;
}

using Texts = std::vector<std::string>;

TEST(MergeWishesTest, SetsThatContainOneAnotherShareAnIndex) {
    EXPECT_EQ(merged({wish("o"), wish("or")}), Texts{"or"});
    EXPECT_EQ(merged({wish("ba"), wish("b"), wish("abc")}), Texts{"bac"});
    EXPECT_EQ(merged({wish("a"), wish("b"), wish("ab")}).size(), 2u);
}

TEST(MergeWishesTest, TheMatchingLooksAhead) {
    // Greedily, `a` could take `abc` from `ab`.
    EXPECT_EQ(merged({wish("a"), wish("ab"), wish("abc"), wish("ad")}).size(), 2u);
}

TEST(MergeWishesTest, SequencesJoinWhereTheyCan) {
    EXPECT_EQ(merged({wish("a|t"), wish("a")}), Texts{"at"});
    EXPECT_EQ(merged({wish("a|t"), wish("at")}), Texts{"at"});
    EXPECT_EQ(merged({wish("a|t"), wish("ab")}).size(), 2u);
    EXPECT_EQ(merged({wish("a|t"), wish("atb|u")}), Texts{"atbu"});
}

TEST(MergeWishesTest, WhatASubqueryIsHashedWithoutComesSecond) {
    IndexWish members = wish("uo");
    members.first = members.second = 1;
    EXPECT_EQ(merged({members, wish("o")}).size(), 2u);
    EXPECT_EQ(merged({members, wish("u")}), Texts{"uo"});
    EXPECT_EQ(merged({members, wish("ou")}), Texts{"uo"});
}

TEST(MergeWishesTest, APredicateIsThatOfAll) {
    IndexWish live = wish("a");
    live.choice.predicate.null = {"d"};
    live.null_columns = {column("d")};
    EXPECT_EQ(merged({live}), Texts{"a -d"});
    EXPECT_EQ(merged({live, live}), Texts{"a -d"});
    EXPECT_EQ(merged({live, wish("ab")}), Texts{"abd"});
    IndexWish sparse = wish("a");
    sparse.choice.predicate.not_null = {"a"};
    EXPECT_EQ(merged({sparse, wish("ab")}), Texts{"ab"});
}

// A search of `t` for a prefix.
IndexWish like() {
    IndexWish result = wish("|t");
    result.choice.columns.front().family = OperatorFamilyId{2095};
    result.choice.columns.front().operator_class = "text_pattern_ops";
    return result;
}

TEST(MergeWishesTest, EqualityTakesTheClassOfLike) {
    IndexWish equality = wish("ta");
    equality.choice.columns.front().family = OperatorFamilyId{1994};
    const auto shared = merge_wishes({equality, like()}, {});
    ASSERT_EQ(shared.size(), 1u);
    EXPECT_EQ(text(shared.front()), "ta");
    EXPECT_EQ(shared.front().choice.columns.front(), like().choice.columns.front());
    IndexWish alone = equality;
    alone.choice.columns.pop_back();
    alone.first = 1;
    EXPECT_EQ(merged({alone, like()}), Texts{"t"});
    EXPECT_TRUE(grants(like().choice.columns, alone));
    EXPECT_FALSE(grants(alone.choice.columns, like()));
}

TEST(MergeWishesTest, AnotherCollationIsAnotherColumn) {
    IndexWish equality = wish("t");
    equality.choice.columns.front().family = OperatorFamilyId{1994};
    equality.choice.columns.front().collation = CollationId{950};
    EXPECT_EQ(merged({equality, like()}).size(), 2u);
}

TEST(MergeWishesTest, OrderIsByExistingIndexThenSelectivityThenName) {
    EXPECT_EQ(merged({wish("ba")}), Texts{"ab"});
    MergeFacts facts;
    facts.distinct = [](const ColumnChoice &choice) { return std::optional(choice.column == "b" ? 1000.0 : 2.0); };
    EXPECT_EQ(merged({wish("ab")}, facts), Texts{"ba"});
    facts.existing = {{column("a")}, {column("x")}, {column("a"), column("c")}};
    const auto indexes = merge_wishes({wish("ab")}, facts);
    EXPECT_EQ(text(indexes.front()), "ab");
    EXPECT_EQ(indexes.front().replaces, std::vector<std::size_t>{0});
}

TEST(MergeWishesTest, OtherAccessMethodsMergeWhenEqual) {
    IndexWish gin = wish("t");
    gin.choice.method_name = "gin";
    IndexWish other = wish("tu");
    other.choice.method_name = "gin";
    EXPECT_EQ(merged({gin, wish("t"), gin, other}), (Texts{"t", "t", "tu"}));
}

// The least number of orders of all columns that grant every wish, found by trying.
std::size_t fewest(const std::vector<IndexWish> &wishes, std::string columns) {
    std::sort(columns.begin(), columns.end());
    std::vector<std::uint64_t> granted; // by order of columns, a bit for each wish
    do {
        std::vector<ColumnChoice> order;
        for (const char name : columns)
            order.push_back(column(std::string(1, name)));
        std::uint64_t bits = 0;
        for (std::size_t w = 0; w < wishes.size(); ++w)
            if (grants(order, wishes[w]))
                bits |= std::uint64_t{1} << w;
        granted.push_back(bits);
    } while (std::next_permutation(columns.begin(), columns.end()));
    const std::uint64_t all = (std::uint64_t{1} << wishes.size()) - 1;
    std::vector<std::uint64_t> reached{0};
    for (std::size_t count = 1;; ++count) {
        std::vector<std::uint64_t> next;
        for (const std::uint64_t have : reached)
            for (const std::uint64_t more : granted)
                next.push_back(have | more);
        std::sort(next.begin(), next.end());
        next.erase(std::unique(next.begin(), next.end()), next.end());
        if (next.back() == all)
            return count;
        reached = std::move(next);
    }
}

TEST(MergeWishesTest, TheNumberIsTheLeast) {
    std::mt19937 random(20261122);
    for (int round = 0; round < 400; ++round) {
        std::vector<IndexWish> wishes;
        const std::size_t count = 1 + random() % 7;
        while (wishes.size() < count) {
            std::string columns;
            for (const char name : {'a', 'b', 'c', 'd'})
                if (random() % 2)
                    columns += name;
            std::shuffle(columns.begin(), columns.end(), random);
            if (!columns.empty())
                wishes.push_back(wish(columns));
        }
        const auto indexes = merge_wishes(wishes, {});
        EXPECT_EQ(indexes.size(), fewest(wishes, "abcd")) << "round " << round;
        for (const MergedIndex &index : indexes)
            for (const std::size_t served : index.serves)
                EXPECT_TRUE(grants(index.choice.columns, wishes[served])) << "round " << round;
    }
}

TEST(MergeWishesTest, EveryWishIsGrantedWhateverItsOrder) {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::vector<IndexWish> wishes;
        const std::size_t count = 1 + random() % 8;
        while (wishes.size() < count) {
            std::string columns;
            for (const char name : {'a', 'b', 'c', 'd', 'e'})
                if (random() % 2)
                    columns += name;
            std::shuffle(columns.begin(), columns.end(), random);
            if (columns.empty())
                continue;
            IndexWish made = wish(columns);
            made.first = 1 + random() % columns.size();
            made.second = random() % (columns.size() - made.first + 1);
            wishes.push_back(made);
        }
        std::vector<int> served(wishes.size());
        for (const MergedIndex &index : merge_wishes(wishes, {}))
            for (const std::size_t w : index.serves) {
                ++served[w];
                EXPECT_TRUE(grants(index.choice.columns, wishes[w])) << "round " << round;
            }
        EXPECT_EQ(std::count(served.begin(), served.end(), 1), static_cast<std::ptrdiff_t>(wishes.size()));
    }
}

TEST(ChainCoverTest, ALongChainIsOne) {
    std::vector<std::vector<std::size_t>> above(300);
    for (std::size_t i = 0; i < above.size(); ++i)
        for (std::size_t j = i + 1; j < above.size(); ++j)
            above[i].push_back(j);
    EXPECT_EQ(minimum_chain_cover(above).size(), 1u);
    EXPECT_EQ(minimum_chain_cover(std::vector<std::vector<std::size_t>>(5)).size(), 5u);
}

} // namespace
} // namespace nova
