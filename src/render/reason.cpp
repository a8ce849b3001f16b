#include "render/reason.hpp"

#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <iomanip>
#include <sstream>

namespace nova {

namespace {

std::string counted(std::size_t count, const char *one, const char *many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

// What findings ask for.
std::string found(const SuggestionReason &reason) {
    std::vector<std::string> sources;
    if (reason.foreign_keys > 0)
        sources.push_back(counted(reason.foreign_keys, "foreign key", "foreign keys"));
    if (reason.policies > 0)
        sources.push_back(counted(reason.policies, "policy", "policies"));
    return boost::algorithm::join(sources, " and ");
}

std::string factor(double before, double after) {
    const double times = before / std::max(after, 0.01);
    std::ostringstream text;
    text << std::fixed << std::setprecision(times < 10 ? 1 : 0) << times;
    return text.str();
}

} // namespace

std::string suggestion_reason(const SuggestionReason &reason) {
    const std::string findings = found(reason);
    std::string text;
    if (reason.statements > 0) {
        text = counted(reason.statements, "statement uses it and costs", "statements use it and cost") + " " +
               factor(reason.cost_before, reason.cost_after) + " times less with the suggested indexes";
        if (!findings.empty())
            text += "; it serves " + findings + " as well";
    } else if (reason.foreign_keys + reason.policies == 1) {
        text = "Serves " + findings + ", which finds no index to search by";
    } else {
        text = "One index serves " + findings + ", which search by its first columns and find no index today";
    }
    if (!reason.assumptions.empty())
        text += "; assumed, as constants are not kept: " + boost::algorithm::join(reason.assumptions, ", ");
    if (!reason.replaced.empty())
        text += "; it starts with the columns of " + boost::algorithm::join(reason.replaced, " and ") +
                ", which can go then";
    if (!reason.sign_of_use)
        text += "; nothing counted so far shows that it would be used";
    return text + ".";
}

} // namespace nova
