#include "workload/tokens.hpp"

namespace nova::workload {

namespace {

// The token codes that scanner.h promises to be the first ones of every grammar: IDENT = 258 and so on. Keywords have
// the numbers behind them.
enum Code {
    Identifier = 258,
    UnicodeIdentifier,
    FloatConstant,
    StringConstant,
    UnicodeString,
    BitString,
    HexString,
    OperatorToken,
    IntegerConstant,
    ParameterToken,
    TypeCastToken,
    DotDot,
    ColonEquals,
    EqualsGreater,
    LessEquals,
    GreaterEquals,
    NotEquals
};

Token::Kind kind_of(int code, char first) {
    switch (code) {
    case Identifier:
    case UnicodeIdentifier:
        return first == '"' || code == UnicodeIdentifier ? Token::Kind::QuotedWord : Token::Kind::Word;
    case StringConstant:
    case UnicodeString:
        return Token::Kind::String;
    case ParameterToken:
        return Token::Kind::Parameter;
    default:
        return code > NotEquals ? Token::Kind::Word : Token::Kind::Other;
    }
}

} // namespace

void scan_tokens(const char *text, Tokens &tokens) {
    core_yy_extra_type extra;
    core_yyscan_t const scanner = scanner_init(text, &extra, &ScanKeywords, ScanKeywordTokens);
    extra.escape_string_warning = false;
    core_YYSTYPE value;
    YYLTYPE location = 0;
    while (const int code = core_yylex(&value, &location, scanner)) {
        const auto start = static_cast<std::size_t>(location);
        // The scanner puts a NUL behind the token it has just read.
        const std::size_t length = strlen(extra.scanbuf + start);
        tokens.push_back({kind_of(code, text[start]), start, start + length});
    }
    scanner_finish(scanner);
}

} // namespace nova::workload
