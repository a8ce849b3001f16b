// pg_statistic and the cumulative statistics, as far as the caller may see them.
#pragma once

#include "model/relation.hpp"
#include "pg/scan.hpp"
#include "rules/server_facts.hpp"

namespace nova::catalog {

// As the view pg_stats: columns that the caller may read, of tables whose policies do not hide rows from him. Inside
// pg::call.
bool statistics_visible(Oid relation, AttrNumber column);

class ServerStatistics final : public Statistics {
  public:
    ServerStatistics() = default;
    // To be asked about so many columns: reads pg_statistic whole where that costs less than looking them up. Those of
    // a tree are not searched for where a table has no children.
    ServerStatistics(const RelationCatalog &relations, Snapshot snapshot, std::size_t columns);

    std::optional<double> correlation(RelationId relation, AttributeNumber column) override;
    std::optional<double> null_fraction(RelationId relation, AttributeNumber column) override;
    std::optional<double> distinct(RelationId relation, AttributeNumber column) override;

  private:
    bool may_have_children(RelationId relation) const {
        return relations_ == nullptr || !relations_->children_of(relation).empty();
    }

    struct Figures {
        double null_fraction;
        double distinct;
    };
    std::optional<Figures> figures(RelationId relation, AttributeNumber column) const;

    const RelationCatalog *relations_ = nullptr;
    std::optional<IdMap<std::uint64_t, Figures>> all_; // by the columns of the index on pg_statistic
};

// Rows deleted from the table and its partitions since the counters were reset. Nothing where they mean nothing:
// on a standby, which counts its own work only, and where track_counts is off.
std::optional<std::int64_t> deleted_rows(RelationId table, const RelationCatalog &relations);

} // namespace nova::catalog
