// The fewest indexes that serve all wishes of one table. (DESIGN 2.2.)
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "model/index_choice.hpp"

namespace nova {

struct MergedIndex {
    IndexChoice choice;
    std::vector<std::size_t> serves;   // wishes, ascending
    std::vector<std::size_t> replaces; // existing indexes whose columns lead in this one
};

struct MergeFacts {
    // Key columns of existing B-trees that may go when another one starts with the same columns.
    std::vector<std::vector<ColumnChoice>> existing;
    // Distinct values of the column, for the order of columns that may stand in any; nothing when unknown.
    std::function<std::optional<double>(const ColumnChoice &)> distinct;
};

// B-trees: the minimum number for wishes whose columns may come in any order (a chain cover of their column sets);
// wishes with a sequence join a chain where it allows, and an equality takes the operator class that LIKE needs on its
// column. An index has the predicate that all its wishes share; an IS NULL that not all share becomes a key column
// behind the others. Other access methods: one index for wishes that are equal. The same wishes in the same order give
// the same indexes.
std::vector<MergedIndex> merge_wishes(const std::vector<IndexWish> &wishes, const MergeFacts &facts);

// Does an index on these columns grant the wish, predicates aside?
bool grants(const std::vector<ColumnChoice> &columns, const IndexWish &wish);

} // namespace nova
