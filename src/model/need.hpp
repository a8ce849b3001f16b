// A need: a search that wants an index. Foreign keys, policies and queries each give needs; one cover rule
// (rules/cover) serves all.
#pragma once

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "model/ids.hpp"

namespace nova {

enum class ClauseKind {
    Operator, // operand OP value
    NullTest, // operand IS NULL, operand IS NOT NULL
    Derived   // the planner derives conditions for an index from it: operand LIKE 'prefix%'
};

// The shape of one clause that an index can answer, mostly `operand OP value`, told by the server's parser and
// optimizer once for all clauses of the same operator, types and collations.
struct ClauseShape {
    std::uint32_t id = 0; // the server-side clause, for the prover
    ClauseKind kind = ClauseKind::Operator;
    bool range = false;      // finds many values of the operand: behind the equalities in an index
    OperatorId op{};         // with the operand on the left; none when the operator has no commutator
    CollationId collation{}; // the comparison's; none for types without collation
    CollationId column_collation{};
    bool bare_column = true;       // the operand is the column itself, binary-compatible casts aside
    bool immutable_operand = true; // the operand can be an index expression
    bool implies_not_null = true;  // the clause implies `column IS NOT NULL`
    std::string cast;              // what makes the operand of the column, e.g. ::pg_catalog."numeric"; else empty

    // The columns' collations conflict: the comparison has none, so that no index serves it, and it fails.
    bool lacks_collation() const { return !is_valid(collation) && is_valid(column_collation); }
};

// One clause of a need: an equality, a range, a null test or what the planner derives a search from.
struct NeedClause {
    AttributeNumber column = 0; // the column that the operand is made of
    const ClauseShape *shape = nullptr;
    // With a column of the query around an EXISTS: of no use where the server hashes the subquery.
    bool correlated = false;
};

// Sets of clauses of one need, bit i for clause i.
using ClauseSet = std::uint32_t;
inline constexpr std::size_t max_clauses = 32; // INDEX_MAX_KEYS of a server as distributed

struct Need {
    RelationId table{};
    std::vector<NeedClause> clauses; // in any order; at most max_clauses
    std::uint32_t filter = 0;        // server-side: all clauses that hold with them, for the prover
    // What an index's predicate implies is no condition of its search: so for a SELECT, but neither for rows that are
    // changed or locked, nor in the branches of an OR (check_index_predicates, build_paths_for_OR).
    bool implied_unsearched = false;

    ClauseSet all() const {
        return clauses.size() >= max_clauses ? ~ClauseSet{0} : (ClauseSet{1} << clauses.size()) - 1;
    }
};

// Verdicts point into trees of needs: a vector that grows must move what holds a tree, not copy it.
static_assert(std::is_nothrow_move_constructible_v<Need>);

} // namespace nova
