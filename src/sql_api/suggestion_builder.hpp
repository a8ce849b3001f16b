// From what rules and advisor have chosen to suggestions in words and statements.
#pragma once

#include <span>

#include "catalog/server_names.hpp"
#include "catalog/server_operator_classes.hpp"
#include "catalog/server_statistics.hpp"
#include "catalog/table_activity.hpp"
#include "sql_api/index_wishes.hpp"
#include "sql_api/suggestion.hpp"
#include "workload/advisor.hpp"

namespace nova::sql_api {

class SuggestionBuilder {
  public:
    SuggestionBuilder(const RelationCatalog &relations, const IndexCatalog &indexes)
        : relations_(relations), indexes_(indexes), names_(relations), index_names_(names_) {}

    // Existing indexes of the table that may go when another one starts with their columns; those with fewer than so
    // many.
    std::vector<workload::ReplaceableIndex> replaceable(RelationId table, std::size_t columns);
    // The fewest indexes that grant the wishes, all of one table.
    void merge(std::span<const FindingWish> wishes, std::vector<Suggestion> &suggestions);
    // An index that the workload wants, and what it does for keys and policies besides.
    Suggestion advised(const workload::AdvisedIndex &index, const std::vector<const FindingWish *> &granted);

    catalog::ServerNames &names() { return names_; }
    catalog::ServerStatistics &statistics() { return statistics_; }

  private:
    std::optional<catalog::TableActivity> activity_of(RelationId table) const;
    void finish(Suggestion &suggestion);
    NeedTree table_tree(RelationId table, std::deque<Need> &tables) const;

    const RelationCatalog &relations_;
    const IndexCatalog &indexes_;
    catalog::ServerNames names_;
    IndexNames index_names_;
    catalog::ServerIndexDescriber describer_;
    catalog::ServerStatistics statistics_;
};

} // namespace nova::sql_api
