#include "sql_api/json_text.hpp"

#include "pg/call.hpp"
#include "pg/memory.hpp"

namespace nova::sql_api {

namespace {

// Builds a jsonb value from a tree. Runs inside pg::call, so it owns nothing.
class Pusher {
  public:
    // `as` says what the value is for: WJB_VALUE of a member, WJB_ELEM of an array.
    void push(const Json &json, JsonbIteratorToken as) {
        if (const auto *const elements = boost::variant2::get_if<Json::Array>(&json.value)) {
            begin(WJB_BEGIN_ARRAY);
            for (const Json &element : *elements) {
                CHECK_FOR_INTERRUPTS();
                push(element, WJB_ELEM);
            }
            end(WJB_END_ARRAY);
        } else if (const auto *const members = boost::variant2::get_if<Json::Object>(&json.value)) {
            begin(WJB_BEGIN_OBJECT);
            for (const auto &member : *members) {
                push_string(member.first, WJB_KEY);
                push(member.second, WJB_VALUE);
            }
            end(WJB_END_OBJECT);
        } else if (const auto *const text = boost::variant2::get_if<std::string>(&json.value)) {
            push_string(*text, as);
        } else {
            JsonbValue value;
            const auto *const number = boost::variant2::get_if<std::int64_t>(&json.value);
            value.type = number != nullptr ? jbvNumeric : jbvNull;
            if (number != nullptr)
                value.val.numeric = int64_to_numeric(*number);
            pushJsonbValue(&state_, as, &value);
        }
    }

    JsonbValue *result() const { return result_; }

  private:
    void begin(JsonbIteratorToken token) { pushJsonbValue(&state_, token, nullptr); }
    void end(JsonbIteratorToken token) { result_ = pushJsonbValue(&state_, token, nullptr); }

    void push_string(const std::string &text, JsonbIteratorToken as) {
        JsonbValue value;
        value.type = jbvString;
        value.val.string.val = const_cast<char *>(text.data());
        value.val.string.len = static_cast<int>(text.size());
        pushJsonbValue(&state_, as, &value);
    }

    JsonbParseState *state_ = nullptr;
    JsonbValue *result_ = nullptr; // of the array or object that was ended last
};

} // namespace

Datum json_text(const Json &document) {
    MemoryContext const caller = CurrentMemoryContext;
    const pg::ReportMemory memory;
    return pg::call([caller, &document] {
        Pusher pusher;
        pusher.push(document, WJB_ELEM);
        Jsonb *const jsonb = JsonbValueToJsonb(pusher.result());
        const char *const printed = JsonbToCString(nullptr, &jsonb->root, VARSIZE(jsonb));
        MemoryContextSwitchTo(caller);
        return CStringGetTextDatum(printed);
    });
}

} // namespace nova::sql_api
