#include "guard/contain.hpp"

#include "pg/attempt.hpp"
#include "pg/user_error.hpp"

namespace nova::guard {

namespace {

struct Failure {
    int sqlstate;
    std::string message;
};

bool is_intervention(const ErrorData *error) {
    return ERRCODE_TO_CATEGORY(error->sqlerrcode) == MAKE_SQLSTATE('5', '7', '0', '0', '0');
}

std::string code(int sqlstate) {
    std::string result;
    for (int i = 0; i < 5; ++i, sqlstate >>= 6)
        result += static_cast<char>((sqlstate & 0x3F) + '0'); // PGUNSIXBIT
    return result;
}

std::optional<Failure> failure_of(const std::function<void()> &fn) {
    try {
        pg::Subtransaction subtransaction;
        try {
            fn();
            subtransaction.commit();
        } catch (const pg::PendingError &) {
            ErrorData *const error = subtransaction.take_error();
            Failure failure{error->sqlerrcode, error->message == nullptr ? "" : error->message};
            pg::settle_error(error, !is_intervention(error));
            return failure;
        }
    } catch (const std::bad_alloc &) {
        return Failure{ERRCODE_OUT_OF_MEMORY, "out of memory"};
    } catch (const std::exception &error) {
        return Failure{ERRCODE_INTERNAL_ERROR, error.what()};
    }
    return std::nullopt;
}

} // namespace

bool contain(const std::function<void()> &fn) {
    const auto failure = failure_of(fn);
    if (failure)
        pg::warn(
            {.sqlstate = failure->sqlstate,
             .message = "the guard of nova_fkindex could not look at this transaction",
             .detail = code(failure->sqlstate) + ": " + failure->message,
             .hint = "The transaction goes on. nova_missing_fk_indexes() and nova_missing_rls_indexes() look again."});
    return !failure;
}

} // namespace nova::guard
