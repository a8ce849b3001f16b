// The server's own expression comparison and predicate prover.
#pragma once

#include "catalog/expressions.hpp"
#include "catalog/ri_clause.hpp"
#include "rules/server_facts.hpp"

namespace nova::catalog {

class ServerProver final : public Prover {
  public:
    explicit ServerProver(const ClauseShapes &shapes);
    ~ServerProver() override;
    ServerProver(const ServerProver &) = delete;
    ServerProver &operator=(const ServerProver &) = delete;

    bool implies_predicate(const Need &need, const Index &index) override;
    bool may_imply_predicate(const Need &need, const Index &index) override;
    bool same_expression(const Equality &equality, const Index &index, std::size_t position) override;
    bool mentions(const Index &index, std::size_t position, AttributeNumber column) override;

  private:
    List *clauses(const Need &need) const;
    // Runs fn(expressions of the index) under a guard. No when the index is gone.
    template <class Fn> bool ask(const Index &index, Fn fn);

    const ClauseShapes &shapes_;
    MemoryContext memory_; // freed when another index is asked about
    RelationId last_index_{};
    IndexExpressions last_expressions_{};
};

} // namespace nova::catalog
