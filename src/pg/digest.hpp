// A digest of text.
#pragma once

#include "pg/call.hpp"

namespace nova::pg {

// The first 128 bits of the text's SHA-256, as 32 hexadecimal digits.
std::string digest(const std::string &text);

} // namespace nova::pg
