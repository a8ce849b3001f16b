// The server's own expression comparison and predicate prover.
#pragma once

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
    // Runs fn under a guard in memory that is freed after it. No when the index is gone.
    template <class Fn> bool ask(const Index &index, Fn fn) const;

    const ClauseShapes &shapes_;
    MemoryContext memory_;
};

} // namespace nova::catalog
