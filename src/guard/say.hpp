// Telling the client.
#pragma once

#include "guard/settings.hpp"
#include "guard/touched.hpp"
#include "render/guard_message.hpp"

namespace nova::guard {

// A WARNING for each finding, up to guard_max in the transaction, then one with the number of the rest; or one ERROR
// with all of them.
void say(const std::vector<GuardMessage> &findings, Mode mode, Transaction &transaction);

} // namespace nova::guard
