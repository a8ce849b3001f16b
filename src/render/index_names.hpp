// Names for new indexes, as the server itself would choose them: table_columns_idx, idx1, idx2, ...
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/relation.hpp"
#include "render/names.hpp"

namespace nova {

class IndexNames {
  public:
    explicit IndexNames(Names &names) : names_(names) {}

    // A name that is free in the table's schema, unquoted. The same definition on the same table gets the
    // same name again, so that CREATE INDEX IF NOT EXISTS makes one index for both.
    std::string allocate(const Relation &table, const std::vector<std::string> &columns, const std::string &definition);

  private:
    Names &names_;
    using Name = std::pair<NamespaceId, std::string>;
    struct Hash {
        std::size_t operator()(const Name &name) const;
    };
    // -> (table, definition) that has the name
    std::unordered_map<Name, std::pair<RelationId, std::string>, Hash> allocated_;
};

} // namespace nova
