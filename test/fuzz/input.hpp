// Structure from the bytes of a fuzzer. Past the end everything is zero and empty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace nova::fuzz {

class Input {
  public:
    Input(const std::uint8_t *data, std::size_t size) : data_(data), size_(size) {}

    bool empty() const { return next_ >= size_; }
    std::uint8_t byte() { return empty() ? 0 : data_[next_++]; }
    // Less than limit, which is at most 256.
    std::size_t number(std::size_t limit) { return byte() % limit; }
    bool flag() { return byte() & 1; }
    // Any bytes but zero, as the server's texts are.
    std::string text() {
        std::string result;
        for (std::size_t left = number(24); left > 0 && !empty(); --left)
            if (const char next = static_cast<char>(byte()); next != '\0')
                result.push_back(next);
        return result;
    }
    // One of few, so that names meet again.
    std::string name() { return std::string(1, static_cast<char>('a' + number(6))); }

  private:
    const std::uint8_t *data_;
    std::size_t size_;
    std::size_t next_ = 0;
};

// What must hold: the fuzzer keeps the input that breaks it.
inline void require(bool condition, const char *what) {
    if (!condition) {
        std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

} // namespace nova::fuzz
