#include "failing_new.hpp"

#include <cstdlib>
#include <new>

namespace nova {

std::optional<std::size_t> allocations_before_failure;

} // namespace nova

void *operator new(std::size_t size, const std::nothrow_t &) noexcept { return std::malloc(size > 0 ? size : 1); }

void *operator new(std::size_t size) {
    std::optional<std::size_t> &left = nova::allocations_before_failure;
    if (left && (*left)-- == 0) {
        left.reset();
        throw std::bad_alloc();
    }
    if (void *const memory = operator new(size, std::nothrow))
        return memory;
    throw std::bad_alloc();
}

void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void *memory, const std::nothrow_t &) noexcept { std::free(memory); }
