// Lists without repetition, in the order in which things came.
#pragma once

#include <algorithm>
#include <vector>

namespace nova {

template <class Value> void add_once(std::vector<Value> &values, const Value &value) {
    if (std::find(values.begin(), values.end(), value) == values.end())
        values.push_back(value);
}

} // namespace nova
