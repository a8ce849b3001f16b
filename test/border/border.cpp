// See nova_border--1.0.sql for what each function does.
#include <stdexcept>

#include "pg/attempt.hpp"
#include "pg/enter.hpp"
#include "pg/user_error.hpp"

extern "C" {
#include "executor/spi.h"

PG_MODULE_MAGIC;
PG_FUNCTION_INFO_V1(border_living);
PG_FUNCTION_INFO_V1(border_fail);
PG_FUNCTION_INFO_V1(border_attempt);
PG_FUNCTION_INFO_V1(border_attempts);
PG_FUNCTION_INFO_V1(border_state_restored);
}

namespace {

using namespace nova::pg;

int living = 0;

class Counted {
  public:
    Counted() { ++living; }
    ~Counted() { --living; }
    Counted(const Counted &) = delete;
    Counted &operator=(const Counted &) = delete;

  private:
    std::string storage_ = std::string(100, 'x');
};

void raise(const char *sqlstate) {
    call([sqlstate] {
        ereport(ERROR,
                (errcode(MAKE_SQLSTATE(sqlstate[0], sqlstate[1], sqlstate[2], sqlstate[3], sqlstate[4])),
                 errmsg("raised %s", sqlstate), errdetail("The detail survives."), errhint("So does the hint.")));
    });
}

int fail(const std::string &how, int depth) {
    const Counted here;
    if (depth > 0)
        return 1 + fail(how, depth - 1);
    if (how == "server")
        raise("22012");
    if (how == "user")
        raise(UserError{findings_remain, std::string(100, 'm'), "The detail: 100 %s.", "The hint."});
    if (how == "cancel") {
        QueryCancelPending = true;
        InterruptPending = true;
        check_for_interrupts();
    }
    if (how == "bad_alloc")
        throw std::bad_alloc();
    if (how == "exception")
        throw std::runtime_error("what() of the exception");
    if (how == "unknown")
        throw 42;
    return 0;
}

std::string text_argument(FunctionCallInfo fcinfo) {
    const char *const argument = call([fcinfo] { return TextDatumGetCString(PG_GETARG_DATUM(0)); });
    return argument;
}

void execute(const char *statement) {
    call([statement] {
        SPI_connect();
        SPI_execute(statement, false, 0);
        SPI_finish();
    });
}

} // namespace

Datum border_living(PG_FUNCTION_ARGS) {
    (void)fcinfo;
    return Int32GetDatum(living);
}

Datum border_fail(PG_FUNCTION_ARGS) {
    return enter([fcinfo] { return Int32GetDatum(fail(text_argument(fcinfo), PG_GETARG_INT32(1))); });
}

Datum border_attempt(PG_FUNCTION_ARGS) {
    return enter([fcinfo] {
        const Counted here;
        const std::string sqlstate = text_argument(fcinfo);
        return BoolGetDatum(attempt([&] {
            const Counted inside;
            if (sqlstate != "00000")
                raise(sqlstate.c_str());
        }));
    });
}

Datum border_attempts(PG_FUNCTION_ARGS) {
    return enter([fcinfo] {
        int failed = 0;
        for (int i = 0; i < PG_GETARG_INT32(0); ++i)
            failed += attempt([] {
                const Counted inside;
                execute("INSERT INTO border_log VALUES ('rolled back')");
                raise("22012");
            })
                          ? 0
                          : 1;
        attempt([] { execute("INSERT INTO border_log VALUES ('kept')"); });
        return Int32GetDatum(failed);
    });
}

Datum border_state_restored(PG_FUNCTION_ARGS) {
    (void)fcinfo;
    return enter([] {
        sigjmp_buf *const stack = PG_exception_stack;
        ErrorContextCallback *const context = error_context_stack;
        MemoryContext const memory = CurrentMemoryContext;
        ResourceOwner const owner = CurrentResourceOwner;
        const bool failed = !attempt([] {
            call([] {
                MemoryContextSwitchTo(TopMemoryContext);
                ereport(ERROR, (errcode(ERRCODE_DIVISION_BY_ZERO), errmsg("in another memory context")));
            });
        });
        return BoolGetDatum(failed && stack == PG_exception_stack && context == error_context_stack &&
                            memory == CurrentMemoryContext && owner == CurrentResourceOwner);
    });
}
