// Names and types of the columns that keys consist of.
#pragma once

#include <string>
#include <unordered_map>

#include "model/ids.hpp"

namespace nova {

struct Column {
    std::string name;
    std::uint32_t type = 0; // pg_type
    std::int32_t type_modifier = -1;
    CollationId collation{};
};

class ColumnCatalog {
  public:
    // Declares that the column is of interest, before the catalog is read.
    void want(RelationId table, AttributeNumber number) { columns_.try_emplace(key(table, number)); }
    // The entry to fill in; null when the column is of no interest.
    Column *wanted(RelationId table, AttributeNumber number) {
        const auto found = columns_.find(key(table, number));
        return found == columns_.end() ? nullptr : &found->second;
    }
    // Null when the column was not wanted, or was not there.
    const Column *find(RelationId table, AttributeNumber number) const {
        const auto found = columns_.find(key(table, number));
        return found == columns_.end() || found->second.type == 0 ? nullptr : &found->second;
    }

  private:
    static std::uint64_t key(RelationId table, AttributeNumber number) {
        return static_cast<std::uint64_t>(table) << 16 | static_cast<std::uint16_t>(number);
    }
    std::unordered_map<std::uint64_t, Column> columns_;
};

} // namespace nova
