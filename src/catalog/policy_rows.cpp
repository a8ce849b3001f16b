#include "catalog/policy_rows.hpp"

#include "catalog/fields.hpp"
#include "pg/scan.hpp"

namespace nova::catalog {

namespace {

const char *tree_text(const Row &row, int column) {
    return row.is_null(column) ? nullptr : TextDatumGetCString(row.value(column));
}

void append_policy(HeapTuple tuple, TupleDesc descriptor, std::vector<Policy> &policies) {
    const auto *const form_row = form<FormData_pg_policy>(tuple);
    const Row row(tuple, descriptor);
    Policy &policy = policies.emplace_back();
    policy.id = PolicyId{form_row->oid};
    policy.table = RelationId{form_row->polrelid};
    policy.name.assign(NameStr(form_row->polname));
    policy.command = PolicyCommand{form_row->polcmd};
    policy.permissive = form_row->polpermissive;
    const auto roles = row.array<Oid>(Anum_pg_policy_polroles);
    for (std::size_t i = 0; i < roles.size(); ++i)
        policy.roles.push_back(RoleId{roles[i]});
    policy.using_text = tree_text(row, Anum_pg_policy_polqual);
}

void sort_by_table(std::vector<Policy> &policies) {
    std::sort(policies.begin(), policies.end(),
              [](const Policy &a, const Policy &b) { return std::tie(a.table, a.name) < std::tie(b.table, b.name); });
}

} // namespace

void read_policies(Snapshot snapshot, std::vector<Policy> &policies) {
    pg::scan_catalog(PolicyRelationId, snapshot, [&policies](HeapTuple tuple, TupleDesc descriptor) {
        append_policy(tuple, descriptor, policies);
    });
    sort_by_table(policies);
}

void read_policies_of(Snapshot snapshot, std::span<const RelationId> tables, std::vector<Policy> &policies) {
    for (const RelationId table : tables) {
        pg::look_up_catalog(
            PolicyRelationId, snapshot, PolicyPolrelidPolnameIndexId,
            {{Anum_pg_policy_polrelid, static_cast<Oid>(table)}},
            [&policies](HeapTuple tuple, TupleDesc descriptor) { append_policy(tuple, descriptor, policies); });
    }
    sort_by_table(policies);
}

} // namespace nova::catalog
