#include "render/report_rules.hpp"

#include <algorithm>
#include <stdexcept>

namespace nova {

namespace {

// As in rules/rule_names.hpp. SARIF names a rule by its place here, too, so new ones go to the end.
constexpr ReportRule rules[] = {
    {"missing_fk_index", "constraint", "Foreign key without an index",
     "Deleting a referenced row, or changing its key, reads the whole referencing table. Create the index. "
     "See doc/missing-fk-index.md.",
     Severity::Medium},
    {"missing_rls_index", "policy", "Row-level-security policy without an index",
     "Every query under the policy reads more of a table than it returns. Create the index. "
     "See doc/missing-rls-index.md.",
     Severity::Medium},
    {"subquery", "policy", "Policy with a subquery that is asked for each row",
     "IN (SELECT ...) and a correlated EXISTS stay a filter on each row. Compare with = ANY (ARRAY(SELECT ...)) where "
     "the list is short.",
     Severity::Medium},
    {"wrapped_column", "policy", "Policy that wraps a column in a cast or a function",
     "No index on the column itself serves it. Compare the bare column, or index the expression.", Severity::Medium},
    {"opaque_function", "policy", "Policy that passes a column to a function that the planner cannot open",
     "The function is called for each row, and no index can serve it. Write the comparison into the policy.",
     Severity::Medium},
    {"volatile_function", "policy", "Policy with a volatile function",
     "A volatile function is called for each row, and no index serves a comparison with it. Declare it STABLE if it "
     "is.",
     Severity::Medium},
    {"per_row_function", "policy", "Policy that calls a stable function for each row",
     "A call without columns gives the same for every row. Put it into a subquery, (SELECT f()), which runs once.",
     Severity::Medium},
    {"or_without_column", "policy", "Policy with an OR of which a branch names no column",
     "Such a branch can be true for every row, so that no index serves the other ones.", Severity::Medium},
    {"not_leakproof", "policy", "Column whose operator is not leakproof, under policies",
     "What a user asks of the column is checked after the policies and cannot use an index.", Severity::Low},
    {"shadowed_by_policy", "policy", "Policy behind a restrictive one, with an operator that is not leakproof",
     "What is checked after another policy can use an index only if its operator is leakproof.", Severity::Medium},
    {"many_permissive", "policy", "Many permissive policies for the same command",
     "The server evaluates the OR of all of them. Make them one.", Severity::Low},
    {"invalid", "index", "Invalid index",
     "It is kept up by every write and used by no query: the left-over of a failed CREATE INDEX CONCURRENTLY. Drop it, "
     "or build it again.",
     Severity::Medium},
    {"duplicate", "index", "Index that exists twice", "Each write keeps up both. Drop one.", Severity::Low},
    {"redundant", "index", "Index that another one can stand in for",
     "Another index serves everything that this one serves. Drop it.", Severity::Low},
    {"unused", "index", "Index that no query has used",
     "It costs every write and was not read on this server since its statistics were reset. See whether other servers "
     "or rare jobs use it before dropping it.",
     Severity::Low},
};

} // namespace

std::span<const ReportRule> report_rules() { return rules; }

const ReportRule &report_rule(std::string_view id) {
    const auto found =
        std::find_if(std::begin(rules), std::end(rules), [&](const auto &rule) { return rule.id == id; });
    if (found == std::end(rules))
        throw std::out_of_range("no rule " + std::string(id));
    return *found;
}

} // namespace nova
