// An index to build.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "model/ids.hpp"

namespace nova {

// One key column of an index to build, in terms that hold for a whole partition tree: names, not numbers.
struct ColumnChoice {
    std::string column;     // name; of an expression, that of its first column
    std::string expression; // the expression, where the index is not on the column; else empty
    std::string cast;       // makes an expression of it: ::pg_catalog."numeric"; else empty
    OperatorFamilyId family{};
    std::string operator_class;   // quoted and qualified; empty where the default serves
    CollationId collation{};      // the index column's
    bool collation_named = false; // it is not the column's own
    std::int16_t option = 0;      // INDOPTION_DESC, INDOPTION_NULLS_FIRST

    bool is_plain() const { return expression.empty() && cast.empty(); } // the column itself
    bool operator==(const ColumnChoice &) const = default;
};

// What a partial index holds: rows for which all of it is true.
struct IndexPredicate {
    std::vector<std::string> not_null;    // columns of `c IS NOT NULL AND ...`
    std::vector<std::string> null;        // and of `c IS NULL AND ...`
    std::vector<std::string> comparisons; // of columns with one another, as SQL
    std::vector<std::string> conditions;  // anything else, as SQL

    bool empty() const { return not_null.empty() && null.empty() && comparisons.empty() && conditions.empty(); }
    bool operator==(const IndexPredicate &) const = default;
};

inline constexpr std::array predicate_parts = {&IndexPredicate::not_null, &IndexPredicate::null,
                                               &IndexPredicate::comparisons, &IndexPredicate::conditions};

struct IndexChoice {
    AccessMethodId method{};
    std::string method_name;
    std::vector<ColumnChoice> columns;
    std::vector<std::string> included;
    IndexPredicate predicate;

    // As a key column or an included one.
    bool holds(const std::string &name) const {
        return std::find(included.begin(), included.end(), name) != included.end() || has_key(name);
    }
    bool has_key(const std::string &name) const {
        return std::any_of(columns.begin(), columns.end(),
                           [&name](const ColumnChoice &key) { return key.is_plain() && key.column == name; });
    }
    bool operator==(const IndexChoice &) const = default;
};

// An index that a finding asks for, with the liberties that it leaves.
struct IndexWish {
    IndexChoice choice;
    // How many of the columns come first, in any order; how many behind them, likewise. What is left keeps its place.
    std::size_t first = 0;
    std::size_t second = 0;
    // Columns that the predicate speaks of with IS NULL: key columns where the index cannot have that predicate.
    std::vector<ColumnChoice> null_columns;
};

} // namespace nova
