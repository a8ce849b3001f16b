// What of a table can be accepted: the objects that findings are about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/rule_names.hpp"

namespace nova {

// Names, in the catalogs' order.
struct AcceptableObjects {
    std::vector<std::string> foreign_keys; // declared on the table
    std::vector<std::string> derived_keys; // that the server made for a partition: reported where they were declared
    std::vector<std::string> policies;
    std::vector<std::string> indexes;

    const std::vector<std::string> &of(ObjectKind kind) const;
    // Is there one of that name? Nothing for the kind: any kind will do.
    bool contain(const std::string &name, std::optional<ObjectKind> kind) const;
    bool derives(const std::string &key) const;
};

} // namespace nova
