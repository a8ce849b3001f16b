// An operator new for the whole test program that fails when it is told to.
#pragma once

#include <cstddef>
#include <optional>

namespace nova {

// How many allocations succeed before one fails, which resets this. None: all succeed.
extern std::optional<std::size_t> allocations_before_failure;

} // namespace nova
