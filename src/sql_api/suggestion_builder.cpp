#include "sql_api/suggestion_builder.hpp"

#include <deque>

#include "catalog/index_estimate.hpp"
#include "model/add_once.hpp"
#include "render/create_index.hpp"
#include "render/reason.hpp"
#include "rules/merge_wishes.hpp"

namespace nova::sql_api {

namespace {

// Is the index a plain one, that another can take over from?
bool is_plain(const Index &index, const RelationCatalog &relations) {
    return index.method->name == "btree" && index.usable() && !index.unique && !index.has_predicate &&
           !index.has_expressions && index.included.empty() && !index.exclusion && !index.replica_identity &&
           !index.clustered && !relations.parent_of(index.id);
}

void describe_served(Suggestion &suggestion, std::span<const FindingWish> wishes,
                     const std::vector<std::size_t> &served, const std::optional<catalog::TableActivity> &activity,
                     const std::optional<TableSize> &size) {
    double searches = 0;
    for (const std::size_t number : served) {
        const FindingWish &wish = wishes[number];
        if (suggestion.choice.method_name == "btree" && !grants(suggestion.choice.columns, wish.index))
            continue;
        for (const std::string &label : wish.serves)
            add_once(suggestion.serves, label);
        searches += wish.policy ? (activity ? activity->reads : 0) : wish.deletes;
        if (wish.policy)
            suggestion.evidence = "rls";
    }
    if (suggestion.evidence.empty())
        suggestion.evidence = "fk";
    if (size)
        suggestion.benefit = searches * size->pages;
}

} // namespace

std::vector<std::string> Suggestion::create_statements() const {
    std::vector<std::string> texts;
    for (const MigrationStep &step : steps)
        texts.push_back(step.statement.text);
    return texts;
}

std::vector<workload::ReplaceableIndex> SuggestionBuilder::replaceable(RelationId table, std::size_t columns) {
    std::vector<workload::ReplaceableIndex> result;
    const Relation *const relation = relations_.find(table);
    if (relation == nullptr || relation->partitioned)
        return result;
    for (const Index &index : indexes_.of(table))
        if (index.keys.size() < columns && is_plain(index, relations_))
            if (const auto choice = describer_.describe(index))
                result.push_back({index.id, table, choice->columns});
    return result;
}

void SuggestionBuilder::merge(std::span<const FindingWish> wishes, std::vector<Suggestion> &suggestions) {
    const RelationId table = wishes.front().table;
    if (relations_.find(table) == nullptr)
        return;
    const auto size = relations_.tree_size(table);
    // One that goes is shorter than one that takes over.
    std::size_t columns = 0;
    for (const FindingWish &wish : wishes)
        columns += wish.index.choice.columns.size() + wish.index.null_columns.size();
    const auto existing = replaceable(table, columns);
    MergeFacts facts;
    for (const workload::ReplaceableIndex &index : existing)
        facts.existing.push_back(index.columns);
    facts.distinct = [&](const ColumnChoice &column) {
        return column.expression.empty()
                   ? catalog::distinct_values(table, column.column, size ? size->rows : 0, statistics_)
                   : std::nullopt;
    };
    const auto activity = activity_of(table);
    std::vector<IndexWish> plain;
    for (const FindingWish &wish : wishes)
        plain.push_back(wish.index);
    for (MergedIndex &index : merge_wishes(plain, facts)) {
        Suggestion &suggestion = suggestions.emplace_back();
        suggestion.table = table;
        suggestion.choice = std::move(index.choice);
        describe_served(suggestion, wishes, index.serves, activity, size);
        if (activity && activity->reads > 0)
            suggestion.writes_per_read = activity->writes / activity->reads;
        if (size)
            suggestion.bytes = catalog::estimated_index_bytes(table, suggestion.choice, size->rows, statistics_);
        for (const std::size_t replaced : index.replaces)
            suggestion.replaces.push_back(existing[replaced].index);
        finish(suggestion);
    }
}

Suggestion SuggestionBuilder::advised(const workload::AdvisedIndex &index,
                                      const std::vector<const FindingWish *> &granted) {
    Suggestion suggestion;
    suggestion.table = index.table;
    suggestion.choice = index.wish.choice;
    suggestion.evidence = "workload";
    suggestion.workload = {index.calls, index.cost_before, index.cost_after};
    suggestion.bytes = index.bytes;
    suggestion.replaces = index.replaces;
    for (const workload::Statement *statement : index.serves)
        add_once(suggestion.serves, statement->label);
    for (const FindingWish *wish : granted)
        for (const std::string &label : wish->serves)
            add_once(suggestion.serves, label);
    const auto activity = activity_of(index.table);
    if (activity && activity->reads > 0)
        suggestion.writes_per_read = activity->writes / activity->reads;
    suggestion.assumptions = index.assumptions;
    finish(suggestion);
    return suggestion;
}

std::optional<catalog::TableActivity> SuggestionBuilder::activity_of(RelationId table) const {
    const auto tables = relations_.partition_tree(table);
    std::vector<RelationId> indexes;
    for (const RelationId member : tables)
        for (const Index &index : indexes_.of(member))
            indexes.push_back(index.id);
    return catalog::table_activity(tables, indexes);
}

void SuggestionBuilder::finish(Suggestion &suggestion) {
    SuggestionReason reason;
    for (const std::string &label : suggestion.serves)
        ++(label.starts_with("fk ")       ? reason.foreign_keys
           : label.starts_with("policy ") ? reason.policies
                                          : reason.statements);
    for (const RelationId index : suggestion.replaces) {
        reason.replaced.push_back(names_.relation(index));
        suggestion.drop_statements.push_back("DROP INDEX CONCURRENTLY IF EXISTS " + names_.relation(index) + ";");
    }
    if (suggestion.workload) {
        reason.cost_before = suggestion.workload->cost_before;
        reason.cost_after = suggestion.workload->cost_after;
    }
    reason.assumptions = suggestion.assumptions;
    reason.sign_of_use = suggestion.workload || suggestion.benefit > 0;
    suggestion.reason = suggestion_reason(reason);
    for (const ColumnChoice &column : suggestion.choice.columns)
        suggestion.key_columns.push_back(key_text(column, names_));
    suggestion.predicate = index_predicate(suggestion.choice, names_);
    StatementContext context{relations_, names_, index_names_};
    std::deque<Need> tables;
    const NeedTree tree = table_tree(suggestion.table, tables);
    const PlanFacts facts{indexes_, relations_, describer_};
    IndexPlan plan;
    plan.table = suggestion.table;
    if (tree.partitioned)
        plan = plan_partitions(tree, suggestion.choice, facts);
    for (IndexStatement &statement : index_statements(plan, suggestion.choice, context)) {
        MigrationStep &step = suggestion.steps.emplace_back();
        if (!statement.index.empty())
            step.index = qualified_like(*relations_.find(statement.table), statement.index, names_);
        step.statement = std::move(statement);
    }
}

// The partition tree alone: which tables get the index.
NeedTree SuggestionBuilder::table_tree(RelationId table, std::deque<Need> &tables) const {
    NeedTree tree;
    tables.emplace_back().table = table;
    tree.need = &tables.back();
    const Relation *const relation = relations_.find(table);
    tree.partitioned = relation != nullptr && relation->partitioned;
    if (tree.partitioned)
        for (const RelationId child : relations_.children_of(table))
            if (const Relation *const partition = relations_.find(child); partition != nullptr && !partition->foreign)
                tree.partitions.push_back(table_tree(child, tables));
    return tree;
}

} // namespace nova::sql_api
