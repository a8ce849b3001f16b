// The rules by which findings are made, as nova_accepted, nova_index_problems and nova_policy_problems name them.
#pragma once

#include <string_view>

namespace nova {

// What of a table a finding is about.
enum class ObjectKind { ForeignKey, Policy, Index };

struct Rule {
    std::string_view name;
    ObjectKind kind;
};

namespace rule {
inline constexpr std::string_view missing_fk_index = "missing_fk_index";
inline constexpr std::string_view missing_rls_index = "missing_rls_index";
} // namespace rule

inline constexpr Rule all_rules[] = {
    {rule::missing_fk_index, ObjectKind::ForeignKey},
    {rule::missing_rls_index, ObjectKind::Policy},
    {"subquery", ObjectKind::Policy},
    {"wrapped_column", ObjectKind::Policy},
    {"opaque_function", ObjectKind::Policy},
    {"volatile_function", ObjectKind::Policy},
    {"per_row_function", ObjectKind::Policy},
    {"or_without_column", ObjectKind::Policy},
    {"not_leakproof", ObjectKind::Policy},
    {"shadowed_by_policy", ObjectKind::Policy},
    {"many_permissive", ObjectKind::Policy},
    {"invalid", ObjectKind::Index},
    {"duplicate", ObjectKind::Index},
    {"redundant", ObjectKind::Index},
    {"unused", ObjectKind::Index},
};

// Null when there is no rule of that name.
constexpr const Rule *find_rule(std::string_view name) {
    for (const Rule &candidate : all_rules)
        if (candidate.name == name)
            return &candidate;
    return nullptr;
}

} // namespace nova
