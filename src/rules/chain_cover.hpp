// The fewest chains that cover a partial order (Dilworth), by maximum bipartite matching. Applied to sets of columns,
// ordered by inclusion, as in Subotic, Jordan, Chang, Fekete, Scholz: "Automatic Index Selection for Large-Scale
// Datalog Computation", PVLDB 12(2), 2018.
#pragma once

#include <cstddef>
#include <vector>

namespace nova {

// above[i]: the elements greater than i, of a transitive order. Each chain ascends; each element is in exactly one. The
// same input gives the same chains. Hopcroft and Karp: edges x sqrt(elements).
std::vector<std::vector<std::size_t>> minimum_chain_cover(const std::vector<std::vector<std::size_t>> &above);

} // namespace nova
