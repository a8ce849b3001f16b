#include "catalog/tree_texts.hpp"

namespace nova::catalog {

namespace {

// In the text only the field itself reads so: names have their blanks escaped, constants are lists of bytes.
constexpr std::string_view location = ":location ";

// The text with -1, "unknown", for all locations; readfuncs.c takes them for that in any case.
void assign_without_locations(std::string_view text, std::string &result) {
    result.clear();
    for (std::size_t next = text.find(location); next != std::string_view::npos; next = text.find(location)) {
        next += location.size();
        result.append(text.substr(0, next)).append("-1");
        text.remove_prefix(std::min(text.find_first_not_of("-0123456789", next), text.size()));
    }
    result.append(text);
}

} // namespace

TreeId TreeTexts::intern(Datum tree) {
    const void *const packed = PG_DETOAST_DATUM_PACKED(tree);
    assign_without_locations({VARDATA_ANY(packed), VARSIZE_ANY_EXHDR(packed)}, scratch_);
    const auto found = known_.find(scratch_);
    if (found != known_.end())
        return found->second;
    const TreeId id{static_cast<std::uint32_t>(texts_.size() + 1)};
    known_.emplace(texts_.emplace_back(scratch_), id);
    return id;
}

} // namespace nova::catalog
