#include "render/index_problem.hpp"

#include <gtest/gtest.h>

#include "fakes.hpp"

namespace {

using namespace nova;
using fake::World;

TEST(RuinKind, ByNameAndFlags) {
    Index index = World::index({1});
    EXPECT_EQ(ruin_kind(index, "t_a_idx"), Ruin::CreateIndex);
    EXPECT_EQ(ruin_kind(index, "t_a_idx_ccnew"), Ruin::ReindexCopy);
    EXPECT_EQ(ruin_kind(index, "t_a_idx_ccnew12"), Ruin::ReindexCopy);
    EXPECT_EQ(ruin_kind(index, "t_a_idx_ccold1"), Ruin::ReindexOriginal);
    EXPECT_EQ(ruin_kind(index, "_ccold"), Ruin::CreateIndex);
    index.live = false;
    EXPECT_EQ(ruin_kind(index, "t_a_idx"), Ruin::DropIndex);
}

TEST(IndexProblem, LastUse) {
    fake::FakeNames names;
    const Index index = World::index({1});
    EXPECT_EQ(
        index_problem({.index = index, .rule = IndexRule::Unused, .counted_days = 400.7, .idle_days = 91.2}, names),
        "The last search by s.r100 was 91 days ago (the statistics go back 400 days); every write maintains it; "
        "use on other servers, such as standbys, is not seen here.");
}

TEST(IndexProblem, AgeNotKnown) {
    fake::FakeNames names;
    const Index index = World::index({1});
    const std::string text =
        index_problem({.index = index, .rule = IndexRule::Unused, .counted_days = 8, .age_known = false}, names);
    EXPECT_NE(text.find("how old the index is, the server does not know"), std::string::npos);
}

} // namespace
