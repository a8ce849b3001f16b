#include "sql_api/report_entries.hpp"

#include "catalog/server_names.hpp"
#include "pg/digest.hpp"
#include "render/report_rules.hpp"
#include "render/words.hpp"
#include "sql_api/index_problems.hpp"
#include "sql_api/missing_keys.hpp"
#include "sql_api/missing_policy_indexes.hpp"
#include "sql_api/policy_problems.hpp"

namespace nova::sql_api {

namespace {

PropertyValue estimate(const std::optional<double> &value) {
    return value ? PropertyValue(static_cast<std::int64_t>(*value)) : PropertyValue();
}

template <class Value> PropertyValue optional(const std::optional<Value> &value) {
    return value ? PropertyValue(*value) : PropertyValue();
}

// Turns the findings of each rule into entries. Properties have the names of the columns of the rule's SQL function.
class Collector {
  public:
    void add_missing_keys() {
        const ReportRule &rule = report_rule("missing_fk_index");
        report_missing_keys(false, [&](MissingKeyFinding &&finding, const RelationCatalog &) {
            ReportEntry entry = begin(rule, finding.severity, finding.key->referencing, finding.problem);
            entry.objects = {std::string(finding.key->name)};
            entry.statements = finding.create_statements;
            entry.properties = {{"column_names", finding.columns},
                                {"referenced_table", names_.relation(finding.key->referenced)},
                                {"on_delete", word(finding.key->on_delete)},
                                {"on_update", word(finding.key->on_update)},
                                {"coverage", word(finding.coverage)},
                                {"nearest_index", relation(finding.nearest_index)},
                                {"table_rows", estimate(finding.rows)},
                                {"table_bytes", estimate(finding.bytes)},
                                {"referenced_deletes", optional(finding.referenced_deletes)}};
            entries_.push_back(std::move(entry));
        });
    }

    void add_missing_policy_indexes() {
        const ReportRule &rule = report_rule("missing_rls_index");
        for (const MissingPolicyIndexFinding &finding : find_missing_policy_indexes()) {
            ReportEntry entry = begin(rule, finding.severity, finding.table, finding.problem);
            const std::string index_table = names_.relation(finding.index_table);
            entry.objects = finding.policies;
            entry.statements = finding.create_statements;
            entry.properties = {{"command", finding.command},
                                {"roles", finding.roles},
                                {"index_table", index_table},
                                {"column_names", finding.columns},
                                {"expression", optional(finding.expression)},
                                {"coverage", word(finding.coverage)},
                                {"nearest_index", relation(finding.nearest_index)},
                                {"table_rows", estimate(finding.rows)},
                                {"table_bytes", estimate(finding.bytes)}};
            entry.identity = finding.columns;
            entry.identity.push_back(index_table);
            entries_.push_back(std::move(entry));
        }
    }

    void add_policy_problems() {
        for (const PolicyProblemFinding &finding : find_policy_problems()) {
            ReportEntry entry =
                begin(report_rule(word(finding.rule)), finding.severity, finding.table, finding.problem);
            entry.objects = {finding.policy};
            if (finding.rewrite)
                entry.statements = {*finding.rewrite};
            entry.properties = {{"command", finding.command}, {"expression", optional(finding.expression)}};
            entry.identity = {finding.command, finding.expression.value_or("")};
            entries_.push_back(std::move(entry));
        }
    }

    void add_index_problems() {
        for (const IndexProblemFinding &finding : find_index_problems()) {
            const ReportRule &rule = report_rule(word(finding.rule));
            ReportEntry entry = begin(rule, rule.usual, finding.table, finding.problem);
            entry.objects = {bare_name(finding.index)};
            entry.statements = finding.drop_statements;
            entry.properties = {{"kept_index", relation(finding.kept_index)},
                                {"index_bytes", estimate(finding.bytes)},
                                {"scans", optional(finding.scans)},
                                {"create_statements", finding.create_statements}};
            entries_.push_back(std::move(entry));
        }
    }

    std::vector<ReportEntry> take() {
        for (ReportEntry &entry : entries_)
            entry.fingerprint = fingerprint(entry);
        sort_by_severity(entries_);
        return std::move(entries_);
    }

  private:
    ReportEntry begin(const ReportRule &rule, Severity severity, RelationId table, const std::string &problem) {
        ReportEntry entry;
        entry.rule = &rule;
        entry.severity = severity;
        entry.table = names_.relation(table);
        entry.problem = problem;
        return entry;
    }

    PropertyValue relation(const std::optional<RelationId> &id) {
        return id ? PropertyValue(names_.relation(*id)) : PropertyValue();
    }

    // Of an index; its number when it is gone.
    static std::string bare_name(RelationId index) {
        const char *const name =
            pg::call([index] { return const_cast<const char *>(get_rel_name(static_cast<Oid>(index))); });
        return name != nullptr ? name : std::to_string(static_cast<Oid>(index));
    }

    static std::string fingerprint(const ReportEntry &entry) {
        // No name holds a zero byte.
        std::string names = entry.rule->id + std::string(1, '\0') + entry.table;
        for (const auto *const list : {&entry.objects, &entry.identity})
            for (const std::string &name : *list)
                names += '\0' + name;
        return pg::digest(names);
    }

    const RelationCatalog no_relations_{}; // all names come from the syscache
    catalog::ServerNames names_{no_relations_};
    std::vector<ReportEntry> entries_;
};

} // namespace

Report collect_report() {
    Report report;
    report.database = pg::call([] { return const_cast<const char *>(get_database_name(MyDatabaseId)); });
    report.server_version = pg::call([] { return GetConfigOption("server_version", false, false); });
    Collector collector;
    collector.add_missing_keys();
    collector.add_missing_policy_indexes();
    collector.add_policy_problems();
    collector.add_index_problems();
    report.entries = collector.take();
    return report;
}

} // namespace nova::sql_api
