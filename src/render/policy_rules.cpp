#include "render/policy_rules.hpp"

#include <boost/algorithm/string/join.hpp>

namespace nova {

namespace {

std::string or_words(const Printed &text, const char *words) { return text ? *text : words; }

std::string count(double rows) { return std::to_string(static_cast<long long>(rows + 0.5)); }

std::string why_no_list(const SubqueryProblem &problem) {
    switch (problem.why_not) {
    case NoList::Nothing:
        return {};
    case NoList::Long:
        return "; there is no rewrite, as the list would have about " + count(*problem.rows) + " values";
    case NoList::Unknown:
        return "; there is no rewrite, as nothing tells that the list is short: analyse the tables that the subquery "
               "reads, or declare with ROWS how many rows its function returns";
    case NoList::Nested:
        return "; there is no rewrite, as the subquery is under a NOT or a part of another expression";
    case NoList::Shape:
        return "; there is no rewrite, as the subquery is not a list that one equality with a column of the row "
               "searches";
    case NoList::Operator:
        return "; there is no rewrite, as no index searches by its comparison";
    case NoList::Volatile:
        return "; there is no rewrite, as it calls a VOLATILE function";
    case NoList::Branch:
        return "; there is no rewrite, as another branch of the OR lets no index find the rows";
    case NoList::Printing:
        return "; there is no rewrite, as it cannot be written down so that the server reads it back as the same";
    }
    return {};
}

const char *why_closed(NotInlined why) {
    switch (why) {
    case NotInlined::Language:
        return "";
    case NotInlined::SecurityDefiner:
        return "it is SECURITY DEFINER";
    case NotInlined::Settings:
        return "it has settings of its own (SET)";
    case NotInlined::ReturnsSet:
        return "it returns a set";
    case NotInlined::ReadsTables:
        return "its body reads tables";
    case NotInlined::NotOneExpression:
        return "its body is not one SELECT of an expression";
    case NotInlined::Strict:
        return "it is STRICT, and its body need not be NULL for a NULL argument";
    case NotInlined::Volatility:
        return "its body is more volatile than it is declared";
    }
    return "";
}

} // namespace

std::string subquery_problem(const SubqueryProblem &problem) {
    std::string result = problem.check == SubqueryCheck::Hashed
                             ? "Each row of " + problem.table + " is looked up in the result of the subquery"
                             : "The subquery is run for each row of " + problem.table;
    if (problem.check == SubqueryCheck::Either)
        result += ", or each row looked up in its result";
    result += ", and no index can find the rows";
    if (problem.why_not != NoList::Nothing)
        return result + why_no_list(problem);
    return result + "; as a list that is made once it lets an index on (" + or_words(problem.column, "the column") +
           ") find them" + (problem.rows ? ", being about " + count(*problem.rows) + " values" : "");
}

std::string wrapped_column_problem(const WrappedColumnProblem &problem) {
    const std::string columns = boost::algorithm::join(problem.columns, ", ");
    std::string result = "The policy compares " + or_words(problem.operand, "an expression") + ", so an index on (" +
                         columns + ") cannot find the rows";
    if (problem.rewritten)
        return result + "; the comparison is the same without the cast";
    result += problem.immutable ? ", only one on that expression"
                                : ", and none can be on the expression, as it is not immutable";
    if (problem.cast)
        result += "; cast the other side to the type of the column instead, where that means the same";
    return result;
}

std::string opaque_function_problem(const OpaqueFunctionProblem &problem) {
    return "Function " + problem.function + " is called for each row of " + problem.table +
           ", and no index can find the rows: the planner does not see into it, as " +
           (problem.why == NotInlined::Language ? "it is written in " + problem.language
                                                : std::string(why_closed(problem.why))) +
           "; a function that returns the values that the caller may see can be asked once, column = ANY (ARRAY("
           "SELECT ...))";
}

std::string volatile_function_problem(const VolatileFunctionProblem &problem) {
    std::string result = "Function " + problem.function + " is VOLATILE, so it is called for each row of " +
                         problem.table + ", and no index can answer the clause";
    if (problem.now_like)
        return result + "; statement_timestamp() is STABLE";
    return problem.foreign ? result + "; if it gives one result throughout a statement, declare it STABLE" : result;
}

std::string per_row_function_problem(const PerRowFunctionProblem &problem) {
    std::string result = problem.call.value_or("A function") +
                         " is the same for all rows, but called for each row of " + problem.table +
                         " that the clause is checked on";
    if (problem.rewritten)
        result += "; in a SELECT of its own it is called once";
    if (problem.indexed)
        result += "; an index answers the clause, so this matters only to queries that read the table another way";
    return result;
}

std::string or_without_column_problem(const OrWithoutColumnProblem &problem) {
    std::string result = "The condition names no column of " + problem.table +
                         ", so it holds for all rows or for none, and no index can answer it together with ";
    if (problem.policies.empty())
        result += or_words(problem.others, "the rest") + ", beside which it stands in an OR";
    else
        result += (problem.policies.size() == 1 ? "policy " : "policies ") +
                  boost::algorithm::join(problem.policies, ", ") + ", with which the server joins it by OR";
    return result + "; give it a role of its own: a policy TO that role alone, or BYPASSRLS";
}

std::string not_leakproof_problem(const NotLeakproofProblem &problem) {
    return "Queries cannot search by " + problem.index + " under the policies of " + problem.table +
           ": a filter of their own " +
           (problem.of_expression
                ? "on " + problem.operation + " is checked after the policies, as function "
                : "with operator " + problem.operation + " is checked after the policies, as its function ") +
           problem.function + " is not leakproof";
}

std::string shadowed_by_policy_problem(const ShadowedByPolicyProblem &problem) {
    return "No index on " + problem.table + " can answer the clause, as it is checked after policy " +
           problem.shadowing + ", its function " + problem.function +
           " not being leakproof; conditions of one policy do not stand in each other's way";
}

std::string many_permissive_problem(const ManyPermissiveProblem &problem) {
    return std::to_string(problem.policies.size()) + " permissive policies apply to " + problem.commands +
           " by the same roles: " + boost::algorithm::join(problem.policies, ", ") +
           "; the server joins them by OR, so rows are checked against each in turn, and an index is of use only if "
           "every one of them has one; drop those that others include, or give them TO different roles";
}

std::string problem_ending(const ProblemEnding &ending) {
    std::string result;
    if (ending.searched)
        result += "; an index finds the rows by another clause, so few are left to check";
    if (!ending.reachable)
        result += "; as it stands this costs nothing, since nobody but the owner and roles that policies do not bind "
                  "can reach " +
                  ending.table;
    if (ending.locked)
        result +=
            "; a table is locked by another session, so expressions and rewrites cannot be shown: ask again later";
    return result + ".";
}

} // namespace nova
