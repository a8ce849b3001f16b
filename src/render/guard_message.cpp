#include "render/guard_message.hpp"

#include <boost/algorithm/string/join.hpp>

#include "model/add_once.hpp"

namespace nova {

namespace {

// As the server quotes names in its messages.
std::string in_message(const std::vector<std::string> &names) {
    std::string result;
    for (const std::string &name : names)
        result += (result.empty() ? "\"" : ", \"") + name + "\"";
    return result;
}

std::string in_parentheses(const std::vector<std::string> &columns) {
    return "(" + boost::algorithm::join(columns, ", ") + ")";
}

} // namespace

GuardMessage key_message(const UnservedKey &key, Names &names) {
    std::vector<std::string> columns;
    for (const std::string &column : key.columns)
        columns.push_back(names.quote(column));
    const std::string table = names.relation(key.table);
    GuardMessage result;
    result.message =
        "foreign key " + in_message({key.name}) + " on table " + table + " has no index on " + in_parentheses(columns);
    result.detail = "Each delete of a row of " + names.relation(key.referenced) +
                    ", and each change of its key, will scan " + table + ". " + key.problem;
    return result;
}

GuardMessage policy_message(const UnservedPolicies &policies, Names &names) {
    const bool one = policies.names.size() == 1;
    GuardMessage result;
    result.message = (one ? "policy " : "policies ") + in_message(policies.names) + " on table " +
                     names.relation(policies.table) + (one ? " has" : " have") + " no index on " +
                     in_parentheses(policies.columns);
    if (policies.index_table != policies.table)
        result.message += " of table " + names.relation(policies.index_table);
    result.detail = policies.problem;
    return result;
}

GuardMessage slow_policy_message(const std::string &policy, RelationId table, const std::string &problem,
                                 const std::string &rewrite, Names &names) {
    GuardMessage result;
    result.message = "policy " + in_message({policy}) + " on table " + names.relation(table) +
                     " lets no index find its rows any more";
    result.detail = problem;
    if (!rewrite.empty())
        result.statements.push_back(rewrite);
    return result;
}

std::string warning_hint(const GuardMessage &finding) { return boost::algorithm::join(finding.statements, "\n"); }

std::string refusal_hint(const std::vector<GuardMessage> &findings) {
    std::vector<std::string> lines;
    for (const GuardMessage &finding : findings) {
        if (!finding.plain_statement.empty())
            add_once(lines, finding.plain_statement);
        else
            for (const std::string &statement : finding.statements)
                add_once(lines, statement);
    }
    lines.emplace_back(lines.empty()
                           ? "nova_accept() accepts what is meant to be so."
                           : "Do so in the same transaction; or accept what is meant to be so with nova_accept().");
    return boost::algorithm::join(lines, "\n");
}

std::string refusal_detail(const std::vector<GuardMessage> &findings) {
    std::vector<std::string> lines;
    for (const GuardMessage &finding : findings)
        lines.push_back(finding.message);
    return boost::algorithm::join(lines, "\n");
}

} // namespace nova
