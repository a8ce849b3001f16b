// What nova_accept and nova_unaccept say when they refuse.
#pragma once

#include <string>
#include <vector>

#include "rules/acceptable.hpp"

namespace nova {

// 'Valid rules are missing_fk_index (foreign keys), missing_rls_index, ... (policies), ... (indexes); ...'
std::string valid_rules_hint();

// `table` schema-qualified. Without a kind: '... no foreign key, policy or index "x"'.
std::string no_such_object(const std::string &table, const std::string &object, std::optional<ObjectKind> kind);

// 'Rule "unused" is about indexes.'
std::string rule_detail(const Rule &rule);

// The names that would do, by kind.
std::string objects_hint(const AcceptableObjects &objects, std::optional<ObjectKind> kind);

// 'a, b and 3 more'.
inline constexpr std::size_t listed_at_most = 10;
std::string list(const std::vector<std::string> &words);

} // namespace nova
