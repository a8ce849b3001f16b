// The findings of the reports in the guard's words.
#pragma once

#include "guard/question.hpp"
#include "render/guard_message.hpp"
#include "sql_api/missing_keys.hpp"

namespace nova::guard {

void add_key_message(const MissingKeyFinding &finding, const RelationCatalog &relations,
                     std::vector<GuardMessage> &messages);
void add_policy_messages(const std::vector<MissingPolicyIndexFinding> &findings, std::vector<GuardMessage> &messages);

// Of the suspects those that the report of policy problems blames for a volatile or opaque function.
void add_slow_policies(const std::vector<SuspectPolicy> &suspects, std::vector<GuardMessage> &messages);

} // namespace nova::guard
