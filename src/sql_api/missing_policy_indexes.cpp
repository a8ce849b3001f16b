#include "sql_api/missing_policy_indexes.hpp"

#include "catalog/accepted_rows.hpp"
#include "catalog/reach.hpp"
#include "catalog/server_names.hpp"
#include "catalog/server_operator_classes.hpp"
#include "catalog/server_statistics.hpp"
#include "catalog/table_indexes.hpp"
#include "model/add_once.hpp"
#include "pg/attempt.hpp"
#include "pg/catalog_changes.hpp"
#include "pg/memory.hpp"
#include "policy/index_wish.hpp"
#include "policy/need_collector.hpp"
#include "policy/policy_model.hpp"
#include "policy/policy_sets.hpp"
#include "policy/printer.hpp"
#include "render/create_index.hpp"
#include "render/policy_problem.hpp"
#include "render/shortfall.hpp"
#include "rules/rule_names.hpp"
#include "rules/severity.hpp"

namespace nova::sql_api {

namespace {

using policy::PolicyNeed;

// A need that no index serves, and for whom.
struct Candidate {
    PolicyNeed need;
    NeedTree tree;
    Verdict verdict;
    std::vector<PolicyCommand> commands;
};

bool same_search(const policy::SearchClause &a, const policy::SearchClause &b) {
    return a.kind == b.kind && a.op == b.op && a.collation == b.collation &&
           a.implies_not_null == b.implies_not_null && // IS NOT NULL, not IS NULL
           pg::call([&a, &b] { return equal(a.operand, b.operand); });
}

bool contains_all(const std::vector<const policy::Clause *> &clauses,
                  const std::vector<const policy::Clause *> &wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const policy::Clause *clause) {
        return std::any_of(clauses.begin(), clauses.end(),
                           [&](const policy::Clause *other) { return same_search(other->search, clause->search); });
    });
}

// Do both want the same index, for the same table and reason?
bool same_index(const PolicyNeed &a, const PolicyNeed &b) {
    return a.table == b.table && a.need.table == b.need.table && a.method == b.method && a.inner == b.inner &&
           contains_all(a.clauses, b.clauses) && contains_all(b.clauses, a.clauses);
}

// Those that no index serves; needs that want the same index of the same table make one.
// Those that `counts` refuses are left out; it may take policies away.
template <class Counts>
std::vector<Candidate> find_candidates(std::vector<PolicyNeed> needs, policy::NeedTrees &trees,
                                       const IndexCatalog &indexes, const CoverFacts &facts, Counts counts) {
    std::vector<Candidate> candidates;
    for (PolicyNeed &need : needs) {
        pg::check_for_interrupts();
        NeedTree tree = trees.tree(need.need);
        Verdict verdict = judge_need(tree, indexes, facts);
        if (verdict.coverage == Coverage::Covered || !counts(need, tree, verdict.coverage))
            continue;
        // The needs of a table come one after the other.
        auto known = candidates.rbegin();
        while (known != candidates.rend() && known->need.table == need.table && !same_index(known->need, need))
            ++known;
        if (known != candidates.rend() && known->need.table == need.table) {
            add_once(known->commands, need.command);
            known->need.branch = known->need.branch && need.branch;
            for (const Policy *policy : need.policies)
                add_once(known->need.policies, policy);
            if (verdict.coverage < known->verdict.coverage) {
                known->tree = std::move(tree);
                known->verdict = std::move(verdict);
            }
            continue;
        }
        const PolicyCommand command = need.command;
        candidates.push_back({std::move(need), std::move(tree), std::move(verdict), {command}});
    }
    return candidates;
}

std::vector<std::string> names(const std::vector<const Policy *> &policies) {
    std::vector<std::string> result;
    for (const Policy *policy : policies)
        result.push_back(policy->name);
    return result;
}

class Reporter {
  public:
    Reporter(const policy::PolicyModel &model, const catalog::IndexingCatalog &indexing, const IndexCatalog &indexes,
             const CoverFacts &facts)
        : model_(model), indexing_(indexing), indexes_(indexes), facts_(facts), names_(model.relations),
          index_names_(names_) {}

    std::optional<MissingPolicyIndexFinding> report(const Candidate &candidate) {
        const PolicyNeed &need = candidate.need;
        const Verdict &verdict = candidate.verdict;
        MissingPolicyIndexFinding finding;
        finding.table = need.table;
        finding.policies = names(need.policies);
        finding.command = policy::command_list(candidate.commands);
        finding.roles = roles(need.policies);
        finding.index_table = need.need.table;
        finding.expression = policy::print(need.expression, need.table, false);
        finding.coverage = verdict.coverage;
        if (verdict.nearest.index != nullptr)
            finding.nearest_index = verdict.nearest.index->id;

        std::vector<policy::OperandText> texts;
        std::vector<std::string> operands;
        bool unprinted = false; // a part of the index
        for (std::size_t i = 0; i < need.clauses.size(); ++i) {
            const auto text = operand_text(need, i, unprinted);
            if (!text)
                return std::nullopt;
            operands.push_back(text->expression.empty() ? names_.quote(text->column) : text->expression);
            texts.push_back(*text);
        }

        PolicyCost cost;
        cost.coverage = verdict.coverage;
        cost.size = model_.relations.tree_size(need.need.table);
        cost.reachable = reachable(need.table);
        const Need &judged = verdict.lacking.empty() ? need.need : *verdict.lacking.front()->need;
        if (verdict.coverage == Coverage::Partial && cost.size)
            cost.rows_left = rows_left(judged, verdict.nearest.cover.searched, cost.size->rows, facts_.statistics);
        finding.severity = judge_severity(cost);
        if (cost.size) {
            finding.rows = cost.size->rows;
            finding.bytes = cost.size->pages * BLCKSZ;
        }
        const IndexWish wish = policy::index_wish(need, texts, indexing_, facts_.statistics);
        for (const ColumnChoice &column : wish.choice.columns)
            finding.columns.push_back(column.expression.empty() ? column.column : column.expression);
        if (!unprinted) {
            finding.create_statements = statements(candidate, wish.choice);
            finding.wish = wish;
        }
        finding.problem = missing_policy_index_problem(
            {.need = need.need,
             .verdict = verdict,
             .operands = operands,
             .commands = finding.command,
             .policy_table = need.table,
             .inner = need.inner,
             .branch = need.branch,
             .partitioned = candidate.tree.partitioned,
             .reachable = cost.reachable,
             .locked = unprinted || !finding.expression,
             .combines = verdict.coverage == Coverage::Partial
                             ? combining_index(judged, verdict.nearest, indexes_.of(judged.table), facts_)
                             : nullptr},
            names_);
        return finding;
    }

  private:
    std::vector<std::string> roles(const std::vector<const Policy *> &policies) const {
        std::vector<std::string> result;
        for (const Policy *policy : policies)
            for (const RoleId role : policy->roles)
                add_once(result, model_.roles->name(role));
        return result;
    }

    bool reachable(RelationId table) {
        const auto known = reachable_.find(table);
        if (known != reachable_.end())
            return known->second;
        return reachable_[table] = catalog::is_reachable(table, *model_.roles);
    }

    // Nothing when the column is gone.
    std::optional<policy::OperandText> operand_text(const PolicyNeed &need, std::size_t i, bool &unprinted) {
        const NeedClause &clause = need.need.clauses[i];
        const char *const column =
            pg::call([&need, &clause] { return get_attname(static_cast<Oid>(need.need.table), clause.column, true); });
        if (column == nullptr)
            return std::nullopt;
        policy::OperandText text{column, {}};
        if (clause.shape->bare_column)
            return text;
        const auto printed = policy::print(need.clauses[i]->search.operand, need.need.table, true);
        unprinted = unprinted || !printed;
        text.expression = printed.value_or("");
        return text;
    }

    std::vector<std::string> statements(const Candidate &candidate, const IndexChoice &choice) {
        StatementContext context{model_.relations, names_, index_names_};
        if (!candidate.tree.partitioned)
            return create_index_statements(candidate.tree.table(), choice, context);
        const PlanFacts facts{indexes_, model_.relations, describer_};
        if (candidate.verdict.coverage == Coverage::Leaves)
            if (const auto common = common_leaf_index(candidate.tree, facts_, facts))
                return create_index_statements(plan_partitions(candidate.tree, *common, facts), *common, context);
        return create_index_statements(plan_partitions(candidate.tree, choice, facts), choice, context);
    }

    const policy::PolicyModel &model_;
    const catalog::IndexingCatalog &indexing_;
    const IndexCatalog &indexes_;
    const CoverFacts &facts_;
    catalog::ServerNames names_;
    IndexNames index_names_;
    catalog::ServerIndexDescriber describer_;
    std::unordered_map<RelationId, bool> reachable_;
};

std::vector<MissingPolicyIndexFinding> sorted(std::vector<MissingPolicyIndexFinding> findings,
                                              const RelationCatalog &relations) {
    const auto rank = [&relations](const MissingPolicyIndexFinding &finding) {
        return std::tuple(-static_cast<int>(finding.severity), -finding.bytes.value_or(0),
                          std::string_view(relations.find(finding.table)->name), finding.table,
                          std::string_view(relations.find(finding.index_table)->name),
                          std::cref(finding.columns).get());
    };
    std::stable_sort(findings.begin(), findings.end(), [&](const auto &a, const auto &b) { return rank(a) < rank(b); });
    return findings;
}

// What there is to say of the candidates.
std::vector<MissingPolicyIndexFinding> report(const std::vector<Candidate> &candidates,
                                              const policy::PolicyModel &model, const catalog::TableIndexes &there,
                                              const Acceptance &accepted, const CoverFacts &facts) {
    std::vector<MissingPolicyIndexFinding> findings;
    Reporter reporter(model, there.indexing, there.indexes, facts);
    for (const Candidate &candidate : candidates) {
        pg::check_for_interrupts();
        if (accepted.contains_all(model.relations.find(candidate.need.table), names(candidate.need.policies),
                                  rule::missing_rls_index))
            continue;
        std::optional<MissingPolicyIndexFinding> finding;
        if (pg::attempt([&] { finding = reporter.report(candidate); }, pg::catalogs_changed) && finding)
            findings.push_back(std::move(*finding));
    }
    return sorted(std::move(findings), model.relations);
}

} // namespace

std::vector<MissingPolicyIndexFinding> find_missing_policy_indexes(bool include_accepted) {
    std::vector<MissingPolicyIndexFinding> findings;
    const pg::ReportMemory memory;
    pg::CatalogSnapshot snapshot;
    policy::PolicyModel model(snapshot);
    policy::ClauseStore store;
    policy::NeedCollector collector(model, store);
    std::vector<PolicyNeed> needs = collector.collect();
    if (!needs.empty()) {
        catalog::TableIndexes there;
        there.read(snapshot, policy::searched_tables(needs, model.relations));
        policy::PolicyProver prover(store, there.texts);
        catalog::ServerStatistics statistics;
        const CoverFacts facts{there.indexing.search_operators, prover, statistics};
        const auto candidates = find_candidates(std::move(needs), collector.trees(), there.indexes, facts,
                                                [](const PolicyNeed &, const NeedTree &, Coverage) { return true; });
        findings = report(candidates, model, there, catalog::read_acceptance(snapshot, include_accepted), facts);
    }
    snapshot.release();
    return findings;
}

namespace {

std::vector<OperatorId> operators_of(const std::vector<PolicyNeed> &needs) {
    std::vector<OperatorId> operators;
    for (const PolicyNeed &need : needs)
        for (const NeedClause &clause : need.need.clauses)
            if (is_valid(clause.shape->op))
                add_once(operators, clause.shape->op);
    return operators;
}

// Without the partitions that were attached meanwhile.
NeedTree without(const NeedTree &tree, const IdSet<RelationId> &attached) {
    NeedTree result{tree.need, tree.partitioned, {}};
    for (const NeedTree &partition : tree.partitions)
        if (!attached.contains(partition.table()))
            result.partitions.push_back(without(partition, attached));
    return result;
}

bool has_any(const NeedTree &tree, const IdSet<RelationId> &tables) {
    return tables.contains(tree.table()) ||
           std::any_of(tree.partitions.begin(), tree.partitions.end(),
                       [&tables](const NeedTree &partition) { return has_any(partition, tables); });
}

// Which findings a scope asks for.
class Relevance {
  public:
    Relevance(const PolicyScope &scope, const catalog::TableIndexes &before, const CoverFacts &facts)
        : scope_(scope), before_(before), facts_(facts) {}

    bool operator()(PolicyNeed &need, const NeedTree &tree, Coverage now) const {
        if (scope_.switched_on.contains(need.table) || is_worse(tree, now))
            return true;
        std::erase_if(need.policies, [this](const Policy *policy) { return !scope_.changed.contains(policy->id); });
        return !need.policies.empty();
    }

  private:
    bool is_worse(const NeedTree &tree, Coverage now) const {
        if (scope_.attached.contains(tree.table()))
            return true;
        return (has_any(tree, scope_.indexes_changed) || has_any(tree, scope_.attached)) &&
               judge_need(without(tree, scope_.attached), before_.indexes, facts_).coverage > now;
    }

    const PolicyScope &scope_;
    const catalog::TableIndexes &before_;
    const CoverFacts facts_; // of the indexes as they were
};

} // namespace

std::vector<MissingPolicyIndexFinding> find_missing_policy_indexes(const PolicyScope &scope) {
    std::vector<MissingPolicyIndexFinding> findings;
    const pg::ReportMemory memory;
    pg::CatalogSnapshot snapshot;
    policy::PolicyModel model(snapshot, scope.tables);
    policy::ClauseStore store;
    policy::NeedCollector collector(model, store);
    std::vector<PolicyNeed> needs = collector.collect();
    if (!needs.empty()) {
        const auto operators = operators_of(needs);
        const auto tables = policy::searched_tables(needs, model.relations).to_vector();
        catalog::ServerStatistics statistics;
        catalog::TableIndexes there;
        there.look_up(snapshot, tables, scope.leaving, operators);
        policy::PolicyProver prover(store, there.texts);
        const CoverFacts facts{there.indexing.search_operators, prover, statistics};
        catalog::TableIndexes before;
        if (!scope.indexes_changed.empty() || !scope.attached.empty()) {
            pg::CatalogSnapshot then(scope.since);
            before.look_up(then, tables, {}, operators);
            then.release();
        }
        policy::PolicyProver prover_before(store, before.texts);
        const Relevance relevance(scope, before, {before.indexing.search_operators, prover_before, statistics});
        const auto candidates = find_candidates(std::move(needs), collector.trees(), there.indexes, facts, relevance);
        if (!candidates.empty()) {
            pg::call([&] { catalog::read_access_methods(snapshot.get(), there.indexing); });
            findings = report(candidates, model, there, catalog::read_acceptance(snapshot, false), facts);
        }
    }
    snapshot.release();
    return findings;
}

} // namespace nova::sql_api
