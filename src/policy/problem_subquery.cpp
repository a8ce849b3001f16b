#include "policy/problem_subquery.hpp"

#include "pg/compat.hpp"
#include "policy/list_length.hpp"
#include "policy/membership.hpp"

namespace nova::policy {

namespace {

// Subqueries that the server runs once are parameters in the clause as planned.
bool find_subplan(Node *node, SubLink **found) {
    if (node == nullptr)
        return false;
    if (IsA(node, SubLink)) {
        *found = reinterpret_cast<SubLink *>(node);
        return true;
    }
    return pg::walk_expression(node, find_subplan, found);
}

NoList judge_length(const ListLength &length) {
    if (length.rows)
        return *length.rows <= short_list ? NoList::Nothing : NoList::Long;
    return length.restricted ? NoList::Nothing : NoList::Unknown;
}

} // namespace

std::optional<Problem> find_subquery(const Clause &clause, const RuleContext &context, PolicyRewrite &rewrite) {
    SubLink *subplan = nullptr;
    ListForm list{};
    SubqueryCheck check = SubqueryCheck::Run;
    pg::call([&] {
        (void)find_subplan(clause.planned, &subplan);
        if (subplan == nullptr)
            return;
        if (runs_once(subplan))
            check = SubqueryCheck::Hashed;
        else if (subplan->subLinkType == EXISTS_SUBLINK)
            check = SubqueryCheck::Either;
        list = as_list(clause.stored);
    });
    if (subplan == nullptr)
        return std::nullopt;

    SubqueryProblem facts;
    facts.table = context.table();
    facts.check = check;
    facts.why_not = list.why_not;
    if (list.why_not == NoList::Nothing) {
        const ListLength length =
            expected_length(list.list, context.model.relations, context.statistics, context.bodies);
        facts.why_not = judge_length(length);
        facts.rows = length.rows;
    }
    Problem problem = context.about(clause, PolicyRule::Subquery);
    if (facts.why_not == NoList::Nothing) {
        rewrite.replace_part(clause.stored, list.expression);
        facts.column = context.print(list.column);
        problem.rewritten = true;
        problem.rewritten_sentence = subquery_problem(facts);
        facts.why_not = NoList::Printing;
    }
    problem.sentence = subquery_problem(facts);
    return problem;
}

} // namespace nova::policy
