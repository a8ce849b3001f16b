// Sets of numbers, ascending.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

namespace nova {

using NumberSet = std::vector<std::size_t>;

inline bool contains(const NumberSet &set, std::size_t element) {
    return std::binary_search(set.begin(), set.end(), element);
}

inline bool includes(const NumberSet &set, const NumberSet &part) {
    return std::includes(set.begin(), set.end(), part.begin(), part.end());
}

inline NumberSet with(NumberSet set, const NumberSet &more) {
    for (const std::size_t element : more)
        if (!contains(set, element))
            set.insert(std::lower_bound(set.begin(), set.end(), element), element);
    return set;
}

inline NumberSet without(NumberSet set, std::size_t element) {
    std::erase(set, element);
    return set;
}

inline NumberSet difference(const NumberSet &set, const NumberSet &part) {
    NumberSet result;
    std::set_difference(set.begin(), set.end(), part.begin(), part.end(), std::back_inserter(result));
    return result;
}

// Of a large set, what is in a small one.
inline NumberSet common(const NumberSet &large, const NumberSet &small) {
    NumberSet result;
    if (large.empty())
        return result;
    for (const std::size_t element : small)
        if (contains(large, element))
            result.push_back(element);
    return result;
}

} // namespace nova
