// The needs of all policies of the database.
#pragma once

#include "policy/need_trees.hpp"
#include "policy/policy_model.hpp"
#include "policy/policy_sets.hpp"

namespace nova::policy {

// The needs of all policy tables, with those of inheritance children.
class NeedCollector {
  public:
    NeedCollector(PolicyModel &model, ClauseStore &store)
        : model_(model), finder_(reader_, store, bodies_), trees_(model.relations, store) {}

    // The needs of a table come one after the other.
    std::vector<PolicyNeed> collect();
    NeedTrees &trees() { return trees_; }

  private:
    // Takes the needs of the set.
    void collect(const PolicyTable &table, PolicySet &set, std::vector<PolicyNeed> &needs);
    void add_children(const PolicyNeed &need, std::vector<PolicyNeed> &needs);

    PolicyModel &model_;
    FilterReader reader_;
    FunctionBodies bodies_;
    NeedFinder finder_;
    NeedTrees trees_;
};

// The tables that the needs search, with their partitions.
IdSet<RelationId> searched_tables(const std::vector<PolicyNeed> &needs, const RelationCatalog &relations);

} // namespace nova::policy
