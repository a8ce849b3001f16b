#include "rules/extends.hpp"

#include <algorithm>

namespace nova {

bool extends(const IndexChoice &index, const IndexChoice &other) {
    return index.method_name == "btree" && other.method_name == "btree" && index.predicate == other.predicate &&
           index.columns.size() >= other.columns.size() &&
           std::equal(other.columns.begin(), other.columns.end(), index.columns.begin()) &&
           std::all_of(other.included.begin(), other.included.end(),
                       [&index](const std::string &column) { return index.holds(column); });
}

} // namespace nova
