#include "sql_api/missing_keys.hpp"

#include "catalog/accepted_rows.hpp"
#include "catalog/citus.hpp"
#include "catalog/key_model.hpp"
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
std::deque<Candidate> find_candidates(const catalog::KeyModel &model, const CoverFacts &facts) {
    std::deque<Candidate> candidates; // many, and large: none is moved
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

// A candidate that is reported, with what its place in the report depends on.
struct Ranked {
    const Candidate *candidate;
    const Relation *table;
    DeleteCost cost;
    Severity severity;
};

// Completes candidates to findings.
class Reporter {
  public:
    Reporter(catalog::KeyModel &model, const RelationCatalog &relations, const catalog::Citus &citus,
             const CoverFacts &facts, Snapshot snapshot)
        : model_(model), relations_(relations), citus_(citus), facts_(facts), names_(relations), index_names_(names_),
          classes_(model.indexing, model.shapes, snapshot), chains_(model.keys, relations) {}

    // Nothing for a table that is not reported on: temporary, an extension's, a shard, or gone.
    std::optional<Ranked> rank(const Candidate &candidate) {
        const ForeignKey &key = *candidate.key;
        const Relation *const table = relations_.find(key.referencing);
        if (table == nullptr || !table->permanent || table->extension_member || citus_.is_shard(key.referencing))
            return std::nullopt;
        const DeleteCost cost = delete_cost(key, candidate.verdict);
        return Ranked{&candidate, table, cost, judge_severity(cost)};
    }

    MissingKeyFinding report(const Ranked &ranked) {
        const ForeignKey &key = *ranked.candidate->key;
        const Verdict &verdict = ranked.candidate->verdict;
        const DeleteCost &cost = ranked.cost;

        MissingKeyFinding finding;
        finding.key = &key;
        finding.columns = column_names(key);
        finding.coverage = verdict.coverage;
        if (verdict.nearest.index != nullptr)
            finding.nearest_index = verdict.nearest.index->id;
        finding.severity = ranked.severity;
        if (cost.size) {
            finding.rows = cost.size->rows;
            finding.bytes = cost.size->pages * BLCKSZ;
        }
        finding.referenced_deletes = cost.deletes;

        auto choice = choose_index(key.need, finding.columns, classes_, facts_.statistics);
        if (choice)
            finding.create_statements = statements(*ranked.candidate, *choice);
        const CascadeChain chain = chains_.longest(key.referenced);
        finding.problem = missing_key_problem({.key = key,
                                               .verdict = verdict,
                                               .columns = finding.columns,
                                               .chain = chain,
                                               .combines = combining(verdict, key),
                                               .custom_plan_may_serve = cost.custom_plan_may_serve,
                                               .partitioned = model_.keys.partitioned(key.referencing),
                                               .index_possible = choice.has_value()},
                                              names_);
        if (choice) {
            const std::size_t columns = choice->columns.size();
            finding.wish = IndexWish{std::move(*choice), columns, 0, {}};
        }
        return finding;
    }

  private:
    std::vector<std::string> column_names(const ForeignKey &key) const {
        std::vector<std::string> names;
        for (const NeedClause &clause : key.need.clauses)
            names.push_back(model_.columns.find(key.referencing, clause.column)->name);
        return names;
    }

    // The need whose table the nearest index is on.
    static const Need &judged(const ForeignKey &key, const Verdict &verdict) {
        return verdict.lacking.empty() ? key.need : *verdict.lacking.front()->need;
    }

    DeleteCost delete_cost(const ForeignKey &key, const Verdict &verdict) {
        DeleteCost cost;
        cost.coverage = verdict.coverage;
        cost.size = relations_.tree_size(key.referencing);
        if (!citus_.is_shell(key.referenced))
            cost.deletes = deletes(key.referenced);
        cost.rows_per_delete = chains_.longest(key.referenced).rows;
        if (verdict.coverage == Coverage::Partial && cost.size)
            cost.rows_left =
                rows_left(judged(key, verdict), verdict.nearest.cover.searched, cost.size->rows, facts_.statistics);
        if (verdict.nearest.cover.shortfall == Shortfall::Predicate)
            cost.custom_plan_may_serve =
                facts_.prover.may_imply_predicate(judged(key, verdict), *verdict.nearest.index);
        return cost;
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
        if (plan.uses_existing() || full == choice)
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
void sort_by_rank(std::vector<Ranked> &ranked) {
    const auto order = [](const Ranked &r) {
        const ForeignKey &key = *r.candidate->key;
        return std::tuple(-static_cast<int>(r.severity), r.cost.size ? -r.cost.size->pages : 0,
                          std::string_view(r.table->name), std::string_view(key.name), r.table->schema, r.candidate);
    };
    std::sort(ranked.begin(), ranked.end(), [&](const Ranked &a, const Ranked &b) { return order(a) < order(b); });
}

// What tells of the candidates.
struct Surroundings {
    RelationCatalog relations;
    std::unordered_set<Oid> disabled_keys;
};

void add_with_partitions(const ForeignKey &key, const KeyCatalog &keys, std::vector<Oid> &ids) {
    ids.push_back(static_cast<Oid>(key.id));
    for (const ForeignKey *partition : keys.referenced_partitions(key))
        add_with_partitions(*partition, keys, ids);
}

// Looks up what the candidates ask for, and nothing else.
Surroundings look_up_surroundings(const std::deque<Candidate> &candidates, const KeyCatalog &keys,
                                  const catalog::Citus &citus, const pg::CatalogSnapshot &snapshot,
                                  catalog::RelationRows rows) {
    Surroundings result{catalog::look_up_relations(snapshot, citus, rows), {}};
    std::vector<Oid> ids;
    for (const Candidate &candidate : candidates)
        add_with_partitions(*candidate.key, keys, ids);
    pg::call([&] { catalog::read_disabled_keys_of(snapshot.get(), ids, result.disabled_keys); });
    return result;
}

// Reads it whole.
Surroundings read_surroundings(const catalog::Citus &citus, const pg::CatalogSnapshot &snapshot) {
    Surroundings result{catalog::load_relations(snapshot, citus), {}};
    pg::call([&] { catalog::read_disabled_keys(snapshot.get(), result.disabled_keys); });
    return result;
}

// What is looked up for one candidate costs as much as reading so many pages of pg_class and pg_trigger.
constexpr double pages_per_candidate = 8;

bool costs_less_looked_up(const std::deque<Candidate> &candidates) {
    return static_cast<double>(candidates.size()) * pages_per_candidate <
           pg::call([] { return pg::catalog_pages(RelationRelationId) + pg::catalog_pages(TriggerRelationId); });
}

// Reports on the candidates, with what tells of them.
void report(const std::deque<Candidate> &candidates, catalog::KeyModel &model, const pg::CatalogSnapshot &snapshot,
            const Surroundings &around, const catalog::Citus &citus, const Acceptance &accepted,
            const CoverFacts &facts, const MissingKeySink &report_one) {
    const RelationCatalog &relations = around.relations;
    Reporter reporter(model, relations, citus, facts, snapshot.get());
    std::vector<Ranked> ranked;
    ranked.reserve(candidates.size());
    for (const Candidate &candidate : candidates) {
        pg::check_for_interrupts();
        const ForeignKey &key = *candidate.key;
        if (accepted.contains(relations.find(key.referencing), key.name, rule::missing_fk_index))
            continue;
        if (!runs_ri_queries(key, model.keys, around.disabled_keys))
            continue;
        if (const auto reported = reporter.rank(candidate))
            ranked.push_back(*reported);
    }
    sort_by_rank(ranked);
    for (const Ranked &next : ranked) {
        pg::check_for_interrupts();
        report_one(reporter.report(next), relations);
    }
}

} // namespace

void report_missing_keys(bool include_accepted, const MissingKeySink &report_one) {
    pg::CatalogSnapshot snapshot;
    const auto model = catalog::load_key_model(snapshot);

    catalog::ServerProver prover(model->shapes, model->trees);
    catalog::ServerStatistics statistics;
    const CoverFacts facts{model->indexing.search_operators, prover, statistics};
    const auto candidates = find_candidates(*model, facts);

    if (!candidates.empty()) {
        const catalog::Citus citus(snapshot);
        const Surroundings around =
            costs_less_looked_up(candidates)
                ? look_up_surroundings(candidates, model->keys, citus, snapshot, catalog::RelationRows::OfSnapshot)
                : read_surroundings(citus, snapshot);
        const Acceptance accepted = catalog::read_acceptance(snapshot, include_accepted);
        catalog::ServerStatistics bulk_statistics(around.relations, snapshot.get(), candidates.size());
        report(candidates, *model, snapshot, around, citus, accepted, {facts.operators, prover, bulk_statistics},
               report_one);
    }
    snapshot.release();
}

void report_missing_keys(const catalog::KeyScope &scope, const std::function<bool(const ForeignKey &)> &wanted,
                         const MissingKeySink &report_one) {
    pg::CatalogSnapshot snapshot;
    const auto model = catalog::load_key_model(snapshot, scope);

    catalog::ServerProver prover(model->shapes, model->trees);
    catalog::ServerStatistics statistics;
    const CoverFacts facts{model->indexing.search_operators, prover, statistics};
    auto candidates = find_candidates(*model, facts);
    std::erase_if(candidates, [&wanted](const Candidate &candidate) { return !wanted(*candidate.key); });

    if (!candidates.empty()) {
        const catalog::Citus citus(snapshot);
        const Surroundings around =
            look_up_surroundings(candidates, model->keys, citus, snapshot, catalog::RelationRows::Newest);
        const Acceptance accepted = catalog::read_acceptance(snapshot, false);
        report(candidates, *model, snapshot, around, citus, accepted, facts, report_one);
    }
    snapshot.release();
}

} // namespace nova::sql_api
