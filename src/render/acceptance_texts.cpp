#include "render/acceptance_texts.hpp"

#include <span>

#include <boost/algorithm/string/join.hpp>

namespace nova {

namespace {

constexpr ObjectKind all_kinds[] = {ObjectKind::ForeignKey, ObjectKind::Policy, ObjectKind::Index};

const char *noun(ObjectKind kind) {
    switch (kind) {
    case ObjectKind::ForeignKey:
        return "foreign key";
    case ObjectKind::Policy:
        return "policy";
    case ObjectKind::Index:
        break;
    }
    return "index";
}

const char *plural(ObjectKind kind) {
    switch (kind) {
    case ObjectKind::ForeignKey:
        return "foreign keys";
    case ObjectKind::Policy:
        return "policies";
    case ObjectKind::Index:
        break;
    }
    return "indexes";
}

std::vector<std::string> quoted(std::vector<std::string> names) {
    for (std::string &name : names)
        name = "\"" + name + "\"";
    return names;
}

} // namespace

std::string valid_rules_hint() {
    std::vector<std::string> groups;
    for (const ObjectKind kind : all_kinds) {
        std::vector<std::string> names;
        for (const Rule &rule : all_rules)
            if (rule.kind == kind)
                names.emplace_back(rule.name);
        groups.push_back(boost::algorithm::join(names, ", ") + " (" + plural(kind) + ")");
    }
    return "Valid rules are " + boost::algorithm::join(groups, "; ") + ". Without a rule, all are accepted.";
}

std::string no_such_object(const std::string &table, const std::string &object, std::optional<ObjectKind> kind) {
    return "table " + table + " has no " + (kind ? noun(*kind) : "foreign key, policy or index") + " \"" + object +
           "\"";
}

std::string rule_detail(const Rule &rule) {
    return "Rule \"" + std::string(rule.name) + "\" is about " + plural(rule.kind) + ".";
}

std::string objects_hint(const AcceptableObjects &objects, std::optional<ObjectKind> kind) {
    const auto kinds = kind ? std::span<const ObjectKind>(&*kind, 1) : std::span<const ObjectKind>(all_kinds);
    std::vector<std::string> groups;
    for (const ObjectKind each : kinds)
        if (!objects.of(each).empty())
            groups.push_back(std::string(plural(each)) + " " + list(quoted(objects.of(each))));
    if (groups.empty())
        return std::string("It has no ") + (kind ? plural(*kind) : "foreign keys, policies or indexes") + ".";
    return "It has " + boost::algorithm::join(groups, "; ") + ".";
}

std::string list(const std::vector<std::string> &words) {
    std::string result;
    for (std::size_t i = 0; i < words.size() && i < listed_at_most; ++i)
        result += (i == 0 ? "" : ", ") + words[i];
    if (words.size() > listed_at_most)
        result += " and " + std::to_string(words.size() - listed_at_most) + " more";
    return result;
}

} // namespace nova
