#include "rules/merge_included.hpp"

#include <algorithm>

#include "model/add_once.hpp"
#include "rules/candidate_indexes.hpp"

namespace nova {

namespace {

bool may_share(const IndexChoice &a, const IndexChoice &b) {
    return a.method_name == "btree" && b.method_name == "btree" && a.predicate == b.predicate &&
           a.columns.front() == b.columns.front();
}

// False where the other one has an expression, which INCLUDE cannot hold.
bool add_columns(IndexChoice &choice, const IndexChoice &other) {
    for (const ColumnChoice &key : other.columns) {
        if (std::find(choice.columns.begin(), choice.columns.end(), key) != choice.columns.end())
            continue;
        if (!key.is_plain())
            return false;
        if (!choice.has_key(key.column))
            add_once(choice.included, key.column);
    }
    for (const std::string &column : other.included)
        if (!choice.has_key(column))
            add_once(choice.included, column);
    return true;
}

bool is_within_limits(const IndexChoice &choice, const std::function<double(const std::string &)> &width) {
    double sum = 0;
    for (const std::string &column : choice.included)
        sum += width(column);
    return choice.included.size() <= max_included && sum <= max_included_width;
}

} // namespace

std::vector<IndexChoice> merge_included(const std::vector<IndexChoice> &choices,
                                        const std::function<double(const std::string &)> &width) {
    std::vector<IndexChoice> result;
    const auto keep = [&](IndexChoice choice) {
        std::sort(choice.included.begin(), choice.included.end());
        if (std::find(choices.begin(), choices.end(), choice) == choices.end())
            add_once(result, choice);
    };
    for (const IndexChoice &one : choices) {
        if (one.included.empty())
            continue;
        for (const bool same_key : {true, false}) {
            IndexChoice merged = one;
            for (const IndexChoice &other : choices) {
                if (other.included.empty() || !may_share(one, other) || (same_key && one.columns != other.columns))
                    continue;
                IndexChoice more = merged;
                if (add_columns(more, other) && is_within_limits(more, width))
                    merged = std::move(more);
            }
            keep(std::move(merged));
        }
    }
    return result;
}

} // namespace nova
