// A shortcut past most keys of a well-kept database: a sufficient condition for cover that needs no look at the
// columns' types. What it does not settle, rules/cover decides.
#pragma once

#include <vector>

#include "model/index.hpp"
#include "rules/server_facts.hpp"

namespace nova {

// pg_operator.
struct Operator {
    OperatorId commutator{};
    TypeId right_type{};
};

// `$1 OP column`, the column cast to the operator's right type where it has another.
struct Comparison {
    AttributeNumber column = 0;
    Operator op;
};

// True when a usable index without predicate, of an access method that loses nothing, has for each comparison a bare
// column without collation whose operator class takes the operator's right type itself and whose family has the
// commutator, one of them leading. The column's type is then binary-coercible to that type, so that the clause's
// operand is the bare column.
bool is_settled(const std::vector<Comparison> &comparisons, const Indexes &indexes, const SearchOperators &operators);

} // namespace nova
