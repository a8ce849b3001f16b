// What the planner was seen asking for, in the rules' terms.
#pragma once

#include <unordered_map>

#include "catalog/index_rows.hpp"
#include "model/table_search.hpp"
#include "policy/index_wish.hpp"
#include "rules/server_facts.hpp"
#include "workload/observed_search.hpp"

namespace nova::workload {

class SearchReader {
  public:
    SearchReader(const catalog::IndexingCatalog &indexing, Statistics &statistics)
        : indexing_(indexing), statistics_(statistics) {}

    // What no index answers is left out. Inside as_role, which has the table locked; outside of pg::call.
    TableSearch read(const ObservedSearch &observed);

  private:
    std::optional<SearchCondition> read_condition(const ObservedClause &observed, RelationId table);
    // Of the search that is read, each clause once.
    const std::optional<SearchCondition> &condition_of(const ObservedClause &observed, RelationId table);
    void add_condition(const ObservedClause &observed, RelationId table, std::vector<SearchCondition> &conditions);
    IndexPredicate as_predicate(Node *clause, const SearchCondition &condition, RelationId table);
    IndexPredicate as_comparison(Node *clause, RelationId table);
    // What a partial index can have of the condition; nothing where it speaks of values not known before.
    const IndexPredicate &predicate_of(Node *clause, RelationId table);
    std::optional<ColumnChoice> read_order(const ObservedOrder &order, RelationId table);
    void read_sequence(const ObservedSearch &observed, TableSearch &search);
    void read_predicates(const ObservedSearch &observed, TableSearch &search);
    void read_columns(const ObservedSearch &observed, TableSearch &search);
    IndexPredicate settled_by(const ObservedSearch &observed, int column, RelationId table);
    std::optional<policy::OperandText> operand_text(Node *operand, RelationId table);

    const catalog::IndexingCatalog &indexing_;
    Statistics &statistics_;
    std::unordered_map<const Node *, std::optional<SearchCondition>> known_;
    std::unordered_map<const Node *, IndexPredicate> predicates_;
};

} // namespace nova::workload
