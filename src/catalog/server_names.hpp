// Identifiers as the server writes them.
#pragma once

#include "model/relation.hpp"
#include "pg/gate.hpp"
#include "render/names.hpp"

namespace nova::catalog {

class ServerNames final : public Names {
  public:
    explicit ServerNames(const RelationCatalog &relations) : relations_(relations) {}

    std::string quote(const std::string &identifier) override;
    std::string literal(const std::string &text) override;
    // One that is gone is named by its number, as regclass does.
    std::string relation(RelationId id) override;
    bool taken(NamespaceId schema, const std::string &name) override;
    std::string collation(CollationId id) override;
    std::string object_name(const std::string &name1, const std::string &name2, const std::string &label) override;
    // Quoted; empty when it is gone.
    const std::string &schema(NamespaceId id);

  private:
    const RelationCatalog &relations_;
    std::unordered_map<NamespaceId, std::string> schemas_; // quoted
    RelationId last_table_{};                              // a finding names its table several times
    std::string last_name_;
};

} // namespace nova::catalog
