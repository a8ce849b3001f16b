// What the rules ask the server. The catalog layer answers for real, unit tests with fakes.
#pragma once

#include <optional>
#include <string>

#include "model/id_map.hpp"
#include "model/index.hpp"
#include "model/need.hpp"

namespace nova {

// pg_amop: which operators a search of an operator family can use.
class SearchOperators {
  public:
    void add(OperatorId op, OperatorFamilyId family) { members_.insert(key(op, family)); }
    bool contain(OperatorId op, OperatorFamilyId family) const { return members_.contains(key(op, family)); }

  private:
    static std::uint64_t key(OperatorId op, OperatorFamilyId family) {
        return static_cast<std::uint64_t>(op) << 32 | static_cast<std::uint32_t>(family);
    }
    IdSet<std::uint64_t> members_;
};

// Questions about expressions and predicates, which only the server can compare and prove. An index that is
// gone meanwhile answers no.
class Prover {
  public:
    virtual ~Prover() = default;
    // Do the need's clauses, with unknown values, imply the index's predicate?
    virtual bool implies_predicate(const Need &need, const Index &index) = 0;
    // Could they for some known values? (The predicate speaks of the need's columns only, and is not refuted.)
    virtual bool may_imply_predicate(const Need &need, const Index &index) = 0;
    // Does the index's predicate imply the clause, so that a scan of the index need not check it?
    virtual bool implied_by_predicate(const NeedClause &clause, const Index &index) {
        (void)clause, (void)index;
        return false;
    }
    // Does the planner derive a condition for key column `position` from the clause (ClauseKind::Derived)?
    virtual bool derives_condition(const NeedClause &clause, const Index &index, std::size_t position) {
        (void)clause, (void)index, (void)position;
        return false;
    }
    // Is the expression of key column `position` the operand of the clause?
    virtual bool same_expression(const NeedClause &clause, const Index &index, std::size_t position) = 0;
    // Does the expression of key column `position` use the column?
    virtual bool mentions(const Index &index, std::size_t position, AttributeNumber column) = 0;
};

// pg_statistic. Nothing where the server never analysed, or the caller may not read the column.
class Statistics {
  public:
    virtual ~Statistics() = default;
    // Of values and physical order, -1 to 1; of the relation itself, without partitions and children.
    virtual std::optional<double> correlation(RelationId relation, AttributeNumber column) = 0;
    // 0 to 1.
    virtual std::optional<double> null_fraction(RelationId relation, AttributeNumber column) = 0;
    // Number of distinct values; negative: as a fraction of the rows.
    virtual std::optional<double> distinct(RelationId relation, AttributeNumber column) = 0;
};

} // namespace nova
