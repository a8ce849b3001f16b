// Whether one index can do all that another one does.
#pragma once

#include "model/index_choice.hpp"

namespace nova {

// B-trees of the same rows, the first of which starts with the key columns of the second and holds all of its columns.
// It may be larger, and so dearer to read.
bool extends(const IndexChoice &index, const IndexChoice &other);

} // namespace nova
