#include "workload/repair.hpp"

#include <set>

#include "pg/call.hpp"
#include "workload/normalized_text.hpp"
#include "workload/raw_statement.hpp"

namespace nova::workload {

namespace {

// What the type of a parameter may be where the text leaves it open. An integer first: literals that are strings were
// of unknown type before normalisation, too, and gave no error then; an integer casts up to whatever it is compared
// with. The others are of parameters that the client had declared.
constexpr Oid likely_types[] = {INT4OID,     NUMERICOID, BOOLOID,      TEXTOID,      TIMESTAMPTZOID, DATEOID,
                                INTERVALOID, UUIDOID,    INT4ARRAYOID, TEXTARRAYOID, JSONBOID};
constexpr std::size_t literal_types = 3; // the first ones

bool is_number(Oid type) { return type == INT4OID || type == NUMERICOID; }

bool is_about_types(int sqlstate) {
    return sqlstate == ERRCODE_AMBIGUOUS_FUNCTION || sqlstate == ERRCODE_UNDEFINED_FUNCTION ||
           sqlstate == ERRCODE_DATATYPE_MISMATCH || sqlstate == ERRCODE_CANNOT_COERCE ||
           sqlstate == ERRCODE_INDETERMINATE_DATATYPE || sqlstate == ERRCODE_AMBIGUOUS_PARAMETER ||
           sqlstate == ERRCODE_WRONG_OBJECT_TYPE;
}

bool is_about_names(int sqlstate) {
    return sqlstate == ERRCODE_UNDEFINED_COLUMN || sqlstate == ERRCODE_UNDEFINED_TABLE;
}

bool is_about_grouping(int sqlstate) {
    return sqlstate == ERRCODE_GROUPING_ERROR || sqlstate == ERRCODE_INVALID_COLUMN_REFERENCE;
}

// The byte of the text where the error is; the server counts characters, from 1.
std::optional<std::size_t> offset_of(const ErrorData *error, const std::string &text) {
    if (error->cursorpos <= 0)
        return std::nullopt;
    return pg::call([error, start = text.c_str()] {
        const char *at = start;
        for (int i = 1; i < error->cursorpos && *at != '\0'; ++i)
            at += pg_mblen(at);
        return static_cast<std::size_t>(at - start);
    });
}

class Repairer {
  public:
    Repairer(Interpretation interpretation, bool nested, Reading &reading)
        : current_(std::move(interpretation)), nested_(nested), reading_(reading) {}

    ErrorData *run() {
        error_ = reading_.read(current_);
        ErrorData *const first = error_;
        while (error_ != nullptr && readings_ < most_readings && repair()) {
        }
        // A guess about types may lead astray; any other error that is left is nearer to the cause.
        return error_ != nullptr && is_about_types(error_->sqlerrcode) ? first : error_;
    }

  private:
    static constexpr int most_readings = 100;

    // What counts as coming further, besides no error at all: an error not met before, such a one at another place, or
    // nothing else.
    enum class Progress { AnotherError, AnotherPlace, None };

    // Does the interpretation come further? Then it is the current one.
    bool take(Interpretation interpretation, Progress progress = Progress::AnotherError) {
        ++readings_;
        ErrorData *const error = reading_.read(interpretation);
        if (error != nullptr && (progress == Progress::None ||
                                 (progress == Progress::AnotherPlace && error->cursorpos == error_->cursorpos) ||
                                 !met_.emplace(error->cursorpos, error->message).second))
            return false;
        current_ = std::move(interpretation);
        error_ = error;
        tried_.clear();
        return true;
    }

    bool take_text(std::optional<std::string> text) {
        if (!text)
            return false;
        Interpretation next = current_;
        next.text = std::move(*text);
        return take(std::move(next));
    }

    bool repair() {
        met_.emplace(error_->cursorpos, error_->message);
        const int sqlstate = error_->sqlerrcode;
        if (!repaired_literals_ && current_.text.find('$') != std::string::npos) {
            repaired_literals_ = true;
            if (take_text(repair_literals(current_.text)))
                return true;
        }
        if (sqlstate == ERRCODE_SYNTAX_ERROR)
            return nested_ && current_.mode == RAW_PARSE_DEFAULT && take_expression();
        if (is_about_names(sqlstate))
            return nested_ && !current_.names_are_parameters && take_names();
        if (is_about_grouping(sqlstate) && !current_.unified) {
            Interpretation next = current_;
            next.unified = true;
            return take(std::move(next));
        }
        if (sqlstate == ERRCODE_AMBIGUOUS_PARAMETER && take_learned_types())
            return true;
        return is_about_types(sqlstate) && take_likely_types();
    }

    bool take_expression() {
        for (const RawParseMode mode : {RAW_PARSE_PLPGSQL_EXPR, RAW_PARSE_PLPGSQL_ASSIGN1, RAW_PARSE_PLPGSQL_ASSIGN2}) {
            Interpretation next = current_;
            next.mode = mode;
            next.names_are_parameters = true;
            if (take(std::move(next)))
                return true;
        }
        return false;
    }

    bool take_names() {
        Interpretation next = current_;
        next.names_are_parameters = true;
        return take(std::move(next));
    }

    // A parameter that is used before the place that tells its type: as if the client had declared it.
    bool take_learned_types() {
        Interpretation next = current_;
        next.types = reading_.types();
        std::replace(next.types.begin(), next.types.end(), static_cast<Oid>(UNKNOWNOID), InvalidOid);
        return take(std::move(next));
    }

    bool take_likely_types() {
        const auto offset = offset_of(error_, current_.text);
        for (const Reach reach : {Reach::Operands, Reach::Inside, Reach::Results, Reach::Arguments}) {
            if (!offset && reach < Reach::Results)
                continue;
            const auto groups = find_suspects(static_cast<int>(offset.value_or(0)), reach);
            const Progress progress = !offset                   ? Progress::None
                                      : reach == Reach::Results ? Progress::AnotherError
                                                                : Progress::AnotherPlace;
            const std::span types(likely_types, reach < Reach::Results ? std::size(likely_types) : literal_types);
            for (const Oid type : types)
                for (const std::vector<int> &group : groups)
                    if (readings_ < most_readings &&
                        take_type(group, type, is_number(type) ? progress : Progress::None))
                        return true;
        }
        return false;
    }

    bool take_type(const std::vector<int> &parameters, Oid type, Progress progress) {
        Interpretation next = current_;
        for (const int number : parameters) {
            const auto i = static_cast<std::size_t>(number - 1);
            if (next.types.size() <= i)
                next.types.resize(i + 1, InvalidOid);
            if (!OidIsValid(next.types[i]))
                next.types[i] = type;
        }
        return next.types != current_.types && tried_.insert(next.types).second && take(std::move(next), progress);
    }

    std::vector<std::vector<int>> find_suspects(int offset, Reach reach) const {
        std::vector<std::vector<int>> groups;
        pg::call([&] {
            List *const statements = raw_parser(current_.text.c_str(), current_.mode);
            List *const found =
                suspects(unwrap(static_cast<RawStmt *>(linitial(statements))).statement->stmt, offset, reach);
            for (int i = 0; i < list_length(found); ++i) {
                auto *const group = static_cast<List *>(list_nth(found, i));
                std::vector<int> &numbers = groups.emplace_back();
                for (int j = 0; j < list_length(group); ++j)
                    numbers.push_back(list_nth_int(group, j));
            }
        });
        return groups;
    }

    Interpretation current_;
    bool nested_;
    Reading &reading_;
    ErrorData *error_ = nullptr;
    bool repaired_literals_ = false;
    int readings_ = 0;
    std::set<std::pair<int, std::string>> met_; // errors
    std::set<std::vector<Oid>> tried_;          // types, of what is current
};

} // namespace

ErrorData *read_with_repairs(Interpretation interpretation, bool nested, Reading &reading) {
    return Repairer(std::move(interpretation), nested, reading).run();
}

} // namespace nova::workload
