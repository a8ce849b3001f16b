// The needs of foreign keys and policies of some tables, to ask what they would miss.
#pragma once

#include "catalog/key_model.hpp"
#include "catalog/server_prover.hpp"
#include "catalog/server_statistics.hpp"
#include "catalog/table_indexes.hpp"
#include "policy/need_collector.hpp"

namespace nova::sql_api {

// Server-side parts live in the memory context that is current, which has to outlive the object.
class AllNeeds {
  public:
    AllNeeds(const pg::CatalogSnapshot &snapshot, const IdSet<RelationId> &tables);
    AllNeeds(const AllNeeds &) = delete;
    AllNeeds &operator=(const AllNeeds &) = delete;

    // Would a foreign key or a policy that searches one of the tables be served worse without the indexes `leaving`,
    // those in `gone` being gone already?
    bool miss(const std::vector<RelationId> &tables, const IdSet<RelationId> &gone, const IdSet<RelationId> &leaving);

  private:
    // By each table of the tree.
    using Trees = IdMap<RelationId, std::vector<std::size_t>>;

    void add(NeedTree tree, std::vector<NeedTree> &trees, Trees &by_table);
    void load_policies(const pg::CatalogSnapshot &snapshot);

    const IdSet<RelationId> &tables_; // of interest
    catalog::ServerStatistics statistics_;
    std::unique_ptr<catalog::KeyModel> keys_;
    catalog::ServerProver key_prover_;
    std::vector<NeedTree> key_trees_;
    Trees keys_by_table_;

    policy::PolicyModel policies_;
    policy::ClauseStore clauses_;
    policy::NeedCollector collector_;
    catalog::TableIndexes policy_indexes_;
    policy::PolicyProver policy_prover_;
    std::vector<NeedTree> policy_trees_;
    Trees policies_by_table_;
};

} // namespace nova::sql_api
