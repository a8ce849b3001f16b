// A row-level-security policy as pg_policy declares it, and who is under which policies.
#pragma once

#include <string>
#include <vector>

#include "model/ids.hpp"

namespace nova {

enum class PolicyCommand : char { All = '*', Select = 'r', Insert = 'a', Update = 'w', Delete = 'd' };

// The commands that read rows through USING clauses. The sets that the server combines (UPDATE with SELECT, SELECT
// FOR UPDATE) only put the clauses of one of these behind those of another, where less can be searched by.
inline constexpr PolicyCommand reading_commands[] = {PolicyCommand::Select, PolicyCommand::Update,
                                                     PolicyCommand::Delete};

struct Policy {
    PolicyId id{};
    RelationId table{};
    std::string name;
    PolicyCommand command = PolicyCommand::All;
    bool permissive = true;
    std::vector<RoleId> roles;        // PUBLIC: the role that is none
    const char *using_text = nullptr; // server-side: the node tree; null without USING

    bool applies_to(PolicyCommand reading) const { return command == PolicyCommand::All || command == reading; }
};

// The roles of policies that some ordinary role has the privileges of, at once; empty: only PUBLIC's policies apply.
using RoleGroup = std::vector<RoleId>;

} // namespace nova
