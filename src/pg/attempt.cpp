#include "pg/attempt.hpp"

namespace nova::pg {

Subtransaction::Subtransaction() : memory_context_(CurrentMemoryContext), resource_owner_(CurrentResourceOwner) {
    call([this] {
        BeginInternalSubTransaction(nullptr);
        MemoryContextSwitchTo(memory_context_);
    });
    open_ = true;
}

Subtransaction::~Subtransaction() {
    if (!open_)
        return;
    // Reached while a C++ exception or a server error passes; the transaction ends in error either way, and
    // an error while rolling back must not replace the first one.
    try {
        roll_back();
    } catch (const PendingError &) {
    }
}

void Subtransaction::commit() {
    call([this] {
        ReleaseCurrentSubTransaction();
        MemoryContextSwitchTo(memory_context_);
        CurrentResourceOwner = resource_owner_;
    });
    open_ = false;
}

void Subtransaction::roll_back() {
    open_ = false;
    call([this] {
        RollbackAndReleaseCurrentSubTransaction();
        MemoryContextSwitchTo(memory_context_);
        CurrentResourceOwner = resource_owner_;
    });
}

ErrorData *Subtransaction::take_error() {
    ErrorData *const error = call([] {
        // It may have to pass on: ReThrowError does not copy the names of file and function, which CopyErrorData
        // allocates, and they are read when all that a report had is gone. Not in ErrorContext, which is reset here.
        MemoryContextSwitchTo(TopTransactionContext);
        ErrorData *const copy = CopyErrorData();
        FlushErrorState();
        return copy;
    });
    roll_back();
    return error;
}

bool must_pass(const ErrorData *error) {
    const int category = ERRCODE_TO_CATEGORY(error->sqlerrcode);
    return category == MAKE_SQLSTATE('5', '7', '0', '0', '0') || category == MAKE_SQLSTATE('5', '3', '0', '0', '0');
}

bool is_internal(const ErrorData *error) {
    return ERRCODE_TO_CATEGORY(error->sqlerrcode) == MAKE_SQLSTATE('X', 'X', '0', '0', '0');
}

void settle_error(ErrorData *error, bool swallow) {
    call([error, swallow] {
        if (!swallow)
            ReThrowError(error);
        FreeErrorData(error);
    });
}

} // namespace nova::pg
