#include "render/guard_message.hpp"

#include <boost/algorithm/string/join.hpp>

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

std::string statements_hint(const std::vector<std::string> &statements) {
    return boost::algorithm::join(statements, "\n");
}

std::string refusal_hint(const std::vector<std::string> &statements) {
    const char *const advice =
        "Create the index in the same transaction (without CONCURRENTLY), or accept the finding with nova_accept().";
    return statements.empty() ? advice : statements_hint(statements) + "\n" + advice;
}

std::string refusal_detail(const std::vector<GuardMessage> &findings) {
    std::vector<std::string> lines;
    for (const GuardMessage &finding : findings) {
        lines.push_back(finding.message);
        for (const std::string &statement : finding.statements)
            lines.push_back("    " + statement);
    }
    return boost::algorithm::join(lines, "\n");
}

} // namespace nova
