#include "policy/policy_needs.hpp"

#include "model/add_once.hpp"
#include "pg/compat.hpp"

namespace nova::policy {

namespace {

// All conditions as the prover takes them.
List *planned_conditions(const std::vector<LeveledFilter> &conditions) {
    List *result = NIL;
    for (const LeveledFilter &condition : conditions)
        result =
            list_concat(result, make_ands_implicit(reinterpret_cast<Expr *>(planned_expression(condition.filter))));
    return result;
}

} // namespace

std::vector<const Policy *> applicable(std::span<const Policy> policies, const RoleGroup &group,
                                       PolicyCommand command) {
    std::vector<const Policy *> result;
    for (const Policy &policy : policies)
        if (policy.applies_to(command) && policy.using_text != nullptr &&
            std::any_of(policy.roles.begin(), policy.roles.end(), [&](RoleId role) {
                return !is_valid(role) || std::find(group.begin(), group.end(), role) != group.end();
            }))
            result.push_back(&policy);
    return result;
}

std::optional<std::vector<LeveledFilter>> combine_policies(const std::vector<const Policy *> &policies,
                                                           const std::unordered_map<const Policy *, Filter> &filters) {
    std::vector<LeveledFilter> result;
    const auto add = [&result](const Filter &condition, const std::vector<const Policy *> &owners) {
        Filter filter = factored(condition);
        if (filter.kind == Filter::Kind::True && !filter.checked)
            return true;
        const auto known = std::find_if(result.begin(), result.end(),
                                        [&](const LeveledFilter &other) { return same(other.filter, filter); });
        const bool readable = filter.kind != Filter::Kind::False;
        if (known == result.end())
            result.push_back({std::move(filter), owners});
        else
            known->policies.insert(known->policies.end(), owners.begin(), owners.end());
        return readable;
    };
    bool readable = true;
    std::vector<const Policy *> permissive;
    std::vector<Filter> branches;
    for (const Policy *policy : policies) {
        if (policy->permissive) {
            permissive.push_back(policy);
            branches.push_back(filters.at(policy));
        } else {
            readable = add(filters.at(policy), {policy}) && readable;
        }
    }
    if (permissive.empty() || !add(any_of(std::move(branches)), permissive) || !readable)
        return std::nullopt;
    return result;
}

// An OR of equalities on one operand, which any index on it serves, like operand = ANY (...).
std::optional<LeveledClause> NeedFinder::as_one_clause(const Filter &either, bool lowest) {
    std::vector<const Clause *> clauses;
    for (const Filter &branch : either.parts) {
        if (branch.kind != Filter::Kind::Clause || !branch.clause->search.searchable ||
            branch.clause->search.kind != ClauseKind::Operator || branch.clause->search.range)
            return std::nullopt;
        const SearchClause &search = branch.clause->search;
        clauses.push_back(branch.clause);
        const SearchClause &first = clauses.front()->search;
        if (search.op != first.op || search.collation != first.collation || !same_operand(search, first))
            return std::nullopt;
    }
    const Clause *const merged = reader_.merge(clauses);
    LeveledClause result{merged, lowest || merged->leakproof};
    result.either = !pg::or_becomes_list || std::any_of(clauses.begin(), clauses.end(), [](const Clause *clause) {
        return !IsA(clause->planned, OpExpr);
    });
    return result;
}

NeedFinder::Conjunction NeedFinder::take_apart(const Filter &filter, bool lowest) {
    const std::span<const Filter> parts =
        filter.kind == Filter::Kind::And ? std::span<const Filter>(filter.parts) : std::span<const Filter>(&filter, 1);
    Conjunction result;
    for (const Filter &part : parts) {
        if (part.kind == Filter::Kind::Clause)
            result.clauses.push_back(
                {part.clause, part.clause->search.searchable && (lowest || part.clause->leakproof)});
        if (part.kind != Filter::Kind::Or)
            continue;
        if (const auto one = as_one_clause(part, lowest))
            result.clauses.push_back(*one);
        else
            result.alternatives.push_back(&part);
    }
    return result;
}

// Does no branch of the OR go with the clauses? `a = 1 OR a > 5` beside `a IS NULL`.
bool NeedFinder::contradicts(const Filter &either, const std::vector<LeveledClause> &clauses) {
    return std::all_of(either.parts.begin(), either.parts.end(), [&](const Filter &branch) {
        Conjunction parts = take_apart(branch, true);
        parts.clauses.insert(parts.clauses.end(), clauses.begin(), clauses.end());
        return is_contradictory(parts.clauses) ||
               std::any_of(parts.alternatives.begin(), parts.alternatives.end(),
                           [&](const Filter *inner) { return contradicts(*inner, parts.clauses); });
    });
}

bool NeedFinder::add_needs(std::vector<LeveledClause> clauses, PolicyNeed pattern, std::vector<PolicyNeed> &needs) {
    clauses = choose_clauses(std::move(clauses));
    std::vector<Oid> methods;
    for (const LeveledClause &leveled : clauses)
        add_once(methods, leveled.clause->search.method);
    const bool few = find_few(clauses);
    for (const Oid method : methods) {
        const auto of_method = clauses_of_method(clauses, method);
        // IS NOT NULL alone, beside what another access method searches by.
        if (few && !find_few(of_method))
            continue;
        PolicyNeed need = pattern;
        need.method = method;
        List *printed = NIL;
        for (const LeveledClause &leveled : of_method) {
            const Clause &clause = *leveled.clause;
            need.clauses.push_back(&clause);
            need.need.clauses.push_back({clause.search.column, store_.shape(clause), leveled.correlated});
            printed = pg::call([printed, &clause] { return lappend(printed, clause.printed); });
        }
        need.expression = pg::call([printed] { return reinterpret_cast<Node *>(make_ands_explicit(printed)); });
        needs.push_back(std::move(need));
    }
    return !methods.empty();
}

// The branches of an OR, if each can be searched for; else nothing is of use.
bool NeedFinder::add_branches(const Filter &either, bool lowest, PolicyNeed pattern, std::vector<PolicyNeed> &needs) {
    pattern.branch = true;
    pattern.need.implied_unsearched = false;
    std::vector<PolicyNeed> branches;
    const std::uint32_t around = pattern.need.filter;
    for (const Filter &branch : either.parts) {
        Conjunction parts = take_apart(branch, lowest);
        // A branch's clauses hold beside those around the OR (build_paths_for_OR).
        pattern.need.filter = store_.add_filter(pg::call([this, around, &branch] {
            Node *const condition = planned_expression(branch);
            return list_concat(list_copy(store_.filter(around)),
                               make_ands_implicit(reinterpret_cast<Expr *>(condition)));
        }));
        bool served = find_few(parts.clauses) && add_needs(parts.clauses, pattern, branches);
        for (const Filter *alternative : parts.alternatives)
            served = served || add_branches(*alternative, lowest, pattern, branches);
        if (!served && !add_needs(std::move(parts.clauses), pattern, branches))
            return false;
    }
    std::move(branches.begin(), branches.end(), std::back_inserter(needs));
    return true;
}

// ORs that hold together. Beside `a = 1 OR b = 2`, `a = 1 OR b = 2 OR c = 3` and `a IS NOT NULL OR b = 2` find nothing
// more.
void NeedFinder::add_alternatives(const std::vector<Alternative> &alternatives, const PolicyNeed &pattern,
                                  std::vector<PolicyNeed> &needs) {
    struct Served {
        const Filter *either;
        std::vector<PolicyNeed> needs;
    };
    std::vector<Served> served;
    for (const auto &[either, lowest] : alternatives) {
        std::vector<PolicyNeed> branches;
        if (add_branches(*either, lowest, pattern, branches))
            served.push_back({either, std::move(branches)});
    }
    // Of two that say the same, the first one stays.
    const auto is_implied = [](const Served &wider, const Served &narrower) {
        return implies(*narrower.either, *wider.either) &&
               (&narrower < &wider || !implies(*wider.either, *narrower.either));
    };
    for (Served &each : served)
        if (std::none_of(served.begin(), served.end(),
                         [&](const Served &other) { return &other != &each && is_implied(each, other); }))
            std::move(each.needs.begin(), each.needs.end(), std::back_inserter(needs));
}

std::vector<PolicyNeed> NeedFinder::find(RelationId table, PolicyCommand command,
                                         const std::vector<LeveledFilter> &conditions) {
    std::vector<PolicyNeed> needs;
    if (conditions.empty())
        return needs;
    PolicyNeed pattern;
    pattern.table = table;
    pattern.command = command;
    pattern.need.table = table;
    pattern.need.implied_unsearched = command == PolicyCommand::Select;
    pattern.need.filter = store_.add_filter(pg::call([&conditions] { return planned_conditions(conditions); }));

    std::vector<LeveledClause> clauses;
    std::vector<Alternative> alternatives;
    for (const LeveledFilter &condition : conditions) {
        const bool at_lowest = &condition == &conditions.front();
        const Conjunction part = take_apart(condition.filter, at_lowest);
        clauses.insert(clauses.end(), part.clauses.begin(), part.clauses.end());
        for (const Filter *either : part.alternatives)
            alternatives.push_back({either, at_lowest});
    }
    if (is_contradictory(clauses) ||
        std::any_of(alternatives.begin(), alternatives.end(),
                    [&](const Alternative &alternative) { return contradicts(*alternative.either, clauses); }))
        return needs;
    // With other clauses to search by, the rows that an OR is checked on are few already.
    if (!find_few(clauses) || !add_needs(clauses, pattern, needs)) {
        add_alternatives(alternatives, pattern, needs);
        if (needs.empty())
            add_needs(std::move(clauses), pattern, needs);
    }
    for (const LeveledFilter &condition : conditions)
        add_inner_needs(condition.filter, pattern, needs);
    return needs;
}

void NeedFinder::add_inner_needs(const Filter &filter, const PolicyNeed &pattern, std::vector<PolicyNeed> &needs) {
    for (const Filter &part : filter.parts)
        add_inner_needs(part, pattern, needs);
    if (filter.kind != Filter::Kind::Clause)
        return;
    for (PolicyNeed need : inner_needs(*filter.clause)) {
        need.table = pattern.table;
        need.command = pattern.command;
        needs.push_back(std::move(need));
    }
}

const std::vector<PolicyNeed> &NeedFinder::inner_needs(const Clause &clause) {
    const auto known = inner_needs_.find(&clause);
    if (known != inner_needs_.end())
        return known->second;
    std::vector<PolicyNeed> needs;
    List *queries = NIL;
    // What cannot be read, gives none.
    if (clause.may_query)
        pg::probe([&] { queries = pg::call([this, &clause] { return inner_queries(clause.simplified, bodies_); }); });
    for (int i = 0; i < list_length(queries); ++i) {
        const InnerQuery &query = *static_cast<InnerQuery *>(list_nth(queries, i));
        List *const searches = pg::call([&query] { return inner_searches(query); });
        for (int j = 0; j < list_length(searches); ++j) {
            const InnerSearch &search = *static_cast<InnerSearch *>(list_nth(searches, j));
            std::vector<LeveledClause> clauses;
            std::vector<LeveledFilter> conditions;
            for (int k = 0; k < list_length(search.conditions); ++k) {
                const auto &condition = *static_cast<InnerCondition *>(list_nth(search.conditions, k));
                Filter filter;
                pg::probe([&] {
                    filter = factored(reader_.read(condition.expression, RelationId{search.table}, clause.policy));
                });
                for (LeveledClause leveled : take_apart(filter, true).clauses) {
                    leveled.correlated = query.hashed && condition.correlated;
                    clauses.push_back(leveled);
                }
                conditions.push_back({std::move(filter), {}});
            }
            if (is_contradictory(clauses))
                continue;
            PolicyNeed pattern;
            pattern.need.table = RelationId{search.table};
            pattern.need.implied_unsearched = true;
            pattern.need.filter = store_.add_filter(pg::call([&conditions] { return planned_conditions(conditions); }));
            pattern.inner = true;
            const std::size_t before = needs.size();
            add_needs(std::move(clauses), pattern, needs);
            for (std::size_t n = before; n < needs.size(); ++n) {
                needs[n].expression = clause.printed;
                needs[n].policies = {clause.policy};
            }
        }
    }
    return inner_needs_.emplace(&clause, std::move(needs)).first->second;
}

} // namespace nova::policy
