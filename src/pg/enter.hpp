// The server calls C++.
#pragma once

#include "pg/gate.hpp"

namespace nova::pg {

// Runs body(argument) and returns its result. Whatever C++ exception comes out is destroyed before the
// error is raised towards the server: a PendingError continues the server's own error, std::bad_alloc
// becomes 53200, anything else XX000.
Datum run_entered(Datum (*body)(void *), void *argument);

// The outermost frame of every function and hook that the server calls. Objects with destructors belong
// inside fn: nothing of C++ may live in the caller, which the error may jump over.
template <class Fn> Datum enter(Fn &&fn) {
    return run_entered(
        [](void *argument) -> Datum { return (*static_cast<std::remove_reference_t<Fn> *>(argument))(); }, &fn);
}

} // namespace nova::pg
