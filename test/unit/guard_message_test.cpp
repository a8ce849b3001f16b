// What the guard says.
#include "render/guard_message.hpp"

#include <gtest/gtest.h>

#include "fakes.hpp"

namespace nova {
namespace {

TEST(GuardMessage, NamesKeyTableAndColumns) {
    fake::FakeNames names;
    const std::string problem = "No index serves.";
    const GuardMessage message = key_message({.name = "tasks_org_id_fkey",
                                              .table = RelationId{1},
                                              .columns = {"org_id", "Odd"},
                                              .referenced = RelationId{2},
                                              .problem = problem},
                                             names);
    EXPECT_EQ(message.message, "foreign key \"tasks_org_id_fkey\" on table " + names.relation(RelationId{1}) +
                                   " has no index on (" + names.quote("org_id") + ", " + names.quote("Odd") + ")");
    EXPECT_NE(message.detail.find(names.relation(RelationId{2})), std::string::npos);
    EXPECT_TRUE(message.detail.ends_with(problem));
}

TEST(GuardMessage, PoliciesOfAnotherTable) {
    fake::FakeNames names;
    const std::string problem = "All rows are read.";
    UnservedPolicies policies{
        .names = {"p"}, .table = RelationId{1}, .index_table = RelationId{1}, .columns = {"a"}, .problem = problem};
    EXPECT_EQ(policy_message(policies, names).message,
              "policy \"p\" on table " + names.relation(RelationId{1}) + " has no index on (a)");
    policies.names = {"p", "q"};
    policies.index_table = RelationId{2};
    EXPECT_EQ(policy_message(policies, names).message,
              "policies \"p\", \"q\" on table " + names.relation(RelationId{1}) + " have no index on (a) of table " +
                  names.relation(RelationId{2}));
}

TEST(GuardMessage, RefusalListsAllAndEachStatementOnce) {
    const GuardMessage key{"key", "detail", {"CREATE INDEX CONCURRENTLY x"}, "CREATE INDEX x"};
    const GuardMessage policy{"policy", "detail", {"CREATE INDEX CONCURRENTLY y"}, "CREATE INDEX x"};
    EXPECT_EQ(refusal_detail({key, policy}), "key\npolicy");
    const std::string hint = refusal_hint({key, policy});
    EXPECT_TRUE(hint.starts_with("CREATE INDEX x\nDo so")) << hint;
    EXPECT_EQ(warning_hint(key), "CREATE INDEX CONCURRENTLY x");
}

TEST(GuardMessage, WithoutStatement) {
    EXPECT_EQ(warning_hint({"m", "d", {}, ""}), "");
    EXPECT_EQ(refusal_hint({{"m", "d", {}, ""}}).find("Do so"), std::string::npos);
    // A rewrite runs in any transaction.
    EXPECT_TRUE(refusal_hint({{"m", "d", {"ALTER POLICY p"}, ""}}).starts_with("ALTER POLICY p\n"));
}

} // namespace
} // namespace nova
