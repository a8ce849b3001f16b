// The tokens of a text, as the server's scanner sees them.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// A stretch of the text that is one token; comments and white space lie between tokens.
struct Token {
    enum class Kind { Word, QuotedWord, Parameter, String, Other };
    Kind kind;
    std::size_t start;
    std::size_t end;
};

using Tokens = std::vector<Token>;

// Appends the tokens of the text; raises what the scanner raises (42601). Inside pg::call.
void scan_tokens(const char *text, Tokens &tokens);

} // namespace nova::workload
