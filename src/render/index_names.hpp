// Names for new indexes, as the server itself would choose them: table_columns_idx, idx1, idx2, ...
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/id_map.hpp"
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
    struct Allocated {
        RelationId table{};         // that the name is for,
        std::size_t definition = 0; // and the hash of the definition that has it
    };
    IdMap<std::uint64_t, Allocated> allocated_; // by a hash of schema and name
};

} // namespace nova
