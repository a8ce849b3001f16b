// The operator classes for LIKE: text_pattern_ops and its like.
#pragma once

#include <vector>

#include "model/index_choice.hpp"

namespace nova {

// Does an index column find what is equal to a value as well as the wanted one would? The classes for LIKE have the
// default classes' `=`.
bool finds_equal(const ColumnChoice &column, const ColumnChoice &wanted);

// The wishes, with the class for LIKE on a column that one of them searches by equality and another by LIKE: one index
// does for both.
std::vector<IndexWish> with_shared_classes(std::vector<IndexWish> wishes);

} // namespace nova
