// Which operator class an index needs for a clause, and existing indexes in terms of names.
#pragma once

#include "catalog/index_rows.hpp"
#include "catalog/ri_clause.hpp"
#include "rules/index_choice.hpp"
#include "rules/partition_plan.hpp"

namespace nova::catalog {

// GetDefaultOpClass, which scans pg_opclass each time. Inside pg::call.
class DefaultOperatorClasses {
  public:
    Oid of(Oid type, Oid method);

  private:
    IdMap<std::uint64_t, Oid> known_; // by type and method
};

// The operator family of the type's default operator class, or none. For B-tree and hash the server keeps the answer.
// Inside pg::call.
Oid default_operator_family(Oid type, Oid method);

class ServerOperatorClasses final : public OperatorClasses {
  public:
    // Reads the other operator classes under the snapshot, where the default one of a type does not serve.
    ServerOperatorClasses(IndexingCatalog &catalog, const ClauseShapes &shapes, Snapshot snapshot)
        : catalog_(catalog), shapes_(shapes), snapshot_(snapshot) {}

    std::optional<OperatorClassChoice> choose(const ClauseShape &shape, const std::string &method) override;
    std::optional<AccessMethodId> method(const std::string &name) override;

  private:
    std::optional<OperatorClassChoice> find(const ClauseShape &shape, Oid method);

    IndexingCatalog &catalog_;
    const ClauseShapes &shapes_;
    Snapshot snapshot_;
    IdMap<std::uint64_t, std::optional<OperatorClassChoice>> known_; // by shape and method
};

class ServerIndexDescriber final : public IndexDescriber {
  public:
    std::optional<IndexChoice> describe(const Index &index) override;

  private:
    DefaultOperatorClasses default_classes_;
};

} // namespace nova::catalog
