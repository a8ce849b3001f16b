#include "sql_api/policy_problems.hpp"

#include "catalog/accepted_rows.hpp"
#include "catalog/reach.hpp"
#include "catalog/server_statistics.hpp"
#include "catalog/table_indexes.hpp"
#include "pg/attempt.hpp"
#include "pg/catalog_changes.hpp"
#include "pg/memory.hpp"
#include "policy/problem_many_permissive.hpp"
#include "policy/problem_not_leakproof.hpp"
#include "policy/problem_opaque_function.hpp"
#include "policy/problem_or_without_column.hpp"
#include "policy/problem_per_row_function.hpp"
#include "policy/problem_shadowed_by_policy.hpp"
#include "policy/problem_subquery.hpp"
#include "policy/problem_volatile_function.hpp"
#include "policy/problem_wrapped_column.hpp"
#include "render/words.hpp"

namespace nova::sql_api {

namespace {

using policy::Clause;
using policy::Filter;
using policy::PolicyRewrite;
using policy::PolicySets;
using policy::PolicyTable;
using policy::Problem;
using policy::RuleContext;

void add(std::vector<Problem> &problems, std::optional<Problem> problem) {
    if (problem)
        problems.push_back(std::move(*problem));
}

void add(std::vector<Problem> &problems, std::vector<Problem> more) {
    std::move(more.begin(), more.end(), std::back_inserter(problems));
}

void judge_clauses(const Filter &filter, const RuleContext &context, PolicyRewrite &rewrite,
                   std::vector<Problem> &problems) {
    for (const Filter &part : filter.parts)
        judge_clauses(part, context, rewrite, problems);
    if (filter.kind != Filter::Kind::Clause)
        return;
    const Clause &clause = *filter.clause;
    add(problems, policy::find_subquery(clause, context, rewrite));
    if (auto opaque = policy::find_opaque_function(clause, context))
        problems.push_back(std::move(*opaque));
    else
        add(problems, policy::find_wrapped_column(clause, context, rewrite));
    add(problems, policy::find_volatile_function(clause, context));
    add(problems, policy::find_per_row_functions(clause, context, rewrite));
}

class Reporter {
  public:
    Reporter(const policy::PolicyModel &model, const IndexCatalog &indexes, const catalog::TreeTexts &texts,
             policy::FunctionBodies &bodies, Statistics &statistics)
        : model_(model), indexes_(indexes), texts_(texts), bodies_(bodies), statistics_(statistics),
          names_(model.relations) {}

    void report(const PolicySets &sets, std::vector<PolicyProblemFinding> &findings) {
        const RuleContext context{model_, sets, indexes_, texts_, names_, bodies_, statistics_};
        const PolicyTable &table = *sets.table;
        table_.reset();
        for (const Policy &policy : table.policies) {
            pg::check_for_interrupts();
            const auto read = table.filters.find(&policy);
            if (read == table.filters.end())
                continue;
            const policy::Filter filter = policy::factored(read->second);
            std::vector<Problem> problems;
            PolicyRewrite rewrite(table.trees.at(&policy));
            judge_clauses(filter, context, rewrite, problems);
            add(problems, policy::find_or_without_column(&policy, filter, context));
            const auto text = rewrite.print(table.id);
            for (Problem &problem : problems)
                findings.push_back(finding(problem, table.id, text));
        }
        std::vector<Problem> problems;
        add(problems, policy::find_policies_without_column(context));
        add(problems, policy::find_shadowed_by_policy(context));
        add(problems, policy::find_not_leakproof(context));
        add(problems, policy::find_many_permissive(context));
        for (Problem &problem : problems)
            findings.push_back(finding(problem, table.id, {}));
    }

  private:
    struct TableFacts {
        std::string name;
        std::optional<TableSize> size;
        bool reachable;
    };

    std::string alter_policy(const Policy &policy, const std::string &using_clause) {
        return "ALTER POLICY " + names_.quote(policy.name) + " ON " + names_.relation(policy.table) + " USING (" +
               using_clause + ");";
    }

    // Looked up for tables that have problems.
    const TableFacts &facts_of(RelationId table) {
        if (!table_)
            table_ = {names_.relation(table), model_.relations.tree_size(table),
                      catalog::is_reachable(table, *model_.roles)};
        return *table_;
    }

    PolicyProblemFinding finding(Problem &problem, RelationId id, const PolicyRewrite::Text &rewrite) {
        const TableFacts &table = facts_of(id);
        PolicyProblemFinding result;
        result.table = id;
        result.policy = problem.policy->name;
        result.command = problem.command;
        result.rule = problem.rule;
        result.expression = problem.expression;
        const bool locked = !problem.expression && problem.rule != PolicyRule::ManyPermissive;
        const bool rewrite_locked = problem.rewritten && rewrite.locked;
        if (problem.rewritten && rewrite.using_clause)
            result.rewrite = alter_policy(*problem.policy, *rewrite.using_clause);
        result.problem = result.rewrite || rewrite_locked ? problem.rewritten_sentence : problem.sentence;
        result.problem += problem_ending({.table = table.name,
                                          .reachable = table.reachable,
                                          .searched = problem.cost.searched && problem.cost.most != Severity::Low,
                                          .locked = locked || rewrite_locked});
        problem.cost.size = table.size;
        problem.cost.reachable = table.reachable;
        result.severity = judge_severity(problem.cost);
        if (table.size)
            result.bytes = table.size->pages * BLCKSZ;
        return result;
    }

    const policy::PolicyModel &model_;
    const IndexCatalog &indexes_;
    const catalog::TreeTexts &texts_;
    policy::FunctionBodies &bodies_;
    Statistics &statistics_;
    catalog::ServerNames names_;
    std::optional<TableFacts> table_; // the one that is reported on
};

std::vector<PolicyProblemFinding> sorted(std::vector<PolicyProblemFinding> findings, const RelationCatalog &relations) {
    const auto rank = [&relations](const PolicyProblemFinding &finding) {
        return std::tuple(-static_cast<int>(finding.severity), -finding.bytes.value_or(0),
                          std::string_view(relations.find(finding.table)->name), finding.table,
                          std::string_view(finding.policy), finding.rule);
    };
    std::stable_sort(findings.begin(), findings.end(), [&](const auto &a, const auto &b) { return rank(a) < rank(b); });
    return findings;
}

std::vector<PolicyProblemFinding> find_in(policy::PolicyModel &model, const pg::CatalogSnapshot &snapshot,
                                          bool include_accepted) {
    std::vector<PolicyProblemFinding> findings;
    if (!model.tables.empty()) {
        policy::FunctionBodies bodies;
        IdSet<RelationId> tables;
        for (const PolicyTable &table : model.tables)
            model.relations.add_partition_tree(table.id, tables);
        catalog::TableIndexes there;
        there.read(snapshot, tables);
        catalog::ServerStatistics statistics;
        Reporter reporter(model, there.indexes, there.texts, bodies, statistics);
        for (PolicyTable &declared : model.tables) {
            // Expressions, simplified and printed, take many times the room of their findings.
            const pg::ReportMemory of_table;
            PolicyTable table = std::move(declared);
            policy::FilterReader reader;
            policy::ClauseStore store;
            policy::NeedFinder finder(reader, store, bodies);
            policy::PolicyProver prover(store, there.texts);
            policy::NeedTrees trees(model.relations, store);
            const std::size_t before = findings.size();
            const auto look = [&] {
                policy::read_filters(table, reader);
                PolicySets sets = policy::collect_sets(table, finder);
                policy::judge_sets(sets, trees, model.relations, there.indexes,
                                   {there.indexing.search_operators, prover, statistics});
                reporter.report(sets, findings);
            };
            // Of a table that changes meanwhile nothing is said.
            if (!pg::attempt(look, pg::catalogs_changed))
                findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end());
        }
        const Acceptance accepted = catalog::read_acceptance(snapshot, include_accepted);
        std::erase_if(findings, [&](const PolicyProblemFinding &finding) {
            return accepted.contains(model.relations.find(finding.table), finding.policy, word(finding.rule));
        });
        findings = sorted(std::move(findings), model.relations);
    }
    return findings;
}

} // namespace

std::vector<PolicyProblemFinding> find_policy_problems(bool include_accepted) {
    const pg::ReportMemory memory;
    pg::CatalogSnapshot snapshot;
    policy::PolicyModel model(snapshot);
    auto findings = find_in(model, snapshot, include_accepted);
    snapshot.release();
    return findings;
}

std::vector<PolicyProblemFinding> find_policy_problems_of(const std::vector<RelationId> &tables) {
    const pg::ReportMemory memory;
    pg::CatalogSnapshot snapshot;
    policy::PolicyModel model(snapshot, tables);
    auto findings = find_in(model, snapshot, false);
    snapshot.release();
    return findings;
}

} // namespace nova::sql_api
