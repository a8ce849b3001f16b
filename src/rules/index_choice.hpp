// Which index would serve a need.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/index_choice.hpp"
#include "model/need.hpp"
#include "rules/server_facts.hpp"

namespace nova {

struct OperatorClassChoice {
    OperatorFamilyId family{};
    std::string name; // quoted and qualified; empty: the default of the operand's type
};

// pg_opclass and what of it the server takes for a type.
class OperatorClasses {
  public:
    virtual ~OperatorClasses() = default;
    // An operator class of the access method under which the clause can be searched; the default if it will do.
    virtual std::optional<OperatorClassChoice> choose(const ClauseShape &shape, const std::string &method) = 0;
    // The access method's id; nothing when there is none of that name.
    virtual std::optional<AccessMethodId> method(const std::string &name) = 0;
};

// More rows than this fraction without a value: an index of the others is worth its predicate.
inline constexpr double mostly_null = 0.5;

// The index for the need: its columns in the need's order, B-tree where it has the operators, else GiST.
// names[i] is the name of clause i's column. Nothing when no index can serve, such as for a comparison
// through a cast that is not immutable.
std::optional<IndexChoice> choose_index(const Need &need, const std::vector<std::string> &names,
                                        OperatorClasses &classes, Statistics &statistics);

} // namespace nova
