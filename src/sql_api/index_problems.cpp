#include "sql_api/index_problems.hpp"

#include "catalog/accepted_rows.hpp"
#include "catalog/citus.hpp"
#include "catalog/index_builds.hpp"
#include "catalog/index_definition.hpp"
#include "catalog/index_trees.hpp"
#include "catalog/index_use.hpp"
#include "catalog/presence.hpp"
#include "catalog/server_names.hpp"
#include "pg/memory.hpp"
#include "render/index_problem.hpp"
#include "render/words.hpp"
#include "rules/unused_index.hpp"
#include "sql_api/all_needs.hpp"

namespace nova::sql_api {

namespace {

struct Draft {
    const Index *index;
    IndexRule rule;
    const Index *kept = nullptr;
    ReplacementVerdict verdict{};
    IndexUse use{}; // of unused
};

// What the catalogs say, read once.
struct Inventory {
    explicit Inventory(const pg::CatalogSnapshot &snapshot) {
        pg::call([this, &snapshot] {
            storages.read(snapshot.get());
            catalog::read_constraint_indexes(snapshot.get(), constrained);
            catalog::read_indexing_catalog(snapshot.get(), indexing);
        });
        std::vector<Index> rows;
        rows.reserve(storages.index_count());
        pg::call([this, &snapshot, &rows] {
            catalog::read_indexes(snapshot.get(), indexing, storages.tables(), rows, texts);
        });
        indexes = IndexCatalog(std::move(rows));
    }

    IndexDuty duty(const Index &index) const {
        const catalog::IndexStorage *const storage = storages.find(index.id);
        if (constrained.contains(index.id))
            return IndexDuty::Constraint;
        // One that the snapshot does not know in pg_class would be a surprise: leave it alone.
        if (storage == nullptr || is_valid(storage->parent))
            return IndexDuty::Partition;
        if (index.replica_identity)
            return IndexDuty::ReplicaIdentity;
        if (index.clustered)
            return IndexDuty::Clustered;
        return index.unique ? IndexDuty::Unique : IndexDuty::None;
    }
    bool partitioned(const Index &index) const {
        const catalog::IndexStorage *const storage = storages.find(index.id);
        return storage != nullptr && storage->partitioned;
    }

    catalog::IndexStorages storages;
    IdSet<RelationId> constrained;
    catalog::IndexingCatalog indexing;
    catalog::TreeTexts texts;
    IndexCatalog indexes;
};

// Decides what goes and what stays.
class Finder {
  public:
    Finder(const Inventory &inventory, const catalog::Citus &citus)
        : inventory_(inventory), citus_(citus), trees_(inventory.texts) {}

    std::vector<Draft> find(const pg::CatalogSnapshot &snapshot) {
        std::vector<const Index *> invalid;
        std::vector<const Index *> rest;
        for (const RelationId table : inventory_.storages.tables_from_the_top())
            look_at(table, invalid, rest);
        for (const Index *index : catalog::abandoned(invalid))
            add_invalid(*index);
        find_unused(rest, snapshot);
        return std::move(drafts_);
    }

  private:
    void look_at(RelationId table, std::vector<const Index *> &invalid, std::vector<const Index *> &rest) {
        pg::check_for_interrupts();
        std::vector<const Index *> present;
        for (const Index &index : inventory_.indexes.of(table))
            if (!going_.contains(index.id))
                present.push_back(&index);
        const auto may_go = [this](const Index &index) {
            const IndexDuty duty = inventory_.duty(index);
            return duty == IndexDuty::None || duty == IndexDuty::Unique;
        };
        if (present.size() > 1)
            for (const SuperfluousIndex &found : find_superfluous(present, may_go, trees_))
                add({found.index,
                     found.verdict.kind == Replacement::Duplicate ? IndexRule::Duplicate : IndexRule::Redundant,
                     found.kept, found.verdict});
        for (const Index *index : present) {
            if (going_.contains(index->id))
                continue;
            // A partitioned index is invalid until each partition has its own.
            if (!index->usable() && may_go(*index) && !inventory_.partitioned(*index))
                invalid.push_back(index);
            else if (index->usable() && inventory_.duty(*index) == IndexDuty::None)
                rest.push_back(index);
        }
    }

    void add(Draft draft) {
        // What it is attached to must not take it along.
        for (RelationId kept = draft.kept == nullptr ? RelationId{} : draft.kept->id; is_valid(kept);) {
            kept_.insert(kept);
            const catalog::IndexStorage *const storage = inventory_.storages.find(kept);
            kept = storage == nullptr ? RelationId{} : storage->parent;
        }
        for (const RelationId member : inventory_.storages.tree(draft.index->id))
            going_.insert(member);
        drafts_.push_back(std::move(draft));
    }

    void add_invalid(const Index &index) {
        std::vector<const Index *> others;
        for (const Index &other : inventory_.indexes.of(index.table))
            if (!going_.contains(other.id))
                others.push_back(&other);
        const SuperfluousIndex found = best_replacement(index, others, trees_);
        add({&index, IndexRule::Invalid, found.kept, found.verdict});
    }

    void find_unused(const std::vector<const Index *> &indexes, const pg::CatalogSnapshot &snapshot) {
        const auto counted = catalog::counts_scans() ? catalog::counted_days() : std::nullopt;
        if (!counted || *counted < unused_threshold::min_days)
            return;
        std::vector<Draft> unused;
        IdSet<RelationId> tables;
        for (const Index *index : indexes) {
            pg::check_for_interrupts();
            const auto pages = inventory_.storages.pages(index->id);
            if (kept_.contains(index->id) || citus_.is_shell(index->table) || !pages)
                continue;
            const IndexUse use = use_of(*index, *pages, *counted);
            if (!is_unused(use) || citus_.is_shard(index->table))
                continue;
            unused.push_back({index, IndexRule::Unused, nullptr, {}, use});
            for (const RelationId table : tables_of(*index))
                tables.insert(table);
        }
        if (unused.empty())
            return;
        // The biggest first, as the last of several that cover the same key or policy stays.
        std::sort(unused.begin(), unused.end(), [](const Draft &a, const Draft &b) {
            return std::tuple(-a.use.pages, a.index->id) < std::tuple(-b.use.pages, b.index->id);
        });
        AllNeeds needs(snapshot, tables);
        for (Draft &draft : unused) {
            IdSet<RelationId> leaving;
            for (const RelationId member : inventory_.storages.tree(draft.index->id))
                leaving.insert(member);
            if (!needs.miss(tables_of(*draft.index), going_, leaving))
                add(std::move(draft));
        }
    }

    IndexUse use_of(const Index &index, double pages, double counted) const {
        IndexUse use;
        use.pages = pages;
        use.counted_days = counted;
        if (pages < unused_threshold::min_pages)
            return use;
        const auto tree = inventory_.storages.tree(index.id);
        use.scans = catalog::scan_count(tree);
        if (use.scans > 0) {
            use.idle_days = catalog::days_since_scan(tree);
            use.table_was_read = true;
            return use;
        }
        std::vector<RelationId> readable;
        for (const RelationId table : tables_of(index)) {
            readable.push_back(table);
            for (const Index &other : inventory_.indexes.of(table))
                readable.push_back(other.id);
        }
        use.table_was_read = catalog::scan_count(readable) > 0;
        use.index_days = catalog::file_days(tree);
        return use;
    }

    // That the index and those attached below it are on.
    std::vector<RelationId> tables_of(const Index &index) const {
        std::vector<RelationId> tables{index.table};
        for (const RelationId member : inventory_.storages.tree(index.id))
            if (member != index.id)
                tables.push_back(catalog::table_of(member));
        return tables;
    }

    const Inventory &inventory_;
    const catalog::Citus &citus_;
    catalog::ServerIndexTrees trees_;
    IdSet<RelationId> going_; // those attached below them, too
    IdSet<RelationId> kept_;
    std::vector<Draft> drafts_;
};

// Completes drafts to findings.
class Reporter {
  public:
    Reporter(const Inventory &inventory, const catalog::Citus &citus)
        : inventory_(inventory), citus_(citus), names_(no_tables_),
          standby_(pg::call([] { return RecoveryInProgress(); })) {}

    // Nothing for a shard, and for what is gone.
    std::optional<IndexProblemFinding> report(const Draft &draft) {
        const Index &index = *draft.index;
        if (catalog::index_is_gone(index.id) || citus_.is_shard(index.table))
            return std::nullopt;
        IndexProblemFinding finding;
        finding.table = index.table;
        finding.index = index.id;
        finding.rule = draft.rule;
        if (draft.kept != nullptr)
            finding.kept_index = draft.kept->id;
        if (!citus_.is_shell(index.table)) {
            if (const auto pages = inventory_.storages.pages(index.id))
                finding.bytes = *pages * BLCKSZ;
            if (catalog::counts_scans())
                finding.scans = catalog::scan_count(inventory_.storages.tree(index.id));
        }
        const bool decided_elsewhere =
            standby_ && (draft.rule == IndexRule::Invalid || draft.rule == IndexRule::Unused);
        const bool locked = !decided_elsewhere && !add_statements(draft, finding);
        finding.problem =
            index_problem({.index = index,
                           .rule = draft.rule,
                           .kept = draft.kept,
                           .kept_duty = draft.kept == nullptr ? IndexDuty::None : inventory_.duty(*draft.kept),
                           .verdict = draft.verdict,
                           .kept_unused = draft.kept != nullptr && finding.scans.value_or(0) > 0 &&
                                          catalog::scan_count(inventory_.storages.tree(draft.kept->id)) == 0,
                           .ruin = ruin_kind(index, unquoted(index.id)),
                           .counted_days = draft.use.counted_days,
                           .idle_days = draft.use.idle_days,
                           .age_known = draft.use.scans > 0 || draft.use.index_days.has_value(),
                           .partitioned = inventory_.partitioned(index),
                           .locked = locked,
                           .standby = standby_},
                          names_);
        return finding;
    }

    // The biggest first, then by name, so that the same database gives the same list.
    std::vector<IndexProblemFinding> sorted(std::vector<IndexProblemFinding> findings) {
        using Rank = std::tuple<double, std::string, std::size_t>;
        std::vector<Rank> ranks;
        for (std::size_t i = 0; i < findings.size(); ++i)
            ranks.emplace_back(-findings[i].bytes.value_or(0), names_.relation(findings[i].index), i);
        std::sort(ranks.begin(), ranks.end());
        std::vector<IndexProblemFinding> result;
        result.reserve(findings.size());
        for (const Rank &rank : ranks)
            result.push_back(std::move(findings[std::get<std::size_t>(rank)]));
        return result;
    }

  private:
    static std::string unquoted(RelationId index) {
        const char *const name = pg::call([index] { return get_rel_name(static_cast<Oid>(index)); });
        return name == nullptr ? "" : name;
    }

    // False when the definition cannot be had now. A ruin beside an index that does its work is not built again.
    bool add_statements(const Draft &draft, IndexProblemFinding &finding) {
        const RelationId index = draft.index->id;
        if (draft.rule != IndexRule::Invalid || draft.kept == nullptr) {
            auto statements = catalog::rebuild_statements(index, inventory_.storages, names_);
            if (!statements)
                return false;
            finding.create_statements = std::move(*statements);
        }
        finding.drop_statements.push_back(catalog::drop_statement(index, inventory_.storages, names_));
        return true;
    }

    const Inventory &inventory_;
    const catalog::Citus &citus_;
    const RelationCatalog no_tables_; // names come from the server's cache, for the few that are asked
    catalog::ServerNames names_;
    const bool standby_;
};

// Name and schema; empty for what is gone.
Relation named(RelationId id) {
    Relation relation;
    const char *const name = pg::call([id] { return get_rel_name(static_cast<Oid>(id)); });
    relation.id = id;
    relation.name = name == nullptr ? "" : name;
    relation.schema = NamespaceId{pg::call([id] { return get_rel_namespace(static_cast<Oid>(id)); })};
    return relation;
}

void leave_out_accepted(std::vector<IndexProblemFinding> &findings, const Acceptance &accepted) {
    std::erase_if(findings, [&](const IndexProblemFinding &finding) {
        const Relation table = named(finding.table);
        return accepted.contains(&table, named(finding.index).name, word(finding.rule));
    });
}

} // namespace

std::vector<IndexProblemFinding> find_index_problems(bool include_accepted) {
    std::vector<IndexProblemFinding> findings;
    const pg::ReportMemory memory;
    pg::CatalogSnapshot snapshot;
    {
        const Inventory inventory(snapshot);
        const catalog::Citus citus(snapshot);
        Finder finder(inventory, citus);
        Reporter reporter(inventory, citus);
        for (const Draft &draft : finder.find(snapshot)) {
            pg::check_for_interrupts();
            if (auto finding = reporter.report(draft))
                findings.push_back(std::move(*finding));
        }
        leave_out_accepted(findings, catalog::read_acceptance(snapshot, include_accepted));
        findings = reporter.sorted(std::move(findings));
    }
    snapshot.release();
    return findings;
}

} // namespace nova::sql_api
