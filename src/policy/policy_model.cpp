#include "policy/policy_model.hpp"

#include "catalog/policy_rows.hpp"
#include "catalog/relation_rows.hpp"
#include "pg/confinement.hpp"

namespace nova::policy {

namespace {

std::vector<RoleId> roles_of(std::span<const Policy> policies) {
    std::vector<RoleId> roles;
    for (const Policy &policy : policies)
        for (const RoleId role : policy.roles)
            if (is_valid(role))
                roles.push_back(role);
    std::sort(roles.begin(), roles.end());
    roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
    return roles;
}

// Under pg::probe.
void read_filter(const Policy &policy, PolicyTable &table, FilterReader &reader) {
    pg::check_for_interrupts();
    reader.turn_to(table.id);
    Node *const tree = table.trees[&policy] =
        pg::call([&policy] { return static_cast<Node *>(stringToNode(policy.using_text)); });
    table.filters[&policy] = reader.read(tree, table.id, &policy);
}

template <class Read> void for_each_condition(std::span<PolicyTable> tables, Read read) {
    for (PolicyTable &table : tables)
        for (const Policy &policy : table.policies)
            if (policy.using_text != nullptr)
                read(policy, table);
}

// Tables whose policies are read in one subtransaction: that costs more the more tables the transaction has made, but
// holds the locks that reading takes.
constexpr std::size_t tables_at_once = 32;

void read_at_once(std::span<PolicyTable> tables, FilterReader &reader) {
    reader.set_inlining(true);
    const bool all = pg::probe([&] {
        for_each_condition(tables,
                           [&](const Policy &policy, PolicyTable &table) { read_filter(policy, table, reader); });
    });
    if (all)
        return;
    // Where inlining would need a lock that another session has, or the planner would run a user's function, calls stay
    // closed.
    for_each_condition(tables, [&](const Policy &policy, PolicyTable &table) {
        table.filters[&policy] = {};
        for (const bool inlining : {true, false}) {
            reader.set_inlining(inlining);
            if (pg::probe([&] { read_filter(policy, table, reader); }))
                break;
        }
    });
    reader.set_inlining(true);
}

} // namespace

PolicyModel::PolicyModel(const pg::CatalogSnapshot &snapshot) {
    pg::call([this, &snapshot] { catalog::read_policies(snapshot.get(), policies_); });
    if (policies_.empty())
        return;
    const catalog::Citus citus(snapshot);
    relations = catalog::load_relations(snapshot, citus);
    build(snapshot, citus);
}

PolicyModel::PolicyModel(const pg::CatalogSnapshot &snapshot, std::span<const RelationId> of) {
    pg::call([&] { catalog::read_policies_of(snapshot.get(), of, policies_); });
    if (policies_.empty())
        return;
    const catalog::Citus citus(snapshot);
    relations = catalog::look_up_relations(snapshot, citus, catalog::RelationRows::Newest);
    build(snapshot, citus);
}

void PolicyModel::build(const pg::CatalogSnapshot &snapshot, const catalog::Citus &citus) {
    roles.emplace(snapshot.get());

    for (auto first = policies_.begin(); first != policies_.end();) {
        const auto last = std::find_if(first, policies_.end(),
                                       [first](const Policy &policy) { return policy.table != first->table; });
        const Relation *const table = relations.find(first->table);
        if (table != nullptr && table->row_security && table->permanent && !table->extension_member &&
            !citus.is_shard(table->id)) {
            PolicyTable &entry = tables.emplace_back();
            entry.id = table->id;
            entry.policies = {first, last};
            entry.groups = roles->groups(roles_of(entry.policies));
        }
        first = last;
    }
}

void read_filters(std::span<PolicyTable> tables, FilterReader &reader) {
    for (std::size_t first = 0; first < tables.size(); first += tables_at_once)
        read_at_once(tables.subspan(first, std::min(tables_at_once, tables.size() - first)), reader);
}

} // namespace nova::policy
