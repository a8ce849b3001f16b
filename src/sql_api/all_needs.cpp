#include "sql_api/all_needs.hpp"

#include "rules/last_cover.hpp"

namespace nova::sql_api {

namespace {

void add_tables(const NeedTree &tree, std::vector<RelationId> &tables) {
    tables.push_back(tree.table());
    for (const NeedTree &partition : tree.partitions)
        add_tables(partition, tables);
}

} // namespace

AllNeeds::AllNeeds(const pg::CatalogSnapshot &snapshot, const IdSet<RelationId> &tables)
    : tables_(tables), keys_(catalog::load_key_model(snapshot, tables)), key_prover_(keys_->shapes, keys_->trees),
      policies_(snapshot), collector_(policies_, clauses_), policy_prover_(clauses_, policy_indexes_.texts) {
    // Those of keys whose triggers are disabled, too: somebody may enable them again.
    for (const ForeignKey &key : keys_->keys.keys())
        if (key.declared() && !key.settled)
            add(keys_->keys.needs(key), key_trees_, keys_by_table_);
    load_policies(snapshot);
}

void AllNeeds::add(NeedTree tree, std::vector<NeedTree> &trees, Trees &by_table) {
    std::vector<RelationId> members;
    add_tables(tree, members);
    bool wanted = false;
    for (const RelationId table : members)
        if (tables_.contains(table)) {
            by_table[table].push_back(trees.size());
            wanted = true;
        }
    if (wanted)
        trees.push_back(std::move(tree));
}

void AllNeeds::load_policies(const pg::CatalogSnapshot &snapshot) {
    const std::vector<policy::PolicyNeed> needs = collector_.collect();
    for (const policy::PolicyNeed &need : needs)
        add(collector_.trees().tree(need.need), policy_trees_, policies_by_table_);
    if (policy_trees_.empty())
        return;
    policy_indexes_.read(snapshot, policy::searched_tables(needs, policies_.relations));
}

bool AllNeeds::miss(const std::vector<RelationId> &tables, const IdSet<RelationId> &gone,
                    const IdSet<RelationId> &leaving) {
    const auto missed = [&](const std::vector<NeedTree> &trees, const Trees &by_table, const IndexCatalog &indexes,
                            const CoverFacts &facts) {
        for (const RelationId table : tables)
            if (const auto *const numbers = by_table.find(table))
                for (const std::size_t number : *numbers) {
                    pg::check_for_interrupts();
                    if (is_missed(trees[number], indexes, gone, leaving, facts))
                        return true;
                }
        return false;
    };
    return missed(key_trees_, keys_by_table_, keys_->indexes,
                  {keys_->indexing.search_operators, key_prover_, statistics_}) ||
           missed(policy_trees_, policies_by_table_, policy_indexes_.indexes,
                  {policy_indexes_.indexing.search_operators, policy_prover_, statistics_});
}

} // namespace nova::sql_api
