// A JSON document as a tree of values. Only the server writes it as text (sql_api/json_text.hpp), through jsonb.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <boost/variant2/variant.hpp>

namespace nova {

struct Json {
    using Array = std::vector<Json>;
    using Object = std::vector<std::pair<std::string, Json>>; // each key once; jsonb sorts them

    // Not std::variant: where all alternatives are vectors, strings and numbers, that of libstdc++ takes itself for
    // never valueless, and destroys what was not made when memory runs out in a copy.
    boost::variant2::variant<std::nullptr_t, std::int64_t, std::string, Array, Object> value;

    Json() : value(nullptr) {}
    Json(std::int64_t number) : value(number) {}
    Json(std::string string) : value(std::move(string)) {}
    Json(const char *string) : value(std::string(string)) {}
    Json(const std::vector<std::string> &strings) : value(Array(strings.begin(), strings.end())) {}
    Json(Array elements) : value(std::move(elements)) {}
    Json(Object members) : value(std::move(members)) {}
};

} // namespace nova
