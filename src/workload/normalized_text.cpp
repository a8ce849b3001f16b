#include "workload/normalized_text.hpp"

#include "pg/attempt.hpp"
#include "workload/tokens.hpp"

namespace nova::workload {

namespace {

constexpr int unknown_list_length = 10; // as estimate_array_length of selfuncs.c

constexpr std::string_view type_keywords[] = {"bigint",  "bit",       "boolean", "char",    "character", "dec",
                                              "decimal", "float",     "int",     "integer", "interval",  "json",
                                              "name",    "nchar",     "numeric", "real",    "smallint",  "text",
                                              "time",    "timestamp", "varchar", "xml"};

constexpr std::string_view interval_fields[] = {"year", "month", "day", "hour", "minute", "second", "to"};

template <std::size_t size> bool among(const std::string &word, const std::string_view (&words)[size]) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// Walks over the tokens; positions that are out of range have no word.
class TokenText {
  public:
    explicit TokenText(const std::string &source) : text_(source.c_str()) {
        whole_ = pg::attempt([this] { pg::call([this] { scan_tokens(text_, tokens_); }); });
    }

    // Did the scanner take all of the text? Else these are the tokens before the one it refuses.
    bool whole() const { return whole_; }

    int size() const { return static_cast<int>(tokens_.size()); }
    const Token &at(int i) const { return tokens_[static_cast<std::size_t>(i)]; }
    bool is(int i, Token::Kind kind) const { return inside(i) && at(i).kind == kind; }
    // In lower case, when it is a word without quotes or a single character; else empty.
    std::string word(int i) const {
        if (!inside(i) || at(i).kind == Token::Kind::QuotedWord || at(i).kind == Token::Kind::String)
            return {};
        std::string result = source(i, i + 1);
        std::transform(result.begin(), result.end(), result.begin(),
                       [](char c) { return pg_ascii_tolower(static_cast<unsigned char>(c)); });
        return result;
    }
    bool is_word(int i, std::string_view expected) const { return word(i) == expected; }
    // From the first token to before the last one.
    std::string source(int first, int last) const {
        return first >= last ? std::string() : std::string(text_ + at(first).start, text_ + at(last - 1).end);
    }

  private:
    bool inside(int i) const { return i >= 0 && i < size(); }

    const char *text_;
    Tokens tokens_;
    bool whole_ = false;
};

// The text with stretches of it replaced, in ascending order.
class Edit {
  public:
    explicit Edit(const std::string &source) : text_(source) {}
    void replace(std::size_t start, std::size_t end, const std::string &by) {
        result_.append(text_, copied_, start - copied_);
        result_ += by;
        copied_ = end;
        changed_ = true;
    }
    std::optional<std::string> result() const {
        if (!changed_)
            return std::nullopt;
        return result_ + text_.substr(copied_);
    }

  private:
    const std::string &text_;
    std::string result_;
    std::size_t copied_ = 0;
    bool changed_ = false;
};

int opening_of(const TokenText &tokens, int closing) {
    int depth = 0;
    for (int i = closing; i >= 0; --i) {
        if (tokens.is_word(i, ")"))
            ++depth;
        else if (tokens.is_word(i, "(") && --depth == 0)
            return i;
    }
    return -1;
}

// The first token of the type name that ends before the parameter; -1 when there is none there.
int start_of_type(const TokenText &tokens, int parameter) {
    int last = parameter - 1;
    if (tokens.is_word(last, "zone")) { // [timestamp (3)] with time zone; not: AT TIME ZONE $1
        if (!tokens.is_word(last - 1, "time") ||
            !(tokens.is_word(last - 2, "with") || tokens.is_word(last - 2, "without")))
            return -1;
        last -= 3;
    }
    bool modified = false;
    if (tokens.is_word(last, ")")) {
        last = opening_of(tokens, last) - 1;
        modified = true;
    }
    if (last < 0)
        return -1;
    if (tokens.is_word(last, "precision") && tokens.is_word(last - 1, "double"))
        return last - 1;
    if (tokens.is_word(last, "varying"))
        --last;
    const std::string word = tokens.word(last);
    if (tokens.is_word(last - 1, "national") && (word == "char" || word == "character"))
        return last - 1;
    const bool identifier = among(word, type_keywords) || tokens.is(last, Token::Kind::QuotedWord) ||
                            (tokens.is(last, Token::Kind::Word) && ScanKeywordLookup(word.c_str(), &ScanKeywords) < 0);
    // COLUMNS (a int PATH $1) of XMLTABLE
    if (!identifier || (word == "path" && !modified))
        return -1;
    while (tokens.is_word(last - 1, "."))
        last -= 2;
    return last;
}

int end_of_interval_fields(const TokenText &tokens, int from) {
    int end = from;
    while (among(tokens.word(end), interval_fields))
        ++end;
    if (end > from && tokens.is_word(end, "(") && tokens.is_word(end - 1, "second")) // second(3)
        while (!tokens.is_word(end++, ")") && end < tokens.size()) {
        }
    return end;
}

// `LIKE$1AND` is one word to the scanner: where its parameter starts and ends, if it has one.
std::optional<std::pair<std::size_t, std::size_t>> grown_together(const TokenText &tokens, int i) {
    if (!tokens.is(i, Token::Kind::Word))
        return std::nullopt;
    const std::string word = tokens.word(i);
    for (std::size_t dollar = word.find('$', 1); dollar != std::string::npos; dollar = word.find('$', dollar + 1)) {
        const std::size_t end = std::min(word.find_first_not_of("0123456789", dollar + 1), word.size());
        if (end > dollar + 1)
            return std::pair(tokens.at(i).start + dollar, tokens.at(i).start + end);
    }
    return std::nullopt;
}

// Where `$1AND` is, which the scanner refuses, behind the tokens before it: the offset of the letters, or 0.
std::size_t refused_parameter(const TokenText &tokens, const std::string &source) {
    const std::size_t dollar = source.find('$', tokens.size() == 0 ? 0 : tokens.at(tokens.size() - 1).end);
    if (dollar == std::string::npos)
        return 0;
    const std::size_t end = source.find_first_not_of("0123456789", dollar + 1);
    return end == dollar + 1 || end == std::string::npos ? 0 : end;
}

// Spaces between parameters and words. Returns whether the scanner then takes the text.
bool separate_words(std::string &source) {
    for (;;) {
        const TokenText tokens(source);
        Edit edit(source);
        for (int i = 0; i < tokens.size(); ++i)
            if (const auto parameter = grown_together(tokens, i)) {
                const bool national = parameter->first == tokens.at(i).start + 1 && tokens.word(i)[0] == 'n'; // N'x'
                edit.replace(parameter->first - (national ? 1 : 0), parameter->first, " ");
                edit.replace(parameter->second, parameter->second, " ");
            }
        const std::size_t refused = tokens.whole() ? 0 : refused_parameter(tokens, source);
        if (refused != 0)
            edit.replace(refused, refused, " ");
        const bool whole = tokens.whole();
        auto result = edit.result();
        if (!result)
            return whole;
        source = std::move(*result);
    }
}

void repair_parameter(const TokenText &tokens, int i, Edit &edit) {
    const std::string parameter = tokens.source(i, i + 1);
    const Token &token = tokens.at(i);
    if (const int type = start_of_type(tokens, i); type >= 0) {
        const int end = tokens.is_word(type, "interval") ? end_of_interval_fields(tokens, i + 1) : i + 1;
        edit.replace(tokens.at(type).start, tokens.at(end - 1).end,
                     "CAST(" + parameter + " AS " + tokens.source(type, i) +
                         (end > i + 1 ? " " + tokens.source(i + 1, end) : std::string()) + ")");
    } else if (tokens.is_word(i - 1, "(") && tokens.is_word(i - 2, "extract") && tokens.is_word(i + 1, "from")) {
        edit.replace(tokens.at(i - 2).start, tokens.at(i + 1).end, "pg_catalog.extract(" + parameter + ", ");
    } else if (tokens.is_word(i + 1, "uescape") && tokens.is(i + 2, Token::Kind::String)) {
        edit.replace(token.start, tokens.at(i + 2).end, parameter);
    } else if (tokens.is_word(i - 1, "path")) {
        edit.replace(token.start, token.end, "'$'");
    }
}

} // namespace

std::optional<std::string> expand_squashed_lists(const std::string &source) {
    constexpr std::string_view squashed = " /*, ... */";
    if (source.find(squashed) == std::string::npos)
        return std::nullopt;
    const TokenText tokens(source);
    Edit edit(source);
    for (int i = 0; i < tokens.size(); ++i) {
        const std::size_t end = tokens.at(i).end;
        if (!tokens.is(i, Token::Kind::Parameter) || source.compare(end, squashed.size(), squashed) != 0)
            continue;
        std::string more;
        for (int element = 1; element < unknown_list_length; ++element)
            more += ", " + tokens.source(i, i + 1);
        edit.replace(end, end + squashed.size(), more);
    }
    return edit.result();
}

std::optional<std::string> repair_literals(const std::string &given) {
    std::string source = given;
    if (!separate_words(source))
        return std::nullopt;
    const TokenText tokens(source);
    Edit edit(source);
    for (int i = 0; i < tokens.size(); ++i)
        if (tokens.is(i, Token::Kind::Parameter))
            repair_parameter(tokens, i, edit);
    std::optional<std::string> repaired = edit.result();
    if (!repaired && source != given)
        repaired = std::move(source);
    return repaired;
}

} // namespace nova::workload
