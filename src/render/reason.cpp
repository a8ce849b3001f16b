#include "render/reason.hpp"

#include <boost/algorithm/string/join.hpp>

namespace nova {

namespace {

std::string counted(std::size_t count, const char *one, const char *many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

} // namespace

std::string suggestion_reason(const SuggestionReason &reason) {
    std::vector<std::string> sources;
    if (reason.foreign_keys > 0)
        sources.push_back(counted(reason.foreign_keys, "foreign key", "foreign keys"));
    if (reason.policies > 0)
        sources.push_back(counted(reason.policies, "policy", "policies"));
    const bool one = reason.foreign_keys + reason.policies == 1;
    std::string text = one ? "Serves " + sources.front() + ", which finds no index to search by"
                           : "One index serves " + boost::algorithm::join(sources, " and ") +
                                 ", which search by its first columns and find no index today";
    if (!reason.replaced.empty())
        text += "; it starts with the columns of " + boost::algorithm::join(reason.replaced, " and ") +
                ", which can go then";
    if (!reason.sign_of_use)
        text += "; nothing counted so far shows that it would be used";
    return text + ".";
}

} // namespace nova
