#include "guard/messages.hpp"

#include "catalog/relation_rows.hpp"
#include "catalog/server_names.hpp"
#include "model/add_once.hpp"
#include "render/create_index.hpp"
#include "sql_api/policy_problems.hpp"

namespace nova::guard {

namespace {

// Runs fn(names) where there is something to name.
template <class Fn> void with_names(Fn fn) {
    pg::CatalogSnapshot snapshot;
    const RelationCatalog relations =
        catalog::look_up_relations(snapshot, catalog::Citus(snapshot), catalog::RelationRows::Newest);
    catalog::ServerNames names(relations);
    fn(names);
    snapshot.release();
}

// The statement that builds the index while the table is this transaction's alone.
std::string plain_statement(RelationId table, const std::optional<IndexWish> &wish, Names &names) {
    if (!wish)
        return {};
    return "CREATE INDEX ON " + names.relation(table) + " " + index_definition(wish->choice, names) + ";";
}

// Adds the message with what clears the finding: an index on the table.
template <class Finding>
void add(GuardMessage message, const Finding &finding, RelationId table, Names &names,
         std::vector<GuardMessage> &messages) {
    message.statements = finding.create_statements;
    message.plain_statement = plain_statement(table, finding.wish, names);
    messages.push_back(std::move(message));
}

} // namespace

void add_key_message(const MissingKeyFinding &finding, const RelationCatalog &relations,
                     std::vector<GuardMessage> &messages) {
    catalog::ServerNames names(relations);
    const ForeignKey &key = *finding.key;
    add(key_message({.name = std::string(key.name),
                     .table = key.referencing,
                     .columns = finding.columns,
                     .referenced = key.referenced,
                     .problem = finding.problem},
                    names),
        finding, key.referencing, names, messages);
}

void add_policy_messages(const std::vector<MissingPolicyIndexFinding> &findings, std::vector<GuardMessage> &messages) {
    if (findings.empty())
        return;
    with_names([&](Names &names) {
        for (const MissingPolicyIndexFinding &finding : findings)
            add(policy_message({.names = finding.policies,
                                .table = finding.table,
                                .index_table = finding.index_table,
                                .columns = finding.columns,
                                .problem = finding.problem},
                               names),
                finding, finding.index_table, names, messages);
    });
}

void add_slow_policies(const std::vector<SuspectPolicy> &suspects, std::vector<GuardMessage> &messages) {
    std::vector<RelationId> tables;
    for (const SuspectPolicy &suspect : suspects)
        add_once(tables, suspect.table);
    const auto is_suspect = [&suspects](const PolicyProblemFinding &finding) {
        return (finding.rule == PolicyRule::VolatileFunction || finding.rule == PolicyRule::OpaqueFunction) &&
               std::any_of(suspects.begin(), suspects.end(), [&finding](const SuspectPolicy &suspect) {
                   return suspect.table == finding.table && suspect.name == finding.policy;
               });
    };
    with_names([&](Names &names) {
        for (const PolicyProblemFinding &finding : sql_api::find_policy_problems_of(tables))
            if (is_suspect(finding))
                messages.push_back(slow_policy_message(finding.policy, finding.table, finding.problem,
                                                       finding.rewrite.value_or(""), names));
    });
}

} // namespace nova::guard
