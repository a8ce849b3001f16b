#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "render/report_failure.hpp"
#include "render/report_json.hpp"
#include "render/report_markdown.hpp"
#include "render/report_rules.hpp"
#include "render/report_sarif.hpp"
#include "render/report_text.hpp"
#include "render/words.hpp"
#include "rules/rule_names.hpp"

namespace nova {
namespace {

ReportEntry entry(const char *rule, Severity severity, std::string table, std::vector<std::string> objects) {
    ReportEntry result;
    result.rule = &report_rule(rule);
    result.severity = severity;
    result.table = std::move(table);
    result.objects = std::move(objects);
    result.problem = "Problem of " + result.table + ".";
    result.statements = {"FIX " + result.table + ";"};
    result.fingerprint = "f:" + result.table;
    return result;
}

Report report(std::vector<ReportEntry> entries) { return {"db", "15.0", std::move(entries)}; }

// The key by value: g++ 13 and later take a result for a reference into an argument that is a temporary.
const Json &member(const Json &object, std::string_view key) {
    for (const auto &[name, value] : boost::variant2::get<Json::Object>(object.value))
        if (name == key)
            return value;
    throw std::out_of_range(std::string(key));
}

const Json &element(const Json &array, std::size_t i) { return boost::variant2::get<Json::Array>(array.value).at(i); }
std::string string(const Json &json) { return boost::variant2::get<std::string>(json.value); }
std::int64_t number(const Json &json) { return boost::variant2::get<std::int64_t>(json.value); }

TEST(ReportRulesTest, IdsAreUniqueAndFound) {
    std::set<std::string> ids;
    for (const ReportRule &rule : report_rules()) {
        EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
        EXPECT_EQ(&report_rule(rule.id), &rule);
    }
    EXPECT_THROW(report_rule("none such"), std::out_of_range);
}

TEST(ReportRulesTest, AreThoseThatCanBeAccepted) {
    ASSERT_EQ(report_rules().size(), std::size(all_rules));
    for (std::size_t i = 0; i < report_rules().size(); ++i) {
        EXPECT_EQ(report_rules()[i].id, all_rules[i].name);
        const char *const kind = all_rules[i].kind == ObjectKind::ForeignKey ? "constraint"
                                 : all_rules[i].kind == ObjectKind::Policy   ? "policy"
                                                                             : "index";
        EXPECT_STREQ(report_rules()[i].object, kind);
    }
}

TEST(ReportRulesTest, AreThoseOfTheFinders) {
    for (int rule = 0; rule <= static_cast<int>(PolicyRule::ManyPermissive); ++rule)
        EXPECT_STREQ(report_rule(word(static_cast<PolicyRule>(rule))).object, "policy");
    for (int rule = 0; rule <= static_cast<int>(IndexRule::Unused); ++rule)
        EXPECT_STREQ(report_rule(word(static_cast<IndexRule>(rule))).object, "index");
}

TEST(ReportTest, SortingKeepsTheFindersOrder) {
    std::vector<ReportEntry> entries = {
        entry("invalid", Severity::Low, "a", {}),    entry("invalid", Severity::High, "b", {}),
        entry("invalid", Severity::Low, "c", {}),    entry("invalid", Severity::Unknown, "d", {}),
        entry("invalid", Severity::Medium, "e", {}), entry("invalid", Severity::High, "f", {})};
    sort_by_severity(entries);
    std::string order;
    for (const ReportEntry &sorted : entries)
        order += sorted.table;
    EXPECT_EQ(order, "bfedac");
}

TEST(ReportTest, UnknownCountsAsLow) {
    for (const Severity minimum : {Severity::Low, Severity::Unknown})
        for (const Severity severity : {Severity::Low, Severity::Unknown, Severity::Medium, Severity::High})
            EXPECT_TRUE(at_least(severity, minimum));
    EXPECT_FALSE(at_least(Severity::Unknown, Severity::Medium));
    EXPECT_FALSE(at_least(Severity::Low, Severity::Medium));
    EXPECT_TRUE(at_least(Severity::Medium, Severity::Medium));
    EXPECT_FALSE(at_least(Severity::Medium, Severity::High));
    EXPECT_TRUE(at_least(Severity::High, Severity::High));
}

TEST(ReportTextTest, GroupsAndCounts) {
    EXPECT_EQ(report_text(report({})), "No findings.");
    EXPECT_EQ(report_text(report({entry("missing_fk_index", Severity::High, "s.t", {"k"}),
                                  entry("missing_rls_index", Severity::Low, "s.u", {"p", "q"}),
                                  entry("duplicate", Severity::Low, "s.v", {"i"})})),
              "HIGH\n\nmissing_fk_index: s.t, constraint k\nProblem of s.t.\n    FIX s.t;\n\n"
              "LOW\n\nmissing_rls_index: s.u, policies p, q\nProblem of s.u.\n    FIX s.u;\n\n"
              "duplicate: s.v, index i\nProblem of s.v.\n    FIX s.v;\n\n"
              "3 findings: 1 high, 0 medium, 2 low, 0 unknown");
}

TEST(ReportTextTest, NamesStayOnTheirLineAndStatementsAsTheyAre) {
    EXPECT_EQ(one_line("a\nb\r\tc\x1b[31m\x7f\xc3\xa9"), "a\\nb\\r\\tc\\x1b[31m\\x7f\xc3\xa9");
    const std::string text = report_text(report({entry("unused", Severity::Unknown, "s.\"a\nb\"", {"i\n"})}));
    EXPECT_NE(text.find("unused: s.\"a\\nb\", index i\\n\nProblem of s.\"a\\nb\".\n    FIX s.\"a\nb\";\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("1 finding: 0 high, 0 medium, 0 low, 1 unknown"), std::string::npos);
}

TEST(ReportMarkdownTest, TablePerRule) {
    EXPECT_EQ(report_markdown(report({})), "## nova_fkindex\n\nNo findings.");
    const std::string text = report_markdown(report({entry("missing_rls_index", Severity::High, "s.t", {"p", "q"}),
                                                     entry("missing_fk_index", Severity::Low, "s.u", {"k"})}));
    EXPECT_EQ(text, "## nova_fkindex\n\n2 findings: 1 high, 0 medium, 1 low, 0 unknown\n\n"
                    "### Foreign key without an index (`missing_fk_index`): 1\n\n"
                    "| severity | table | constraint | problem |\n|---|---|---|---|\n"
                    "| low | `s.u` | `k` | Problem of s.u. |\n\n"
                    "<details><summary>Statements</summary>\n\n```sql\nFIX s.u;\n```\n\n</details>\n\n"
                    "### Row-level-security policy without an index (`missing_rls_index`): 1\n\n"
                    "| severity | table | policy | problem |\n|---|---|---|---|\n"
                    "| high | `s.t` | `p`, `q` | Problem of s.t. |\n\n"
                    "<details><summary>Statements</summary>\n\n```sql\nFIX s.t;\n```\n\n</details>");
}

TEST(ReportMarkdownTest, NamesCannotLeaveTheirPlace) {
    ReportEntry odd = entry("missing_fk_index", Severity::Low, "s.\"a|b`\"", {"*k*", "x\ny"});
    odd.problem = "<b> & _it_ a_b [x](y) \\| # ~.";
    odd.statements = {"\"````\";"};
    const std::string text = report_markdown(report({odd}));
    EXPECT_NE(text.find("| s.\"a&#124;b\\`\" | `*k*`, x\\\\ny | "
                        "&lt;b\\> &amp; \\_it\\_ a_b \\[x\\](y) \\\\&#124; \\# \\~. |\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("`````sql\n\"````\";\n`````\n"), std::string::npos) << text;
}

TEST(ReportMarkdownTest, NoBlockWithoutStatements) {
    ReportEntry hopeless = entry("missing_fk_index", Severity::Low, "s.t", {"k"});
    hopeless.statements.clear();
    EXPECT_EQ(report_markdown(report({hopeless})).find("details"), std::string::npos);
}

TEST(ReportJsonTest, FindingsAndSummary) {
    ReportEntry first = entry("missing_fk_index", Severity::High, "s.t", {"k"});
    first.properties = {{"rows", std::int64_t{7}},
                        {"nearest", boost::variant2::monostate()},
                        {"word", "x"},
                        {"columns", std::vector<std::string>{"a", "b"}}};
    const Json json = report_json(report({first, entry("missing_fk_index", Severity::Low, "s.u", {"l"})}));
    EXPECT_EQ(string(member(json, "database")), "db");
    EXPECT_EQ(string(member(json, "server_version")), "15.0");
    const Json &finding = element(member(json, "findings"), 0);
    EXPECT_EQ(string(member(finding, "rule")), "missing_fk_index");
    EXPECT_EQ(string(member(finding, "severity")), "high");
    EXPECT_EQ(string(element(member(finding, "objects"), 0)), "k");
    const Json &properties = member(finding, "properties");
    EXPECT_EQ(number(member(properties, "rows")), 7);
    EXPECT_TRUE(boost::variant2::holds_alternative<std::nullptr_t>(member(properties, "nearest").value));
    EXPECT_EQ(string(member(properties, "word")), "x");
    EXPECT_EQ(string(element(member(properties, "columns"), 1)), "b");
    const Json &summary = member(json, "summary");
    EXPECT_EQ(number(member(summary, "total")), 2);
    EXPECT_EQ(number(member(member(summary, "severities"), "low")), 1);
    EXPECT_EQ(number(member(member(summary, "severities"), "unknown")), 0);
    EXPECT_EQ(number(member(member(summary, "rules"), "missing_fk_index")), 2);
}

TEST(ReportSarifTest, ResultsPointToTheirRules) {
    const Json json = report_sarif(report({entry("duplicate", Severity::High, "s.t", {"i"}),
                                           entry("missing_rls_index", Severity::Medium, "s.t", {"p", "q"}),
                                           entry("missing_fk_index", Severity::Unknown, "s.t", {"k"})}));
    EXPECT_EQ(string(member(json, "version")), "2.1.0");
    const Json &run = element(member(json, "runs"), 0);
    const Json &rules = member(member(member(run, "tool"), "driver"), "rules");
    const char *const levels[] = {"error", "warning", "note"};
    for (std::size_t i = 0; i < 3; ++i) {
        const Json &result = element(member(run, "results"), i);
        const auto index = static_cast<std::size_t>(number(member(result, "ruleIndex")));
        EXPECT_EQ(string(member(result, "ruleId")), string(member(element(rules, index), "id")));
        EXPECT_EQ(string(member(result, "level")), levels[i]);
    }
    const Json &policies = element(member(run, "results"), 1);
    const Json &locations = member(element(member(policies, "locations"), 0), "logicalLocations");
    EXPECT_EQ(string(member(element(locations, 0), "fullyQualifiedName")), "s.t");
    EXPECT_EQ(string(member(element(locations, 0), "kind")), "table");
    EXPECT_EQ(string(member(element(locations, 2), "fullyQualifiedName")), "s.t.q");
    EXPECT_EQ(string(member(element(locations, 2), "kind")), "policy");
}

TEST(ReportFailureTest, SaysWhatCounts) {
    const std::vector<ReportEntry> two = {entry("missing_fk_index", Severity::High, "s.t", {"k"}),
                                          entry("unused", Severity::Medium, "s.u\n", {"i"})};
    EXPECT_EQ(failure_message(two, Severity::Medium),
              "nova_fkindex has 2 findings of severity medium or higher: 1 high, 1 medium");
    EXPECT_EQ(failure_message(two, Severity::Unknown), "nova_fkindex has 2 findings: 1 high, 1 medium");
    EXPECT_EQ(failure_message({two[0]}, Severity::High), "nova_fkindex has 1 finding of severity high: 1 high");
    EXPECT_EQ(failure_detail(two), "high: missing_fk_index: s.t, constraint k: Problem of s.t.\n"
                                   "medium: unused: s.u\\n, index i: Problem of s.u\\n.");
}

TEST(ReportFailureTest, ListsSomeAndCountsTheRest) {
    std::vector<ReportEntry> many(most_listed_findings, entry("unused", Severity::Low, "s.t", {"i"}));
    EXPECT_EQ(failure_detail(many).find("more"), std::string::npos);
    many.resize(most_listed_findings + 39, many.front());
    const std::string text = failure_detail(many);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), static_cast<std::ptrdiff_t>(most_listed_findings));
    EXPECT_TRUE(text.ends_with("\nand 39 more"));
}

} // namespace
} // namespace nova
