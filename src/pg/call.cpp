#include "pg/call.hpp"

#include <csetjmp>

namespace nova::pg {

void run_guarded(void (*body)(void *), void *argument) {
    sigjmp_buf *const saved_stack = PG_exception_stack;
    ErrorContextCallback *const saved_context_stack = error_context_stack;
    MemoryContext const saved_memory_context = CurrentMemoryContext;

    sigjmp_buf frame;
    // 0: the signal mask is not saved; the server restores it itself, and saving costs a system call.
    if (sigsetjmp(frame, 0) == 0) {
        PG_exception_stack = &frame;
        try {
            body(argument);
        } catch (...) {
            PG_exception_stack = saved_stack;
            error_context_stack = saved_context_stack;
            MemoryContextSwitchTo(saved_memory_context);
            throw;
        }
        PG_exception_stack = saved_stack;
        error_context_stack = saved_context_stack;
    } else {
        // errfinish leaves ErrorContext current, which is no place for what destructors allocate.
        PG_exception_stack = saved_stack;
        error_context_stack = saved_context_stack;
        MemoryContextSwitchTo(saved_memory_context);
        throw PendingError{};
    }
}

} // namespace nova::pg
