// All policies of the database, as declared; what they let through is read a table at a time.
#pragma once

#include "catalog/citus.hpp"
#include "catalog/role_rows.hpp"
#include "model/relation.hpp"
#include "pg/scan.hpp"
#include "policy/filter.hpp"

namespace nova::policy {

// A table on which row security is enabled.
struct PolicyTable {
    RelationId id{};
    std::span<const Policy> policies;                   // by name
    std::vector<RoleGroup> groups;                      // who is under which of them
    std::unordered_map<const Policy *, Filter> filters; // of those with USING: read_filters()
    std::unordered_map<const Policy *, Node *> trees;   // the same as stored
};

// Reads the conditions of the tables' policies into the current memory context; they hold on to clauses of the reader.
// Inside pg::attempt, as what they name may be gone. The reader is to turn to a table again for more of it.
void read_filters(std::span<PolicyTable> tables, FilterReader &reader);

// Server-side parts live in the memory context that is current.
class PolicyModel {
  public:
    explicit PolicyModel(const pg::CatalogSnapshot &snapshot);
    // Of these tables alone, each once. What else is asked for is looked up; the snapshot must outlive the model.
    PolicyModel(const pg::CatalogSnapshot &snapshot, std::span<const RelationId> of);
    PolicyModel(const PolicyModel &) = delete;
    PolicyModel &operator=(const PolicyModel &) = delete;

    RelationCatalog relations;
    std::vector<PolicyTable> tables;     // those that are reported on: no temporary ones, no extension's, no shards
    std::optional<catalog::Roles> roles; // none without policies

  private:
    void build(const pg::CatalogSnapshot &snapshot, const catalog::Citus &citus);

    std::vector<Policy> policies_;
};

} // namespace nova::policy
