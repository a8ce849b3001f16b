// The clauses of RI queries, as ri_triggers.c writes them and the server's parser and optimizer read them.
#pragma once

#include <deque>

#include "model/id_map.hpp"
#include "model/need.hpp"
#include "pg/gate.hpp"

namespace nova::catalog {

// What the clause `$1 OPERATOR(op) column` of an RI query depends on but for the column's number.
struct ClauseKey {
    Oid op;
    Oid referenced_type;
    Oid referenced_collation;
    Oid type;
    std::int32_t type_modifier;
    Oid collation;

    bool operator==(const ClauseKey &) const = default;
};

// Are the operator, the types and the collation still there?
bool exists(const ClauseKey &key);

// The clause on the column, simplified as the planner does before it looks at indexes (eval_const_expressions),
// with the parameter $number. Null when there is no such cast. Inside pg::call and pg::attempt,
// as types and operator may be gone; allocated in the current memory context.
Node *build_ri_clause(const ClauseKey &key, AttrNumber column, int number);

// Which clauses are the same whatever the referenced column is.
class ReferencedTypes {
  public:
    // The operator's left type where it can stand for the referenced column, else none. It can for a base type of the
    // server's without collation: the column's own type is binary-coercible to it, as the referenced table's index has
    // the operator, so that nothing of the column but a collation could reach the clause.
    Oid stand_in(Oid op);

  private:
    IdMap<Oid, Oid> known_;
};

// The shapes of all clauses, each worked out once by the server.
class ClauseShapes {
  public:
    // Null when a type or the operator is gone.
    const ClauseShape *shape(const ClauseKey &key);
    const ClauseKey &key(const ClauseShape &shape) const { return keys_[shape.id]; }
    // Of two clauses on one column: does the planner search by the later one's value alone, as the column equals both?
    // (process_equivalence and generate_base_implied_equalities_const of equivclass.c.)
    bool in_one_class(const ClauseShape &earlier, const ClauseShape &later) const;

  private:
    struct Hash {
        std::size_t operator()(const ClauseKey &key) const;
    };
    std::unordered_map<ClauseKey, const ClauseShape *, Hash> known_;
    std::deque<ClauseShape> shapes_; // addresses stay
    std::deque<ClauseKey> keys_;     // by ClauseShape::id
};

} // namespace nova::catalog
