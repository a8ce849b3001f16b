// Every allocation of the pure part fails once: what is thrown is std::bad_alloc, and nothing is destroyed that was
// not made.
#include <gtest/gtest.h>

#include <new>

#include "failing_new.hpp"
#include "render/report_json.hpp"
#include "render/report_markdown.hpp"
#include "render/report_rules.hpp"
#include "render/report_sarif.hpp"
#include "render/report_text.hpp"
#include "rules/merge_wishes.hpp"

namespace nova {
namespace {

// Calls `action` until no allocation is left to fail; returns how often one did.
template <typename Action> std::size_t fail_each_allocation(Action action) {
    for (std::size_t before = 0;; ++before) {
        try {
            allocations_before_failure = before;
            action();
            if (allocations_before_failure) {
                allocations_before_failure.reset();
                return before;
            }
            ADD_FAILURE() << "the failure of allocation " << before << " was swallowed";
        } catch (const std::bad_alloc &) {
        }
    }
}

Report report() {
    const std::string long_text(100, 'x'); // not inside of the string itself
    ReportEntry entry;
    entry.rule = &report_rule("missing_fk_index");
    entry.table = entry.problem = entry.fingerprint = long_text;
    entry.objects = entry.statements = {long_text, long_text};
    entry.properties = {{"rows", std::int64_t{7}},
                        {"nearest", boost::variant2::monostate()},
                        {"word", long_text},
                        {"columns", std::vector<std::string>{long_text, long_text}}};
    return {"db", "15.0", {entry, entry}};
}

TEST(OutOfMemoryTest, Reports) {
    const Report given = report();
    EXPECT_GT(fail_each_allocation([&] { Report copy = given; }), 0u);
    EXPECT_GT(fail_each_allocation([&] { report_json(given); }), 0u);
    EXPECT_GT(fail_each_allocation([&] { report_sarif(given); }), 0u);
    EXPECT_GT(fail_each_allocation([&] { report_text(given); }), 0u);
    EXPECT_GT(fail_each_allocation([&] { report_markdown(given); }), 0u);
}

IndexWish wish(const std::vector<std::string> &columns) {
    IndexWish result;
    result.choice.method_name = "btree";
    result.first = columns.size();
    for (const std::string &name : columns)
        result.choice.columns.emplace_back().column = name;
    return result;
}

TEST(OutOfMemoryTest, MergedWishes) {
    const std::vector<IndexWish> wishes = {wish({"a"}), wish({"a", "b"}), wish({"b", "c"}), wish({"d"})};
    EXPECT_GT(fail_each_allocation([&] { merge_wishes(wishes, {}); }), 0u);
}

} // namespace
} // namespace nova
