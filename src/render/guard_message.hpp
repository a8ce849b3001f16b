// What the guard says.
#pragma once

#include <string>
#include <vector>

#include "render/names.hpp"

namespace nova {

struct GuardMessage {
    std::string message;
    std::string detail;
    std::vector<std::string> statements; // that clear it, each for a transaction of its own; may be empty
    std::string plain_statement;         // that does so within the transaction; may be empty
};

struct UnservedKey {
    std::string name;
    RelationId table{};
    std::vector<std::string> columns;
    RelationId referenced{};
    const std::string &problem; // the report's sentence
};

// foreign key "c" on table public.tasks has no index on (resource_id)
GuardMessage key_message(const UnservedKey &key, Names &names);

struct UnservedPolicies {
    std::vector<std::string> names;
    RelationId table{};
    RelationId index_table{};
    std::vector<std::string> columns; // names, quoted, or expressions
    const std::string &problem;
};

// policy "p" on table public.tasks has no index on (org_id)
GuardMessage policy_message(const UnservedPolicies &policies, Names &names);

// policy "p" on table public.tasks can no longer be searched by an index
GuardMessage slow_policy_message(const std::string &policy, RelationId table, const std::string &problem,
                                 const std::string &rewrite, Names &names);

// For the HINT of a warning; empty where no statement clears it.
std::string warning_hint(const GuardMessage &finding);

// One finding's HINT, or that of several, where a transaction is refused.
std::string refusal_hint(const std::vector<GuardMessage> &findings);

// The list for the DETAIL of a refusal: a finding a line.
std::string refusal_detail(const std::vector<GuardMessage> &findings);

} // namespace nova
