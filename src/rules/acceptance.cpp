#include "rules/acceptance.hpp"

#include <algorithm>

namespace nova {

namespace {

// No name has a zero byte in it.
std::string key(NamespaceId schema, std::string_view table, std::string_view object) {
    std::string result = std::to_string(static_cast<std::uint32_t>(schema));
    result += '\0';
    result += table;
    result += '\0';
    result += object;
    return result;
}

} // namespace

void Acceptance::add(NamespaceId schema, const std::string &table, const std::string &object,
                     const std::optional<std::string> &rule) {
    rules_[key(schema, table, object)].push_back(rule.value_or(""));
}

bool Acceptance::contains(const Relation *table, std::string_view object, std::string_view rule) const {
    if (table == nullptr || empty())
        return false;
    const auto found = rules_.find(key(table->schema, table->name, object));
    return found != rules_.end() && std::any_of(found->second.begin(), found->second.end(),
                                                [&](const std::string &r) { return r.empty() || r == rule; });
}

bool Acceptance::contains_all(const Relation *table, const std::vector<std::string> &objects,
                              std::string_view rule) const {
    return !objects.empty() && std::all_of(objects.begin(), objects.end(),
                                           [&](const std::string &object) { return contains(table, object, rule); });
}

} // namespace nova
