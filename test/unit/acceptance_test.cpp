#include <gtest/gtest.h>

#include "render/acceptance_texts.hpp"
#include "render/words.hpp"
#include "rules/acceptance.hpp"

namespace nova {
namespace {

Relation table(std::uint32_t schema, const std::string &name) {
    Relation result;
    result.schema = NamespaceId{schema};
    result.name = name;
    return result;
}

TEST(Acceptance, IsBySchemaTableObjectAndRule) {
    Acceptance accepted;
    accepted.add(NamespaceId{1}, "tasks", "org", "unused");
    const Relation tasks = table(1, "tasks");
    EXPECT_TRUE(accepted.contains(&tasks, "org", "unused"));
    EXPECT_FALSE(accepted.contains(&tasks, "org", "redundant"));
    EXPECT_FALSE(accepted.contains(&tasks, "boss", "unused"));
    const Relation elsewhere = table(2, "tasks");
    const Relation other = table(1, "jobs");
    EXPECT_FALSE(accepted.contains(&elsewhere, "org", "unused"));
    EXPECT_FALSE(accepted.contains(&other, "org", "unused"));
    EXPECT_FALSE(accepted.contains(nullptr, "org", "unused"));
}

TEST(Acceptance, WithoutARuleIsOfAllRules) {
    Acceptance accepted;
    accepted.add(NamespaceId{1}, "tasks", "org", "unused");
    accepted.add(NamespaceId{1}, "tasks", "org", std::nullopt);
    const Relation tasks = table(1, "tasks");
    for (const Rule &rule : all_rules)
        EXPECT_TRUE(accepted.contains(&tasks, "org", rule.name));
}

// Names that run into each other when put together are different names.
TEST(Acceptance, KeepsNamesApart) {
    Acceptance accepted;
    accepted.add(NamespaceId{1}, "a", "bc", std::nullopt);
    const Relation ab = table(1, "ab");
    const Relation eleven = table(11, "a");
    EXPECT_FALSE(accepted.contains(&ab, "c", rule::missing_fk_index));
    EXPECT_FALSE(accepted.contains(&eleven, "bc", rule::missing_fk_index));
}

TEST(Acceptance, OfSeveralObjectsWantsEach) {
    Acceptance accepted;
    accepted.add(NamespaceId{1}, "docs", "readers", "missing_rls_index");
    const Relation docs = table(1, "docs");
    EXPECT_TRUE(accepted.contains_all(&docs, {"readers"}, rule::missing_rls_index));
    EXPECT_FALSE(accepted.contains_all(&docs, {"readers", "writers"}, rule::missing_rls_index));
    EXPECT_FALSE(accepted.contains_all(&docs, {}, rule::missing_rls_index));
    accepted.add(NamespaceId{1}, "docs", "writers", std::nullopt);
    EXPECT_TRUE(accepted.contains_all(&docs, {"readers", "writers"}, rule::missing_rls_index));
}

TEST(Rules, AreFoundByTheirExactName) {
    ASSERT_NE(find_rule("unused"), nullptr);
    EXPECT_EQ(find_rule("unused")->kind, ObjectKind::Index);
    EXPECT_EQ(find_rule("Unused"), nullptr);
    EXPECT_EQ(find_rule(""), nullptr);
    EXPECT_EQ(find_rule("subquery")->kind, ObjectKind::Policy);
}

TEST(Rules, HaveThoseOfThePolicyProblems) {
    for (int i = 0; i <= static_cast<int>(PolicyRule::ManyPermissive); ++i) {
        const Rule *const rule = find_rule(word(static_cast<PolicyRule>(i)));
        ASSERT_NE(rule, nullptr) << i;
        EXPECT_EQ(rule->kind, ObjectKind::Policy);
    }
}

TEST(AcceptableObjects, AreOfTheKindThatTheRuleIsAbout) {
    const AcceptableObjects objects{
        .foreign_keys = {"fk"}, .derived_keys = {"derived"}, .policies = {"p"}, .indexes = {"i"}};
    EXPECT_TRUE(objects.contain("fk", ObjectKind::ForeignKey));
    EXPECT_FALSE(objects.contain("fk", ObjectKind::Index));
    EXPECT_TRUE(objects.contain("fk", std::nullopt));
    EXPECT_TRUE(objects.contain("p", std::nullopt));
    EXPECT_TRUE(objects.contain("i", std::nullopt));
    EXPECT_FALSE(objects.contain("derived", std::nullopt));
    EXPECT_TRUE(objects.derives("derived"));
}

TEST(AcceptanceTexts, NameWhatWouldDo) {
    const AcceptableObjects objects{.foreign_keys = {"a", "b"}, .derived_keys = {}, .policies = {}, .indexes = {"i"}};
    EXPECT_EQ(objects_hint(objects, std::nullopt), "It has foreign keys \"a\", \"b\"; indexes \"i\".");
    EXPECT_EQ(objects_hint(objects, ObjectKind::Index), "It has indexes \"i\".");
    EXPECT_EQ(objects_hint(objects, ObjectKind::Policy), "It has no policies.");
    EXPECT_EQ(objects_hint({}, std::nullopt), "It has no foreign keys, policies or indexes.");
    for (const Rule &rule : all_rules)
        EXPECT_NE(valid_rules_hint().find(rule.name), std::string::npos);
}

TEST(AcceptanceTexts, ListTenAndCountTheRest) {
    EXPECT_EQ(list({}), "");
    EXPECT_EQ(list({"a", "b"}), "a, b");
    EXPECT_EQ(list(std::vector<std::string>(10, "x")), "x, x, x, x, x, x, x, x, x, x");
    EXPECT_EQ(list(std::vector<std::string>(12, "x")), "x, x, x, x, x, x, x, x, x, x and 2 more");
}

} // namespace
} // namespace nova
