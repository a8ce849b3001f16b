// One index that several statements read all they need from, in place of one for each.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/index_choice.hpp"

namespace nova {

// For B-trees of one table that have INCLUDE columns, begin with the same column and have the same predicate: the key
// of one with the columns of another, and with those of all, in INCLUDE, within the limits of candidate_indexes. width:
// average bytes of a column. None that is among the choices already.
std::vector<IndexChoice> merge_included(const std::vector<IndexChoice> &choices,
                                        const std::function<double(const std::string &)> &width);

} // namespace nova
