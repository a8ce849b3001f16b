#include "rules/cover.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>

namespace nova {

namespace {

// Below this, a BRIN search of one value reads most of the table.
constexpr double min_brin_correlation = 0.5;

// Does the clause match the key column, and if not, why? match_opclause_to_indexcol.
Shortfall match_column(const NeedClause &clause, const Index &index, std::size_t position, const CoverFacts &facts,
                       bool &same_column) {
    const IndexColumn &column = index.keys[position];
    const ClauseShape &shape = *clause.shape;
    const bool same_operand = column.attribute != 0 ? shape.bare_column && column.attribute == clause.column
                                                    : facts.prover.same_expression(clause, index, position);
    same_column = same_operand || column.attribute == clause.column ||
                  (column.attribute == 0 && facts.prover.mentions(index, position, clause.column));
    if (!same_operand)
        return Shortfall::Operand;
    if (shape.kind == ClauseKind::NullTest)
        return index.method->searches_nulls ? Shortfall::Nothing : Shortfall::OperatorFamily;
    if (shape.kind == ClauseKind::Derived && facts.prover.derives_condition(clause, index, position))
        return Shortfall::Nothing;
    if (is_valid(column.collation) && column.collation != shape.collation)
        return Shortfall::Collation;
    if (!is_valid(shape.op) || !facts.operators.contain(shape.op, column.family))
        return Shortfall::OperatorFamily;
    return Shortfall::Nothing;
}

// Key columns of an index, bit k for column k.
using ColumnSet = std::uint32_t;

// Does one of the searched columns follow the table's physical order? brincostestimate takes the best of them; an
// expression's statistics are the index's own.
bool follows_physical_order(const Index &index, ColumnSet searched, Statistics &statistics) {
    for (std::size_t k = 0; k < index.keys.size(); ++k) {
        if (!(searched & (ColumnSet{1} << k)))
            continue;
        const AttributeNumber attribute = index.keys[k].attribute;
        const auto correlation = attribute != 0 ? statistics.correlation(index.table, attribute)
                                                : statistics.correlation(index.id, static_cast<AttributeNumber>(k + 1));
        if (correlation && std::fabs(*correlation) >= min_brin_correlation)
            return true;
    }
    return false;
}

bool reads_far_more(const Index &index, ColumnSet searched, Statistics &statistics) {
    switch (index.method->loss) {
    case ScanLoss::None:
        return false;
    case ScanLoss::Uncorrelated:
        return !follows_physical_order(index, searched, statistics);
    case ScanLoss::Always:
        return true;
    }
    return false;
}

// The clauses that need no search, as the index has no rows but those that they ask for.
ClauseSet answered_by_predicate(const Need &need, ClauseSet searched, const Index &index, const CoverFacts &facts) {
    ClauseSet answered = 0;
    if (index.has_predicate)
        for (std::size_t e = 0; e < need.clauses.size(); ++e)
            if (!(searched & (ClauseSet{1} << e)) && facts.prover.implied_by_predicate(need.clauses[e], index))
                answered |= ClauseSet{1} << e;
    return answered;
}

// What the key columns alone allow; fills everything but `kind`.
Cover judge_columns(const Need &need, const Index &index, const CoverFacts &facts) {
    Cover cover;
    ColumnSet searched = 0;
    bool leading = !index.method->ordered_columns;
    bool leading_correlated = false;
    const bool only_correlated = std::all_of(need.clauses.begin(), need.clauses.end(),
                                             [](const NeedClause &clause) { return clause.correlated; });
    const ClauseSet unsearched = need.implied_unsearched ? answered_by_predicate(need, 0, index, facts) : 0;
    for (std::size_t e = 0; e < need.clauses.size(); ++e) {
        const NeedClause &clause = need.clauses[e];
        const ClauseSet bit = ClauseSet{1} << e;
        if (unsearched & bit)
            continue;
        for (std::size_t k = 0; k < index.keys.size(); ++k) {
            bool same_column = false;
            const Shortfall shortfall = match_column(clause, index, k, facts, same_column);
            if (shortfall == Shortfall::Nothing) {
                cover.searched |= bit;
                searched |= ColumnSet{1} << k;
                if (k == 0)
                    (clause.correlated && !only_correlated ? leading_correlated : leading) = true;
            } else if (same_column && cover.shortfall == Shortfall::Nothing) {
                cover.shortfall = shortfall;
            }
            if (same_column)
                cover.touched |= bit;
        }
        if (!(cover.touched & bit) &&
            std::find(index.included.begin(), index.included.end(), clause.column) != index.included.end()) {
            cover.touched |= bit;
            if (cover.shortfall == Shortfall::Nothing)
                cover.shortfall = Shortfall::Included;
        }
    }

    // Behind other columns nothing is searched for, but what the predicate says holds all the same.
    const bool searches = searched != 0 && (leading || leading_correlated);
    const ClauseSet answered = answered_by_predicate(need, searches ? cover.searched : 0, index, facts);
    cover.touched |= answered;
    if (!searches && answered == 0) {
        if (cover.searched != 0 && cover.shortfall == Shortfall::Nothing)
            cover.shortfall = Shortfall::NotLeading;
        cover.searched = 0;
        return cover;
    }
    cover.searched = searches ? cover.searched | answered : answered;
    cover.by_predicate = answered;
    if (!leading && leading_correlated && answered != need.all()) {
        cover.potential = CoverKind::Partial;
        cover.shortfall = Shortfall::Correlated;
    } else if (cover.searched != need.all()) {
        cover.potential = CoverKind::Partial;
        if (cover.shortfall == Shortfall::Nothing)
            cover.shortfall = Shortfall::OtherColumns;
    } else if (reads_far_more(index, searched, facts.statistics)) {
        cover.potential = CoverKind::Lossy;
        cover.shortfall = Shortfall::Scan;
    } else {
        cover.potential = CoverKind::Full;
        cover.shortfall = Shortfall::Nothing;
    }
    return cover;
}

// Completes what judge_columns began: validity and predicate, the latter asked last as it is dear.
void judge_usability(Cover &cover, const Need &need, const Index &index, Prover &prover) {
    if (cover.potential == CoverKind::None)
        return;
    if (!index.usable())
        cover.shortfall = Shortfall::Unusable;
    else if (index.has_predicate && !prover.implies_predicate(need, index))
        cover.shortfall = Shortfall::Predicate;
    else
        cover.kind = cover.potential;
}

ClauseSet equalities_of(const Need &need) {
    ClauseSet equalities = 0;
    for (std::size_t e = 0; e < need.clauses.size(); ++e)
        if (!need.clauses[e].shape->range)
            equalities |= ClauseSet{1} << e;
    return equalities;
}

// Of two that search by as many clauses, by equalities rather than ranges.
auto nearness(const Cover &cover, ClauseSet equalities) {
    return std::make_tuple(cover.kind, cover.potential, std::popcount(cover.searched),
                           std::popcount(cover.searched & equalities), cover.shortfall == Shortfall::Unusable,
                           cover.shortfall != Shortfall::Included, std::popcount(cover.touched));
}

} // namespace

Cover judge_cover(const Need &need, const Index &index, const CoverFacts &facts) {
    Cover cover = judge_columns(need, index, facts);
    judge_usability(cover, need, index, facts.prover);
    return cover;
}

NearestIndex nearest_index(const Need &need, const Indexes &indexes, const CoverFacts &facts) {
    NearestIndex nearest;
    const ClauseSet equalities = equalities_of(need);
    const auto is_nearer = [&](const Cover &cover) {
        return nearest.index == nullptr || nearness(cover, equalities) > nearness(nearest.cover, equalities);
    };
    // Partial indexes last: their predicate need not be proven where another index serves.
    for (const bool with_predicate : {false, true}) {
        for (const Index &index : indexes) {
            if (index.has_predicate != with_predicate)
                continue;
            Cover cover = judge_columns(need, index, facts);
            Cover best = cover; // were the index usable
            best.kind = cover.potential;
            if (is_nearer(best))
                judge_usability(cover, need, index, facts.prover);
            if (cover.kind == CoverKind::Full)
                return {&index, cover};
            if (cover.touched != 0 && is_nearer(cover))
                nearest = {&index, cover};
        }
    }
    return nearest;
}

const Index *combining_index(const Need &need, const NearestIndex &nearest, const Indexes &indexes,
                             const CoverFacts &facts) {
    for (const Index &index : indexes) {
        const Cover cover = judge_cover(need, index, facts);
        if (cover.kind == CoverKind::Partial && (cover.searched & ~nearest.cover.searched) != 0)
            return &index;
    }
    return nullptr;
}

} // namespace nova
