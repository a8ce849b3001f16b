// Names and types of the columns that keys consist of.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

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
        std::vector<Column> &columns = tables_[table];
        if (find_in(columns, number) != nullptr)
            return;
        columns.emplace_back().number = number;
        ++wanted_count_;
    }
    // The entry to fill in; null when the column is of no interest. Cheap for columns of the table asked for last,
    // as a scan of pg_attribute meets them.
    Column *wanted(RelationId table, AttributeNumber number) {
        if (table != last_table_) {
            const auto found = tables_.find(table);
            last_table_ = table;
            last_columns_ = found == tables_.end() ? nullptr : &found->second;
        }
        return last_columns_ == nullptr ? nullptr : find_in(*last_columns_, number);
    }
    // Null when the column was not wanted, or was not there.
    const Column *find(RelationId table, AttributeNumber number) const {
        const auto found = tables_.find(table);
        if (found == tables_.end())
            return nullptr;
        const Column *const column = find_in(found->second, number);
        return column == nullptr || !is_valid(column->type) ? nullptr : column;
    }

    std::size_t wanted_count() const { return wanted_count_; }
    // Calls visit(table, column) for every wanted column.
    template <class Visit> void for_each(Visit visit) {
        for (auto &[table, columns] : tables_)
            for (Column &column : columns)
                visit(table, column);
    }

  private:
    template <class Columns> static auto find_in(Columns &columns, AttributeNumber number) -> decltype(columns.data()) {
        for (auto &column : columns)
            if (column.number == number)
                return &column;
        return nullptr;
    }

    std::unordered_map<RelationId, std::vector<Column>> tables_;
    std::size_t wanted_count_ = 0;
    RelationId last_table_{};
    std::vector<Column> *last_columns_ = nullptr;
};

} // namespace nova
