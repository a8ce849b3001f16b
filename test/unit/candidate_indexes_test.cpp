#include <gtest/gtest.h>

#include <boost/algorithm/string/join.hpp>

#include "rules/candidate_indexes.hpp"

namespace nova {
namespace {

ColumnChoice column(const std::string &name, std::int16_t option = 0) {
    ColumnChoice result;
    result.column = name;
    result.option = option;
    return result;
}

SearchCondition equals(const std::string &name, std::uint32_t other = 0) {
    SearchCondition result;
    result.column = column(name);
    result.method = AccessMethodId{403};
    result.method_name = "btree";
    result.other = other;
    return result;
}

SearchCondition range(const std::string &name) {
    SearchCondition result = equals(name);
    result.range = true;
    return result;
}

std::string text(const IndexChoice &choice) {
    std::vector<std::string> columns;
    for (const ColumnChoice &key : choice.columns)
        columns.push_back(key.column + (key.option == 3 ? " desc" : ""));
    std::string result = boost::algorithm::join(columns, ",");
    if (choice.method_name != "btree")
        result = choice.method_name + ":" + result;
    if (!choice.included.empty())
        result += " +" + boost::algorithm::join(choice.included, ",");
    for (const std::string &name : choice.predicate.null)
        result += " | " + name + " is null";
    for (const std::string &condition : choice.predicate.conditions)
        result += " | " + condition;
    return result;
}

std::vector<std::string> candidates(const TableSearch &search) {
    std::vector<std::string> result;
    for (const IndexWish &wish : candidate_indexes(search))
        result.push_back(text(wish.choice));
    return result;
}

using Texts = std::vector<std::string>;

TableSearch search_of(std::vector<SearchCondition> conditions) {
    TableSearch search;
    search.conditions = std::move(conditions);
    search.whole_row = true;
    return search;
}

TEST(CandidateIndexesTest, EqualitiesThenSequence) {
    TableSearch search = search_of({equals("post")});
    search.sequence = {column("created", 3), column("id")};
    EXPECT_EQ(candidates(search), (Texts{"post", "post,created desc,id"}));
}

TEST(CandidateIndexesTest, SoftDeleteGoesIntoThePredicate) {
    SearchCondition live = equals("deleted");
    live.predicate.null = {"deleted"};
    live.test = true;
    TableSearch search = search_of({equals("post"), live});
    search.sequence = {column("created")};
    search.predicates = {live.predicate};
    EXPECT_EQ(candidates(search),
              (Texts{"post", "post,created", "post | deleted is null", "post,created | deleted is null"}));
}

TEST(CandidateIndexesTest, AFlagAloneIsTheKey) {
    SearchCondition flag = equals("hidden");
    flag.predicate.conditions = {"hidden"};
    flag.test = true;
    TableSearch search = search_of({flag});
    search.predicates = {flag.predicate};
    EXPECT_EQ(candidates(search), Texts{"hidden"});
}

TEST(CandidateIndexesTest, OneRangeBehindTheEqualities) {
    EXPECT_EQ(candidates(search_of({range("at"), equals("org"), range("size")})), (Texts{"org", "org,at", "org,size"}));
}

TEST(CandidateIndexesTest, RowComparisonGivesItsColumns) {
    SearchCondition page = range("created");
    page.row = {column("created"), column("id")};
    EXPECT_EQ(candidates(search_of({equals("org"), page})), (Texts{"org", "org,created,id"}));
}

TEST(CandidateIndexesTest, JoinsWithAndWithoutTheOtherConditions) {
    EXPECT_EQ(candidates(search_of({equals("org"), equals("a", 2), equals("b", 3)})),
              (Texts{"org", "org,a", "org,b", "a", "b", "org,a,b"}));
}

TEST(CandidateIndexesTest, EachBranchOfAnOr) {
    TableSearch search = search_of({});
    search.alternatives = {{equals("a")}, {equals("b"), equals("c")}};
    EXPECT_EQ(candidates(search), (Texts{"a", "b,c"}));
}

TEST(CandidateIndexesTest, OtherAccessMethodsAlone) {
    SearchCondition contains = equals("tags");
    contains.method = AccessMethodId{2742};
    contains.method_name = "gin";
    EXPECT_EQ(candidates(search_of({equals("org"), contains})), (Texts{"gin:tags", "org"}));
}

TEST(CandidateIndexesTest, IncludesWhatElseIsRead) {
    TableSearch search = search_of({equals("email")});
    search.whole_row = false;
    search.columns_read = {{"email", 20}, {"name", 20}};
    EXPECT_EQ(candidates(search), (Texts{"email", "email +name"}));
    search.columns_read = {{"email", 20}, {"a", 4}, {"b", 4}, {"c", 4}, {"d", 4},
                           {"e", 4},      {"f", 4}, {"g", 4}, {"h", 4}, {"i", 4}};
    EXPECT_EQ(candidates(search), Texts{"email"});
    search.columns_read = {{"email", 20}, {"body", 200}};
    EXPECT_EQ(candidates(search), Texts{"email"});
}

TEST(CandidateIndexesTest, DoesNotIncludeWhatThePredicateSettles) {
    TableSearch search = search_of({equals("post")});
    search.whole_row = false;
    IndexPredicate not_deleted;
    not_deleted.null = {"deleted"};
    IndexPredicate open;
    open.conditions = {"status = 'open'"};
    search.predicates = {not_deleted};
    search.columns_read = {{"post", 8}, {"author", 8}, {"deleted", 8, not_deleted}, {"status", 8, open}};
    EXPECT_EQ(candidates(search), (Texts{"post", "post +author,deleted,status", "post | deleted is null",
                                         "post +author,status | deleted is null"}));
}

TEST(CandidateIndexesTest, AColumnStandsOnce) {
    TableSearch search = search_of({equals("org"), range("at")});
    search.sequence = {column("org"), column("at")};
    EXPECT_EQ(candidates(search), (Texts{"org", "org,at"}));
}

} // namespace
} // namespace nova
