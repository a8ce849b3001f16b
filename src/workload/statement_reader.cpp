#include "workload/statement_reader.hpp"

#include "pg/user_error.hpp"
#include "workload/normalized_text.hpp"
#include "workload/preparation.hpp"
#include "workload/query_tables.hpp"
#include "workload/repair.hpp"
#include "workload/role_session.hpp"
#include "workload/stored_queries.hpp"

namespace nova::workload {

namespace {

// What one attempt came to. In the memory context of the attempt.
struct Outcome {
    List *queries = NIL;
    const char *skip = nullptr;
    int sqlstate = 0; // of skip, where it is an error of who gave the text
};

// Garbage of parsing goes with it; what is kept is copied to the context that was current before.
class ScratchMemory {
  public:
    ScratchMemory()
        : outer_(CurrentMemoryContext), own_(pg::call([] {
              return AllocSetContextCreate(CurrentMemoryContext, "nova_fkindex statement", ALLOCSET_DEFAULT_SIZES);
          })) {
        MemoryContextSwitchTo(own_);
    }
    ~ScratchMemory() {
        MemoryContextSwitchTo(outer_);
        MemoryContextDelete(own_);
    }
    ScratchMemory(const ScratchMemory &) = delete;
    ScratchMemory &operator=(const ScratchMemory &) = delete;

    template <class Copy> auto keep(Copy copy) const {
        return pg::call([this, copy] {
            MemoryContextSwitchTo(outer_);
            auto *const kept = copy();
            MemoryContextSwitchTo(own_);
            return kept;
        });
    }

  private:
    MemoryContext outer_;
    MemoryContext own_;
};

std::optional<double> rows_per_call(const Statement &statement) {
    if (statement.source != Source::PgStatStatements || statement.calls <= 0)
        return std::nullopt;
    return statement.rows / statement.calls;
}

void finish(List *rewritten, const Statement &statement, const StatementChecks *checks, Outcome &outcome) {
    outcome.skip = checks == nullptr ? nullptr : checks->why_skipped(rewritten);
    if (outcome.skip == nullptr)
        outcome.queries = prepare_for_planner(rewritten, rows_per_call(statement));
}

class TextReading final : public Reading {
  public:
    TextReading(const Statement &statement, const StatementChecks *checks) : statement_(statement), checks_(checks) {}

    ErrorData *read(const Interpretation &interpretation) override {
        outcome_ = {};
        analysis_ = {};
        return try_as(statement_.role, statement_.search_path, [&] {
            pg::call([&] {
                analyse_text(interpretation, analysis_);
                outcome_.skip = analysis_.skip;
                outcome_.sqlstate = analysis_.sqlstate;
                if (analysis_.query != nullptr)
                    finish(rewrite(analysis_.query), statement_, checks_, outcome_);
            });
        });
    }
    std::vector<Oid> types() const override { return {analysis_.types, analysis_.types + analysis_.type_count}; }
    const Outcome &outcome() const { return outcome_; }

  private:
    const Statement &statement_;
    const StatementChecks *checks_;
    Analysis analysis_;
    Outcome outcome_;
};

ErrorData *read_text_of(const Statement &statement, const StatementChecks *checks, Outcome &outcome) {
    Interpretation interpretation{statement.text};
    if (auto expanded = expand_squashed_lists(interpretation.text))
        interpretation.text = std::move(*expanded);
    TextReading reading(statement, checks);
    ErrorData *const error = read_with_repairs(std::move(interpretation), statement.nested, reading);
    outcome = reading.outcome();
    return error;
}

ErrorData *read_stored(const Statement &statement, const StatementChecks *checks, Outcome &outcome) {
    return try_as(statement.role, statement.search_path, [&] {
        pg::call([&] {
            List *const stored = statement.source == Source::View ? queries_of_materialized_view(statement.object)
                                                                  : queries_of_function(statement.object);
            const Oid locked = lock_tables(tables_of(stored));
            if (OidIsValid(locked)) {
                outcome.skip = psprintf("table %s is locked", table_name(locked));
                outcome.sqlstate = ERRCODE_LOCK_NOT_AVAILABLE;
                return;
            }
            List *rewritten = NIL;
            for (int i = 0; i < list_length(stored); ++i)
                rewritten = list_concat(rewritten, rewrite(static_cast<Query *>(list_nth(stored, i))));
            finish(rewritten, statement, checks, outcome);
        });
    });
}

// Positions are those in the text, not in the statement that the client sent.
void raise_failure(ErrorData *error, const Outcome &outcome, const std::string &text) {
    if (error != nullptr) {
        pg::call([error, text_of = text.c_str()] {
            if (error->cursorpos > 0 && error->internalquery == nullptr) {
                error->internalpos = error->cursorpos;
                error->internalquery = pstrdup(text_of);
                error->cursorpos = 0;
            }
            ReThrowError(error);
        });
    }
    if (outcome.sqlstate != 0)
        pg::raise(
            {outcome.sqlstate,
             outcome.skip,
             {},
             outcome.sqlstate == ERRCODE_SYNTAX_ERROR ? "Give one SELECT, INSERT, UPDATE, DELETE or MERGE." : ""});
}

} // namespace

void note_failure(Statement &statement, const ErrorData *error) {
    const bool waits = error->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE;
    const bool forbidden = error->sqlerrcode == ERRCODE_INSUFFICIENT_PRIVILEGE;
    statement.status = waits || forbidden ? Status::Skipped : Status::Unreadable;
    statement.reason = waits ? "a table of it is locked" : error->message;
    statement.queries = NIL;
}

namespace {

void read_statement(Statement &statement, const StatementChecks *checks, bool raises) {
    const ScratchMemory memory;
    Outcome outcome;
    const bool stored = OidIsValid(statement.object);
    ErrorData *const error =
        stored ? read_stored(statement, checks, outcome) : read_text_of(statement, checks, outcome);
    if (raises)
        raise_failure(error, outcome, statement.text);
    // Its tables were locked until now: what changes them is heard of later.
    statement.catalog_state = SharedInvalidMessageCounter;
    statement.status = Status::Planned;
    statement.reason.clear();
    statement.queries = NIL;
    if (error != nullptr) {
        note_failure(statement, error);
    } else if (outcome.skip != nullptr) {
        statement.status = Status::Skipped;
        statement.reason = outcome.skip;
    } else {
        statement.queries = memory.keep([&outcome] { return static_cast<List *>(copyObjectImpl(outcome.queries)); });
    }
}

} // namespace

void StatementReader::read(Statement &statement) const { read_statement(statement, &checks_, false); }

void StatementReader::read_or_raise(Statement &statement) const { read_statement(statement, &checks_, true); }

void StatementReader::read_again(Statement &statement) { read_statement(statement, nullptr, false); }

} // namespace nova::workload
