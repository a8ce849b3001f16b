#include "rules/acceptable.hpp"

#include <algorithm>

namespace nova {

namespace {

bool has_name(const std::vector<std::string> &names, const std::string &name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

const std::vector<std::string> &AcceptableObjects::of(ObjectKind kind) const {
    switch (kind) {
    case ObjectKind::ForeignKey:
        return foreign_keys;
    case ObjectKind::Policy:
        return policies;
    case ObjectKind::Index:
        break;
    }
    return indexes;
}

bool AcceptableObjects::contain(const std::string &name, std::optional<ObjectKind> kind) const {
    if (kind)
        return has_name(of(*kind), name);
    return has_name(foreign_keys, name) || has_name(policies, name) || has_name(indexes, name);
}

bool AcceptableObjects::derives(const std::string &key) const { return has_name(derived_keys, key); }

} // namespace nova
