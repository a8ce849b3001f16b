// C++ calls the server.
//
// A server function may leave by siglongjmp, which would skip destructors. pg::call catches the jump and
// turns it into the C++ exception PendingError; the error itself stays on the server's own error stack,
// with every field, until pg::enter hands it back.
#pragma once

#include "pg/gate.hpp"

namespace nova::pg {

// The server has raised an error, which waits on its error stack. Not a std::exception: nothing but
// pg::enter and pg::attempt may catch it.
struct PendingError {};

// Runs body(argument) under an exception frame of the server's. Throws PendingError when the server raised
// an error, with exception stack, error context and memory context as they were; lets C++ exceptions
// through likewise.
void run_guarded(void (*body)(void *), void *argument);

// Runs fn and returns what it returns. fn and its result must be trivially destructible, and no object with
// a destructor may live inside fn across a call of the server; fn may append to containers that live outside.
// Put it around a batch of server calls, not around each.
template <class Fn> auto call(Fn &&fn) -> std::invoke_result_t<Fn &> {
    using Result = std::invoke_result_t<Fn &>;
    static_assert(std::is_trivially_destructible_v<std::remove_reference_t<Fn>>,
                  "a jump out of the server would skip the destructor of a capture");
    if constexpr (std::is_void_v<Result>) {
        run_guarded([](void *argument) { (*static_cast<std::remove_reference_t<Fn> *>(argument))(); }, &fn);
    } else {
        static_assert(std::is_trivially_destructible_v<Result>);
        struct Frame {
            std::remove_reference_t<Fn> *fn;
            Result result;
        } frame{&fn, Result{}};
        run_guarded(
            [](void *argument) {
                auto *const inner = static_cast<Frame *>(argument);
                inner->result = (*inner->fn)();
            },
            &frame);
        return frame.result;
    }
}

// A point where a cancel or a timeout takes effect; costs a flag test when none is due.
inline void check_for_interrupts() {
    if (InterruptPending)
        call([] { CHECK_FOR_INTERRUPTS(); });
}

} // namespace nova::pg
