#include "pg/enter.hpp"

#include "pg/call.hpp"

namespace nova::pg {

namespace {

enum class Outcome { Returned, ServerError, OutOfMemory, Unexpected };

} // namespace

Datum run_entered(Datum (*body)(void *), void *argument) {
    Outcome outcome = Outcome::Returned;
    Datum result = 0;
    char what[256] = "unknown C++ exception";

    try {
        result = body(argument);
    } catch (const PendingError &) {
        outcome = Outcome::ServerError;
    } catch (const std::bad_alloc &) {
        outcome = Outcome::OutOfMemory;
    } catch (const std::exception &error) {
        outcome = Outcome::Unexpected;
        strlcpy(what, error.what(), sizeof what);
    } catch (...) {
        outcome = Outcome::Unexpected;
    }

    // The exception object is gone here; raising inside a catch block would leak it.
    switch (outcome) {
    case Outcome::Returned:
        break;
    case Outcome::ServerError:
        PG_RE_THROW();
        break;
    case Outcome::OutOfMemory:
        ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory"),
                        errdetail("nova_fkindex could not allocate memory for its model.")));
        break;
    case Outcome::Unexpected:
        ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("nova_fkindex: internal error: %s", what)));
        break;
    }
    return result;
}

} // namespace nova::pg
