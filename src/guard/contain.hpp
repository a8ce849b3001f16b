// Own failures must not break what the user does.
#pragma once

#include <functional>

namespace nova::guard {

// Runs fn in a subtransaction, rolled back when it fails. False then, with one WARNING that has the error's SQLSTATE
// and text. Cancel and shutdown (class 57) pass as errors.
bool contain(const std::function<void()> &fn);

} // namespace nova::guard
