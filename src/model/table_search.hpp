// What a statement asks of one table: the searches and orders that indexes could answer.
#pragma once

#include <string>
#include <vector>

#include "model/index_choice.hpp"

namespace nova {

// A condition that an index on the column, or expression, answers.
struct SearchCondition {
    ColumnChoice column;
    AccessMethodId method{};
    std::string method_name;
    bool test = false;       // of a flag, or for NULL: belongs into a predicate, not into the key
    bool range = false;      // finds many values: behind the equalities in an index
    std::uint32_t other = 0; // the relation of the statement whose columns it is compared with; 0: values
    // Of a row comparison, (a, b) < (x, y): its columns in their order, `column` being the first.
    std::vector<ColumnChoice> row;
    // The condition as a predicate of a partial index; nothing where it speaks of values not known before.
    IndexPredicate predicate;

    bool operator==(const SearchCondition &) const = default;
};

// A column that a statement reads.
struct ReadColumn {
    std::string name;
    double width = 0; // bytes, on average
    // A partial index with all of this settles every condition that the column is read for; nothing where it is read
    // for more.
    IndexPredicate settled_by = {};

    bool operator==(const ReadColumn &) const = default;
};

struct TableSearch {
    RelationId table{};
    std::vector<SearchCondition> conditions;                // all hold
    std::vector<std::vector<SearchCondition>> alternatives; // branches of an OR: in each, all hold
    std::vector<IndexPredicate> predicates; // that a partial index can have, as they hold for all rows wanted
    std::vector<ColumnChoice> sequence;     // the order in which the rows are wanted
    std::vector<ReadColumn> columns_read;   // everything that the statement reads of the table
    bool whole_row = false;                 // or more than columns: no index holds all it reads

    bool operator==(const TableSearch &) const = default;
};

} // namespace nova
