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

bool is_clause(const Filter &filter, const Clause &clause) {
    return filter.kind == Filter::Kind::Clause && same(*filter.clause, clause);
}

bool contains(const Filter &filter, const Clause &clause) {
    return is_clause(filter, clause) || std::any_of(filter.parts.begin(), filter.parts.end(),
                                                    [&](const Filter &part) { return contains(part, clause); });
}

// Can an index find the rows, if not by the clause as it stands, then by the list that it becomes?
bool can_be_searched(const Filter &filter) {
    const auto &parts = filter.parts;
    switch (filter.kind) {
    case Filter::Kind::Clause:
        return filter.clause->search.searchable || pg::call([part = filter.clause->stored] {
                   return part != nullptr && as_list(part).why_not == NoList::Nothing;
               });
    case Filter::Kind::And:
        return std::any_of(parts.begin(), parts.end(), can_be_searched);
    case Filter::Kind::Or:
        return std::all_of(parts.begin(), parts.end(), can_be_searched);
    default:
        return false;
    }
}

// Would the list of the clause let an index find the rows? Of an OR around it the other branches must, too.
bool list_can_be_searched(const Filter &filter, const Clause &clause) {
    if (is_clause(filter, clause))
        return true;
    return std::any_of(filter.parts.begin(), filter.parts.end(), [&](const Filter &part) {
        if (!contains(part, clause) || !list_can_be_searched(part, clause))
            return false;
        if (filter.kind == Filter::Kind::Or)
            return can_be_searched(filter);
        // An OR beside a clause that finds the rows is but a check of them.
        return part.kind != Filter::Kind::Or ||
               std::none_of(filter.parts.begin(), filter.parts.end(),
                            [&](const Filter &other) { return &other != &part && can_be_searched(other); });
    });
}

bool list_is_of_use(const Clause &clause, const PolicySets &sets) {
    return std::any_of(sets.sets.begin(), sets.sets.end(), [&](const PolicySet &set) {
        return std::any_of(set.conditions.begin(), set.conditions.end(), [&](const LeveledFilter &condition) {
            return condition.is_of(clause.policy) && list_can_be_searched(condition.filter, clause);
        });
    });
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
        if (facts.why_not == NoList::Nothing && !list_is_of_use(clause, context.sets))
            facts.why_not = NoList::Branch;
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
