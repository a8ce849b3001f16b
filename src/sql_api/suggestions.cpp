#include "sql_api/suggestions.hpp"

#include <deque>

#include "catalog/index_estimate.hpp"
#include "catalog/relation_rows.hpp"
#include "catalog/server_names.hpp"
#include "catalog/server_operator_classes.hpp"
#include "catalog/server_statistics.hpp"
#include "catalog/table_activity.hpp"
#include "catalog/table_indexes.hpp"
#include "model/add_once.hpp"
#include "pg/memory.hpp"
#include "render/create_index.hpp"
#include "render/reason.hpp"
#include "rules/merge_wishes.hpp"
#include "sql_api/missing_keys.hpp"
#include "sql_api/missing_policy_indexes.hpp"

namespace nova::sql_api {

namespace {

struct Wish {
    RelationId table{};
    IndexWish index;
    std::vector<std::string> serves;
    bool policy = false;
    double deletes = 0; // counted, of rows that a foreign key refers to; of a policy's table every read searches
};

std::vector<Wish> wishes_of(const SuggestionOptions &options) {
    std::vector<Wish> wishes;
    if (options.foreign_keys)
        report_missing_keys(false, [&](MissingKeyFinding &&finding) {
            if (finding.wish)
                wishes.push_back({finding.key->referencing,
                                  std::move(*finding.wish),
                                  {"fk " + finding.key->name},
                                  false,
                                  static_cast<double>(finding.referenced_deletes.value_or(0))});
        });
    if (options.policies)
        for (MissingPolicyIndexFinding &finding : find_missing_policy_indexes()) {
            if (!finding.wish)
                continue;
            Wish &wish = wishes.emplace_back();
            wish.table = finding.index_table;
            wish.index = std::move(*finding.wish);
            for (const std::string &policy : finding.policies)
                wish.serves.push_back("policy " + policy);
            wish.policy = true;
        }
    std::stable_sort(wishes.begin(), wishes.end(), [](const Wish &a, const Wish &b) { return a.table < b.table; });
    return wishes;
}

// Is the index a plain one, that another can take over from?
bool is_plain(const Index &index, const RelationCatalog &relations) {
    return index.method->name == "btree" && index.usable() && !index.unique && !index.has_predicate &&
           !index.has_expressions && index.included.empty() && !index.exclusion && !index.replica_identity &&
           !index.clustered && !relations.parent_of(index.id);
}

class Suggester {
  public:
    Suggester(const RelationCatalog &relations, const IndexCatalog &indexes)
        : relations_(relations), indexes_(indexes), names_(relations), index_names_(names_) {}

    // wishes: all of one table.
    void suggest(std::span<const Wish> wishes, std::vector<Suggestion> &suggestions) {
        const RelationId table = wishes.front().table;
        const Relation *const relation = relations_.find(table);
        if (relation == nullptr)
            return;
        const auto size = relations_.tree_size(table);
        MergeFacts facts;
        std::vector<RelationId> existing;
        // One that goes is shorter than one that takes over.
        std::size_t columns = 0;
        for (const Wish &wish : wishes)
            columns += wish.index.choice.columns.size() + wish.index.null_columns.size();
        if (!relation->partitioned)
            for (const Index &index : indexes_.of(table))
                if (index.keys.size() < columns && is_plain(index, relations_))
                    if (const auto choice = describer_.describe(index)) {
                        facts.existing.push_back(choice->columns);
                        existing.push_back(index.id);
                    }
        facts.distinct = [&](const ColumnChoice &column) {
            return column.expression.empty()
                       ? catalog::distinct_values(table, column.column, size ? size->rows : 0, statistics_)
                       : std::nullopt;
        };
        const auto activity = activity_of(table);
        std::vector<IndexWish> plain;
        for (const Wish &wish : wishes)
            plain.push_back(wish.index);
        for (MergedIndex &index : merge_wishes(plain, facts)) {
            Suggestion &suggestion = suggestions.emplace_back();
            suggestion.table = table;
            suggestion.choice = std::move(index.choice);
            describe(suggestion, wishes, index.serves, activity, size);
            if (size)
                suggestion.bytes = catalog::estimated_index_bytes(table, suggestion.choice, size->rows, statistics_);
            for (const std::size_t replaced : index.replaces)
                suggestion.replaces.push_back(existing[replaced]);
            finish(suggestion);
        }
    }

  private:
    std::optional<catalog::TableActivity> activity_of(RelationId table) const {
        const auto tables = relations_.partition_tree(table);
        std::vector<RelationId> indexes;
        for (const RelationId member : tables)
            for (const Index &index : indexes_.of(member))
                indexes.push_back(index.id);
        return catalog::table_activity(tables, indexes);
    }

    static void describe(Suggestion &suggestion, std::span<const Wish> wishes, const std::vector<std::size_t> &served,
                         const std::optional<catalog::TableActivity> &activity, const std::optional<TableSize> &size) {
        double searches = 0;
        for (const std::size_t number : served) {
            const Wish &wish = wishes[number];
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
        if (activity && activity->reads > 0)
            suggestion.writes_per_read = activity->writes / activity->reads;
    }

    void finish(Suggestion &suggestion) {
        SuggestionReason reason;
        for (const std::string &label : suggestion.serves)
            ++(label.starts_with("fk ") ? reason.foreign_keys : reason.policies);
        for (const RelationId index : suggestion.replaces) {
            reason.replaced.push_back(names_.relation(index));
            suggestion.drop_statements.push_back("DROP INDEX CONCURRENTLY IF EXISTS " + names_.relation(index) + ";");
        }
        reason.sign_of_use = suggestion.benefit > 0;
        suggestion.reason = suggestion_reason(reason);
        for (const ColumnChoice &column : suggestion.choice.columns)
            suggestion.key_columns.push_back(!column.expression.empty() ? column.expression
                                             : column.cast.empty()
                                                 ? column.column
                                                 : "(" + names_.quote(column.column) + ")" + column.cast);
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
    NeedTree table_tree(RelationId table, std::deque<Need> &tables) const {
        NeedTree tree;
        tables.emplace_back().table = table;
        tree.need = &tables.back();
        const Relation *const relation = relations_.find(table);
        tree.partitioned = relation != nullptr && relation->partitioned;
        if (tree.partitioned)
            for (const RelationId child : relations_.children_of(table))
                if (const Relation *const partition = relations_.find(child);
                    partition != nullptr && !partition->foreign)
                    tree.partitions.push_back(table_tree(child, tables));
        return tree;
    }

    const RelationCatalog &relations_;
    const IndexCatalog &indexes_;
    catalog::ServerNames names_;
    IndexNames index_names_;
    catalog::ServerIndexDescriber describer_;
    catalog::ServerStatistics statistics_;
};

// The best first; of equals by table and columns, so that the same database gives the same list.
void sort_by_benefit(std::vector<Suggestion> &suggestions, const RelationCatalog &relations) {
    const auto rank = [&relations](const Suggestion &suggestion) {
        constexpr double least = 2.0 * BLCKSZ;
        return std::tuple(-suggestion.benefit / std::max(least, suggestion.bytes.value_or(least)),
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

} // namespace

std::vector<std::string> Suggestion::create_statements() const {
    std::vector<std::string> texts;
    for (const MigrationStep &step : steps)
        texts.push_back(step.statement.text);
    return texts;
}

std::vector<Suggestion> find_suggestions(const SuggestionOptions &options) {
    std::vector<Suggestion> suggestions;
    const pg::ReportMemory memory;
    const std::vector<Wish> wishes = wishes_of(options);
    if (wishes.empty())
        return suggestions;

    pg::CatalogSnapshot snapshot;
    const RelationCatalog relations = catalog::load_relations(snapshot, catalog::Citus(snapshot));
    IdSet<RelationId> tables;
    for (const Wish &wish : wishes)
        relations.add_partition_tree(wish.table, tables);
    catalog::TableIndexes there;
    there.read(snapshot, tables);

    Suggester suggester(relations, there.indexes);
    for (auto first = wishes.begin(); first != wishes.end();) {
        pg::check_for_interrupts();
        const auto last =
            std::find_if(first, wishes.end(), [first](const Wish &wish) { return wish.table != first->table; });
        suggester.suggest({first, last}, suggestions);
        first = last;
    }
    sort_by_benefit(suggestions, relations);
    cut(suggestions, options);
    snapshot.release();
    return suggestions;
}

} // namespace nova::sql_api
