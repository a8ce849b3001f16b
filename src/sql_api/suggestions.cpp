#include "sql_api/suggestions.hpp"

#include "catalog/relation_rows.hpp"
#include "pg/memory.hpp"
#include "pg/user_error.hpp"
#include "rules/merge_wishes.hpp"
#include "sql_api/suggestion_builder.hpp"
#include "workload/advisor.hpp"
#include "workload/workload.hpp"

namespace nova::sql_api {

namespace {

// With costs by a workload, a key is weighed beside it by what its counted deletes have read: RI queries may be missing
// in pg_stat_statements, which leaves nested statements out unless told otherwise.
double saved_by(const Suggestion &suggestion, bool with_workload) {
    if (suggestion.workload)
        return suggestion.workload->cost_before - suggestion.workload->cost_after;
    return with_workload && suggestion.evidence == "fk" ? suggestion.benefit * seq_page_cost : 0;
}

// The best first; of equals by table and columns, so that the same database gives the same list.
void sort_by_benefit(std::vector<Suggestion> &suggestions, const RelationCatalog &relations) {
    const bool with_workload = std::any_of(suggestions.begin(), suggestions.end(), [](const Suggestion &suggestion) {
        return suggestion.workload.has_value();
    });
    const auto rank = [&relations, with_workload](const Suggestion &suggestion) {
        constexpr double least = 2.0 * BLCKSZ;
        const double saved = saved_by(suggestion, with_workload);
        return std::tuple(!suggestion.workload && saved == 0, -saved,
                          -suggestion.benefit / std::max(least, suggestion.bytes.value_or(least)),
                          suggestion.evidence != "rls", std::string_view(relations.find(suggestion.table)->name),
                          suggestion.table, std::cref(suggestion.key_columns).get());
    };
    std::stable_sort(suggestions.begin(), suggestions.end(),
                     [&](const Suggestion &a, const Suggestion &b) { return rank(a) < rank(b); });
}

void cut(std::vector<Suggestion> &suggestions, const SuggestionOptions &options) {
    if (options.budget_bytes) {
        double left = *options.budget_bytes;
        std::erase_if(suggestions, [&left](const Suggestion &suggestion) {
            const double bytes = suggestion.bytes.value_or(0);
            if (bytes > left)
                return true;
            left -= bytes;
            return false;
        });
    }
    if (options.max_indexes && suggestions.size() > *options.max_indexes)
        suggestions.resize(*options.max_indexes);
}

// The tables that the statements read and write, each once.
std::vector<RelationId> tables_of(const std::vector<workload::Statement> &statements,
                                  const RelationCatalog &relations) {
    IdSet<RelationId> known;
    std::vector<RelationId> tables;
    for (const workload::Statement &statement : statements)
        for (int i = 0; i < list_length(statement.queries); ++i) {
            List *const found = pg::call([&statement, i] {
                List *read = NIL;
                List *others = NIL;
                bool row_security = false;
                extract_query_dependencies(static_cast<Node *>(list_nth(statement.queries, i)), &read, &others,
                                           &row_security);
                return read;
            });
            for (int j = 0; j < list_length(found); ++j)
                if (const RelationId table{list_nth_oid(found, j)};
                    relations.find(table) != nullptr && known.insert(table))
                    tables.push_back(table);
        }
    return tables;
}

// Does the advised index do for the key or policy, too?
bool does_for(const workload::AdvisedIndex &index, const FindingWish &wish) {
    const IndexChoice &choice = index.wish.choice;
    const IndexChoice &wanted = wish.index.choice;
    return index.table == wish.table && choice.method_name == wanted.method_name && choice.predicate.null.empty() &&
           choice.predicate.comparisons.empty() && choice.predicate.conditions.empty() &&
           (choice.predicate.not_null.empty() || choice.predicate.not_null == wanted.predicate.not_null) &&
           (choice.method_name == "btree" ? grants(choice.columns, wish.index) : choice.columns == wanted.columns);
}

std::vector<Suggestion> build(std::vector<workload::Statement> &statements, const std::vector<FindingWish> &wishes,
                              const SuggestionOptions &options) {
    std::vector<Suggestion> suggestions;
    if (wishes.empty() && statements.empty())
        return suggestions;
    pg::CatalogSnapshot snapshot;
    const RelationCatalog relations = catalog::load_relations(snapshot, catalog::Citus(snapshot));
    IdSet<RelationId> tables;
    for (const FindingWish &wish : wishes)
        relations.add_partition_tree(wish.table, tables);
    const std::vector<RelationId> read = tables_of(statements, relations);
    for (const RelationId table : read)
        relations.add_partition_tree(table, tables);
    catalog::TableIndexes there;
    there.read(snapshot, tables);
    SuggestionBuilder builder(relations, there.indexes);

    std::vector<FindingWish> left;
    std::vector<workload::AdvisedIndex> advised;
    if (!statements.empty()) {
        std::vector<workload::ReplaceableIndex> replaceable;
        for (const RelationId table : read)
            for (workload::ReplaceableIndex &index : builder.replaceable(table, INDEX_MAX_KEYS))
                replaceable.push_back(std::move(index));
        workload::AdvisorContext context{relations, there, builder.statistics(), builder.names(), replaceable};
        std::vector<std::pair<RelationId, IndexWish>> proposals;
        for (const FindingWish &wish : wishes)
            proposals.emplace_back(wish.table, wish.index);
        advised = workload::advise(statements, proposals, {options.max_indexes, options.budget_bytes}, context);
    }
    std::vector<std::vector<const FindingWish *>> granted(advised.size());
    for (const FindingWish &wish : wishes) {
        const auto index = std::find_if(advised.begin(), advised.end(),
                                        [&wish](const workload::AdvisedIndex &one) { return does_for(one, wish); });
        if (index == advised.end())
            left.push_back(wish);
        else
            granted[static_cast<std::size_t>(index - advised.begin())].push_back(&wish);
    }
    for (std::size_t i = 0; i < advised.size(); ++i)
        suggestions.push_back(builder.advised(advised[i], granted[i]));
    for (auto first = left.begin(); first != left.end();) {
        pg::check_for_interrupts();
        const auto last =
            std::find_if(first, left.end(), [first](const FindingWish &wish) { return wish.table != first->table; });
        builder.merge({first, last}, suggestions);
        first = last;
    }
    sort_by_benefit(suggestions, relations);
    cut(suggestions, options);
    snapshot.release();
    return suggestions;
}

} // namespace

Suggestions find_suggestions(const SuggestionOptions &options) {
    const pg::ReportMemory memory;
    workload::Workload workload;
    if (options.workload)
        workload = workload::read_workload();
    return {build(workload.statements, find_wishes(options.foreign_keys, options.policies), options),
            std::move(workload.hint)};
}

std::vector<Suggestion> advise_statement(const workload::Statement &statement) {
    std::vector<workload::Statement> statements{statement};
    auto suggestions = build(statements, {}, {});
    if (statements.front().status != workload::Status::Planned)
        pg::raise({.sqlstate = ERRCODE_FEATURE_NOT_SUPPORTED,
                   .message = "the statement cannot be planned",
                   .detail = statements.front().reason});
    return suggestions;
}

} // namespace nova::sql_api
