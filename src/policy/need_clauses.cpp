#include "policy/need_clauses.hpp"

#include "model/need.hpp"

namespace nova::policy {

namespace {

bool is_null(const SearchClause &clause) {
    return clause.kind == ClauseKind::NullTest && clause.operand != nullptr && !clause.implies_not_null;
}

bool is_not_null(const SearchClause &clause) { return clause.kind == ClauseKind::NullTest && clause.implies_not_null; }

// `a = 1 AND a IS NOT NULL`, `a = 1 AND a > 0`, `a = 1 AND (a = 2 OR a = 3)`, `a = '{1}' AND a && '{1,2}'`: beside an
// equality the others find nothing more. A test for NULL, last of all, makes none of them superfluous, or each would do
// so to the other.
bool adds_nothing_to(const LeveledClause &leveled, const LeveledClause &other) {
    const SearchClause &clause = leveled.clause->search;
    const SearchClause &better = other.clause->search;
    if (better.kind == ClauseKind::NullTest || !same_operand(clause, better))
        return false;
    const bool equality = better.method == BTREE_AM_OID && !better.range;
    if (equality && ((leveled.either && !other.either) || clause.method != better.method))
        return true;
    return clause.method == better.method && (clause.kind == ClauseKind::NullTest || (clause.range && !better.range));
}

// `a = ANY (list) AND a = 1`, `a = ANY (list) AND a = ANY (other)`: a search that starts with such a column looks for
// each pair of their values; behind another column the planner can leave the lists to a filter (skip_lower_saop).
bool has_lists(const LeveledClause &leveled, const std::vector<LeveledClause> &clauses) {
    const auto on_operand = [&](const LeveledClause &other) {
        return same_operand(leveled.clause->search, other.clause->search);
    };
    return std::count_if(clauses.begin(), clauses.end(), on_operand) > 1 &&
           std::any_of(clauses.begin(), clauses.end(), [&](const LeveledClause &other) {
               return IsA(other.clause->planned, ScalarArrayOpExpr) && on_operand(other);
           });
}

// Equalities first, of them those that the server can search by alone; then what finds many values, and last what finds
// nearly all. Among equals come first those by which the server may search at any security level: SELECT FOR UPDATE
// checks the policies for SELECT behind those for UPDATE. Columns come before expressions, as other needs are likelier
// to share them.
std::tuple<int, bool, bool, bool> tier(const LeveledClause &leveled, const std::vector<LeveledClause> &clauses) {
    const Clause &clause = *leveled.clause;
    const int rank = is_not_null(clause.search) ? 3 : clause.search.range ? 2 : leveled.correlated ? 1 : 0;
    return {rank, has_lists(leveled, clauses), !clause.leakproof, !clause.search.bare_column};
}

} // namespace

bool same_operand(const SearchClause &a, const SearchClause &b) {
    return pg::call([&a, &b] { return equal(a.operand, b.operand); });
}

bool is_contradictory(const std::vector<LeveledClause> &clauses) {
    for (const LeveledClause &test : clauses) {
        if (test.clause->impossible)
            return true;
        for (const LeveledClause &other : clauses)
            if (is_null(test.clause->search) && other.clause->search.implies_not_null &&
                same_operand(test.clause->search, other.clause->search))
                return true;
    }
    return false;
}

bool find_few(const std::vector<LeveledClause> &clauses) {
    return std::any_of(clauses.begin(), clauses.end(), [](const LeveledClause &leveled) {
        const SearchClause &search = leveled.clause->search;
        return leveled.usable && !is_not_null(search);
    });
}

std::vector<LeveledClause> choose_clauses(std::vector<LeveledClause> clauses) {
    std::erase_if(clauses, [](const LeveledClause &leveled) { return !leveled.usable; });
    std::vector<LeveledClause> chosen;
    bool either = false;
    for (const LeveledClause &leveled : clauses) {
        const bool superfluous = std::any_of(clauses.begin(), clauses.end(), [&](const LeveledClause &other) {
            return adds_nothing_to(leveled, other);
        });
        if (!superfluous && !(leveled.either && std::exchange(either, true)))
            chosen.push_back(leveled);
    }
    std::vector<LeveledClause> sorted = chosen;
    std::stable_sort(sorted.begin(), sorted.end(), [&chosen](const LeveledClause &a, const LeveledClause &b) {
        return tier(a, chosen) < tier(b, chosen);
    });
    return sorted;
}

std::vector<LeveledClause> clauses_of_method(const std::vector<LeveledClause> &clauses, Oid method) {
    std::vector<LeveledClause> result;
    const SearchClause *range = nullptr;
    for (const LeveledClause &leveled : clauses) {
        const SearchClause &search = leveled.clause->search;
        if (search.method != method || result.size() == max_clauses)
            continue;
        // An index has room for one range behind the equalities.
        if (search.range && range != nullptr &&
            (!same_operand(*range, search) || search.operator_class != range->operator_class))
            continue;
        if (search.range)
            range = &search;
        result.push_back(leveled);
    }
    return result;
}

} // namespace nova::policy
