// Which index would serve a need.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/need.hpp"
#include "rules/server_facts.hpp"

namespace nova {

// One key column of an index to build, in terms that hold for a whole partition tree: names, not numbers.
struct ColumnChoice {
    std::string column;     // name; of an expression, that of its first column
    std::string expression; // the expression, where the index is not on the column; else empty
    std::string cast;   // makes an expression of it: ::pg_catalog."numeric"; else empty
    OperatorFamilyId family{};
    std::string operator_class;   // quoted and qualified; empty where the default serves
    CollationId collation{};      // the index column's
    bool collation_named = false; // it is not the column's own
    std::int16_t option = 0;      // INDOPTION_DESC, INDOPTION_NULLS_FIRST

    bool operator==(const ColumnChoice &) const = default;
};

struct IndexChoice {
    AccessMethodId method{};
    std::string method_name;
    std::vector<ColumnChoice> columns;
    std::vector<std::string> included;
    std::vector<std::string> not_null; // columns of the predicate `c IS NOT NULL AND ...`
    std::vector<std::string> null;     // and of `c IS NULL AND ...`

    bool operator==(const IndexChoice &) const = default;
};

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
// names[i] is the name of equality i's column. Nothing when no index can serve, such as for a comparison
// through a cast that is not immutable.
std::optional<IndexChoice> choose_index(const Need &need, const std::vector<std::string> &names,
                                        OperatorClasses &classes, Statistics &statistics);

} // namespace nova
