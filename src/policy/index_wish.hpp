// The index that a policy's need wants.
#pragma once

#include "catalog/index_rows.hpp"
#include "model/index_choice.hpp"
#include "policy/policy_needs.hpp"
#include "rules/server_facts.hpp"

namespace nova::policy {

// How the operand of a clause is written: the column's name, or else the expression's text.
struct OperandText {
    std::string column;
    std::string expression;
};

// The index column that answers the clause.
ColumnChoice column_choice(const SearchClause &search, CollationId column_collation, const OperandText &text);

// Columns in the need's order, each once; NULL tests beside other clauses become the index's predicate, as does
// IS NOT NULL of a column that is mostly NULL. texts are by clause.
IndexWish index_wish(const PolicyNeed &need, const std::vector<OperandText> &texts,
                     const catalog::IndexingCatalog &catalog, Statistics &statistics);

} // namespace nova::policy
