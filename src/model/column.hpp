// Names and types of the columns that keys consist of.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "model/id_map.hpp"
#include "model/ids.hpp"

namespace nova {

struct Column {
    AttributeNumber number = 0;
    std::string name;
    TypeId type{}; // none: the column is not there
    std::int32_t type_modifier = -1;
    CollationId collation{};
};

class ColumnCatalog {
  public:
    // Declares that the column is of interest, before the catalog is read.
    void want(RelationId table, AttributeNumber number) {
        std::uint32_t &first = tables_[table];
        if (find_in(columns_, first, number) != nullptr)
            return;
        Entry &entry = columns_.emplace_back();
        entry.number = number;
        entry.next = first;
        first = static_cast<std::uint32_t>(columns_.size());
    }
    // The entry to fill in; null when the column is of no interest. Cheap for columns of the table asked for last,
    // as a scan of pg_attribute meets them.
    Column *wanted(RelationId table, AttributeNumber number) {
        if (table != last_table_) {
            const std::uint32_t *const found = tables_.find(table);
            last_table_ = table;
            last_first_ = found == nullptr ? 0 : *found;
        }
        return find_in(columns_, last_first_, number);
    }
    // Null when the column was not wanted, or was not there.
    const Column *find(RelationId table, AttributeNumber number) const {
        const std::uint32_t *const first = tables_.find(table);
        const Column *const column = first == nullptr ? nullptr : find_in(columns_, *first, number);
        return column == nullptr || !is_valid(column->type) ? nullptr : column;
    }

    std::size_t table_count() const { return tables_.size(); }
    // Calls visit(table, lowest wanted number, highest) for every table with wanted columns.
    template <class Visit> void for_each_table(Visit visit) const {
        for (const auto &table : tables_) {
            AttributeNumber lowest = columns_[table.value - 1].number;
            AttributeNumber highest = lowest;
            for (std::uint32_t i = table.value; i != 0; i = columns_[i - 1].next) {
                lowest = std::min(lowest, columns_[i - 1].number);
                highest = std::max(highest, columns_[i - 1].number);
            }
            visit(table.id, lowest, highest);
        }
    }

  private:
    // The columns of a table form a chain, as few of them are wanted. Numbers of entries count from 1, 0 ends the
    // chain.
    struct Entry : Column {
        std::uint32_t next = 0;
    };

    template <class Entries>
    static auto find_in(Entries &entries, std::uint32_t first, AttributeNumber number) -> decltype(entries.data()) {
        for (std::uint32_t i = first; i != 0; i = entries[i - 1].next)
            if (entries[i - 1].number == number)
                return &entries[i - 1];
        return nullptr;
    }

    IdMap<RelationId, std::uint32_t> tables_; // the first entry of each
    std::vector<Entry> columns_;
    RelationId last_table_{};
    std::uint32_t last_first_ = 0;
};

} // namespace nova
