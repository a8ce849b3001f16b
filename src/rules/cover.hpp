// Does an index serve a need? (DESIGN: "Covered", "Partial", "Lossy".) Mirrors, for the clauses of a need, what
// match_clause_to_indexcol, build_index_paths and check_index_predicates of indxpath.c let the planner do.
#pragma once

#include "model/index.hpp"
#include "model/need.hpp"
#include "rules/server_facts.hpp"

namespace nova {

enum class CoverKind {
    None,
    Partial, // a search by some of the clauses, from the index's first column, or no other rows than those ask for
    Lossy,   // by all of them, but reading far more than it returns
    Full     // by all of them
};

// Why an index does not serve fully.
enum class Shortfall {
    Nothing,        // it does, or touches no column of the need
    Unusable,       // invalid, not ready or not live
    Predicate,      // partial, and the clauses do not imply its predicate
    NotLeading,     // has the columns, but behind others
    Correlated,     // starts with a column by which a hashed subquery is not searched
    Collation,      // sorts by another collation than the clause compares by
    OperatorFamily, // its operator family lacks the clause's operator
    Operand,        // on the bare column where the clause has an expression, or the other way round
    Included,       // carries the column in INCLUDE only
    OtherColumns,   // Partial: lacks some of the columns
    Scan            // Lossy: by its access method
};

struct Cover {
    CoverKind kind = CoverKind::None;
    CoverKind potential = CoverKind::None; // were the index usable and its predicate implied
    ClauseSet searched = 0;                // clauses that would be in the Index Cond, or that the predicate says
    ClauseSet by_predicate = 0;            // of those, the latter
    ClauseSet touched = 0;                 // clauses whose column the index has in any role
    Shortfall shortfall = Shortfall::Nothing;
};

struct CoverFacts {
    const SearchOperators &operators;
    Prover &prover;
    Statistics &statistics;
};

// How one index serves the need.
Cover judge_cover(const Need &need, const Index &index, const CoverFacts &facts);

struct NearestIndex {
    const Index *index = nullptr; // null: no index has any column of the need
    Cover cover;
};

// Of the table's indexes the one that serves best, or comes closest; the older one of equals.
NearestIndex nearest_index(const Need &need, const Indexes &indexes, const CoverFacts &facts);

// Another of the indexes whose search the planner can combine with `nearest`, as it has what that one lacks.
const Index *combining_index(const Need &need, const NearestIndex &nearest, const Indexes &indexes,
                             const CoverFacts &facts);

} // namespace nova
