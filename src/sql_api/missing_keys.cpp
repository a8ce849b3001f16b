#include "sql_api/missing_keys.hpp"

#include "catalog/accepted_rows.hpp"
#include "catalog/citus.hpp"
#include "catalog/relation_rows.hpp"
#include "catalog/server_names.hpp"
#include "catalog/server_operator_classes.hpp"
#include "catalog/server_prover.hpp"
#include "catalog/server_statistics.hpp"
#include "catalog/trigger_rows.hpp"
#include "render/create_index.hpp"
#include "render/problem.hpp"
#include "rules/cascade.hpp"
#include "rules/missing_index.hpp"
#include "rules/rule_names.hpp"
#include "rules/severity.hpp"

namespace nova::sql_api {

namespace {

struct Candidate {
    const ForeignKey *key;
    NeedTree needs;
    Verdict verdict; // points into `needs` and what they point to
};

// Judges every declared key by rules alone; asks nothing about those that are covered.
std::vector<Candidate> find_candidates(const catalog::KeyModel &model, const CoverFacts &facts) {
    std::vector<Candidate> candidates;
    for (const ForeignKey &key : model.keys.keys()) {
        pg::check_for_interrupts();
        if (!key.declared() || key.settled)
            continue;
        NeedTree needs = model.keys.needs(key);
        Verdict verdict = judge_need(needs, model.indexes, facts);
        if (verdict.coverage != Coverage::Covered)
            candidates.push_back({&key, std::move(needs), std::move(verdict)});
    }
    return candidates;
}

// Without an enabled action trigger no RI query runs. Those of a partitioned table itself never fire.
bool runs_ri_queries(const ForeignKey &key, const KeyCatalog &keys, const std::unordered_set<Oid> &disabled_keys) {
    const auto partitions = keys.referenced_partitions(key);
    if (partitions.empty())
        return !disabled_keys.contains(static_cast<Oid>(key.id));
    return std::any_of(partitions.begin(), partitions.end(),
                       [&](const ForeignKey *partition) { return runs_ri_queries(*partition, keys, disabled_keys); });
}

// Completes candidates to findings.
class Reporter {
  public:
    Reporter(const catalog::KeyModel &model, const RelationCatalog &relations, const catalog::Citus &citus,
             const CoverFacts &facts)
        : model_(model), relations_(relations), citus_(citus), facts_(facts), names_(relations), index_names_(names_),
          classes_(model.indexing, model.shapes), chains_(model.keys, relations) {}

    // What the catalogs say, without texts and statements. Nothing for a table that is not reported on: temporary, an
    // extension's, a shard, or gone.
    std::optional<MissingKeyFinding> facts(const Candidate &candidate) {
        const ForeignKey &key = *candidate.key;
        const Verdict &verdict = candidate.verdict;
        const Relation *const table = relations_.find(key.referencing);
        if (table == nullptr || !table->permanent || table->extension_member || citus_.is_shard(key.referencing))
            return std::nullopt;

        MissingKeyFinding finding;
        finding.key = &key;
        finding.columns = column_names(key);
        finding.coverage = verdict.coverage;
        if (verdict.nearest.index != nullptr)
            finding.nearest_index = verdict.nearest.index->id;
        const DeleteCost cost = delete_cost(key, verdict, chains_.longest(key.referenced));
        finding.severity = judge_severity(cost);
        if (cost.size) {
            finding.rows = cost.size->rows;
            finding.bytes = cost.size->pages * BLCKSZ;
        }
        finding.referenced_deletes = cost.deletes;
        return finding;
    }

    // Adds the sentence that says what is missing, and what creates it.
    void complete(const Candidate &candidate, MissingKeyFinding &finding) {
        const auto choice = choose_index(candidate.key->need, finding.columns, classes_, facts_.statistics);
        if (choice) {
            finding.create_statements = statements(candidate, *choice);
            finding.wish = IndexWish{*choice, choice->columns.size(), 0, {}};
        }
        finding.problem = problem(candidate, finding, choice.has_value());
    }

    // The sentence alone.
    std::string problem(const Candidate &candidate, const MissingKeyFinding &finding) {
        const auto choice = choose_index(candidate.key->need, finding.columns, classes_, facts_.statistics);
        return problem(candidate, finding, choice.has_value());
    }

  private:
    std::vector<std::string> column_names(const ForeignKey &key) const {
        std::vector<std::string> names;
        for (const NeedClause &clause : key.need.clauses)
            names.push_back(model_.columns.find(key.referencing, clause.column)->name);
        return names;
    }

    std::string problem(const Candidate &candidate, const MissingKeyFinding &finding, bool index_possible) {
        const ForeignKey &key = *candidate.key;
        const CascadeChain chain = chains_.longest(key.referenced);
        return missing_key_problem({.key = key,
                                    .verdict = candidate.verdict,
                                    .columns = finding.columns,
                                    .chain = chain,
                                    .combines = combining(candidate.verdict, key),
                                    .custom_plan_may_serve = custom_plan_may_serve(key, candidate.verdict),
                                    .partitioned = model_.keys.partitioned(key.referencing),
                                    .index_possible = index_possible},
                                   names_);
    }

    // The need whose table the nearest index is on.
    static const Need &judged(const ForeignKey &key, const Verdict &verdict) {
        return verdict.lacking.empty() ? key.need : *verdict.lacking.front()->need;
    }

    DeleteCost delete_cost(const ForeignKey &key, const Verdict &verdict, const CascadeChain &chain) {
        DeleteCost cost;
        cost.coverage = verdict.coverage;
        cost.size = relations_.tree_size(key.referencing);
        if (!citus_.is_shell(key.referenced))
            cost.deletes = deletes(key.referenced);
        cost.rows_per_delete = chain.rows;
        if (verdict.coverage == Coverage::Partial && cost.size)
            cost.rows_left =
                rows_left(judged(key, verdict), verdict.nearest.cover.searched, cost.size->rows, facts_.statistics);
        cost.custom_plan_may_serve = custom_plan_may_serve(key, verdict);
        return cost;
    }

    bool custom_plan_may_serve(const ForeignKey &key, const Verdict &verdict) {
        return verdict.nearest.cover.shortfall == Shortfall::Predicate &&
               facts_.prover.may_imply_predicate(judged(key, verdict), *verdict.nearest.index);
    }

    std::optional<std::int64_t> deletes(RelationId table) {
        if (const auto *const known = deletes_.find(table))
            return *known;
        return deletes_[table] = catalog::deleted_rows(table, relations_);
    }

    const Index *combining(const Verdict &verdict, const ForeignKey &key) {
        if (verdict.coverage != Coverage::Partial)
            return nullptr;
        const Need &need = judged(key, verdict);
        return combining_index(need, verdict.nearest, model_.indexes.of(need.table), facts_);
    }

    std::vector<std::string> statements(const Candidate &candidate, const IndexChoice &choice) {
        StatementContext context{relations_, names_, index_names_};
        const NeedTree &needs = candidate.needs;
        if (!needs.partitioned)
            return create_index_statements(needs.table(), choice, context);

        const PlanFacts facts{model_.indexes, relations_, describer_};
        // An index with a predicate could not take over the full ones that partitions have.
        IndexChoice full = choice;
        full.predicate.not_null.clear();
        if (candidate.verdict.coverage == Coverage::Leaves)
            if (const auto common = common_leaf_index(needs, facts_, facts))
                full = *common;
        const IndexPlan plan = plan_partitions(needs, full, facts);
        if (plan.uses_existing())
            return create_index_statements(plan, full, context);
        return create_index_statements(plan_partitions(needs, choice, facts), choice, context);
    }

    const catalog::KeyModel &model_;
    const RelationCatalog &relations_;
    const catalog::Citus &citus_;
    const CoverFacts &facts_;
    catalog::ServerNames names_;
    IndexNames index_names_;
    catalog::ServerOperatorClasses classes_;
    catalog::ServerIndexDescriber describer_;
    CascadeChains chains_;
    IdMap<RelationId, std::optional<std::int64_t>> deletes_; // by referenced table
};

// The worst first; then the largest, then by name, so that the same database gives the same list.
std::vector<MissingKeyFinding> sorted(std::vector<MissingKeyFinding> findings, const RelationCatalog &relations) {
    using Rank = std::tuple<int, double, std::string_view, std::string_view, NamespaceId, std::size_t>;
    std::vector<Rank> ranks;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const MissingKeyFinding &finding = findings[i];
        const Relation &table = *relations.find(finding.key->referencing);
        ranks.emplace_back(-static_cast<int>(finding.severity), -finding.bytes.value_or(0), table.name,
                           finding.key->name, table.schema, i);
    }
    std::sort(ranks.begin(), ranks.end());
    std::vector<MissingKeyFinding> result;
    result.reserve(findings.size());
    for (const Rank &rank : ranks)
        result.push_back(std::move(findings[std::get<std::size_t>(rank)]));
    return result;
}

// Calls found(candidate, finding, reporter) for each finding, without its texts, then finished(relations).
template <class Found, class Finished>
void search(catalog::KeyModel &model, pg::CatalogSnapshot &snapshot, bool include_accepted, Found found,
            Finished finished) {
    catalog::ServerProver prover(model.shapes, model.trees);
    catalog::ServerStatistics statistics;
    const CoverFacts facts{model.indexing.search_operators, prover, statistics};
    const auto candidates = find_candidates(model, facts);
    if (candidates.empty())
        return;
    const catalog::Citus citus(snapshot);
    const RelationCatalog relations = catalog::load_relations(snapshot, citus);
    std::unordered_set<Oid> disabled_keys;
    pg::call([&] { catalog::read_disabled_keys(snapshot.get(), disabled_keys); });
    const Acceptance accepted = catalog::read_acceptance(snapshot, include_accepted);
    Reporter reporter(model, relations, citus, facts);
    for (const Candidate &candidate : candidates) {
        pg::check_for_interrupts();
        const ForeignKey &key = *candidate.key;
        if (accepted.contains(relations.find(key.referencing), key.name, rule::missing_fk_index))
            continue;
        if (!runs_ri_queries(key, model.keys, disabled_keys))
            continue;
        if (auto finding = reporter.facts(candidate))
            found(candidate, std::move(*finding), relations, reporter);
    }
    finished(relations);
}

} // namespace

MissingKeys find_missing_keys(bool include_accepted) {
    MissingKeys result;
    pg::CatalogSnapshot snapshot;
    result.model = catalog::load_key_model(snapshot);
    search(
        *result.model, snapshot, include_accepted,
        [&](const Candidate &candidate, MissingKeyFinding finding, const RelationCatalog &, Reporter &reporter) {
            reporter.complete(candidate, finding);
            result.findings.push_back(std::move(finding));
        },
        [&](const RelationCatalog &relations) { result.findings = sorted(std::move(result.findings), relations); });
    snapshot.release();
    return result;
}

std::vector<KeyShapeGroup> find_missing_key_shapes(bool include_accepted) {
    std::vector<KeyShapeGroup> groups;
    pg::CatalogSnapshot snapshot;
    const auto model = catalog::load_key_model(snapshot);
    std::optional<KeyShapes> shapes;
    search(
        *model, snapshot, include_accepted,
        [&](const Candidate &candidate, const MissingKeyFinding &finding, const RelationCatalog &relations,
            Reporter &reporter) {
            if (!shapes)
                shapes.emplace(relations);
            if (std::string *const problem = shapes->add(finding))
                *problem = reporter.problem(candidate, finding);
        },
        [&](const RelationCatalog &) {
            if (shapes)
                groups = shapes->take_sorted();
        });
    snapshot.release();
    return groups;
}

} // namespace nova::sql_api
