#include "guard/key_watch.hpp"

#include "catalog/relation_rows.hpp"
#include "catalog/server_prover.hpp"
#include "catalog/server_statistics.hpp"
#include "model/add_once.hpp"
#include "rules/missing_index.hpp"

namespace nova::guard {

namespace {

// How a key is served, and what makes it the same key in two states of the catalogs: what ALTER COLUMN TYPE makes anew
// has another oid.
struct KeyState {
    ConstraintId id{};
    RelationId table{};
    std::string name;
    std::vector<AttributeNumber> columns; // empty where the key is settled
    Coverage coverage = Coverage::Covered;
};

std::vector<KeyState> key_states(const pg::CatalogSnapshot &snapshot, const catalog::KeyScope &scope) {
    const auto model = catalog::load_key_model(snapshot, scope);
    catalog::ServerProver prover(model->shapes, model->trees);
    catalog::ServerStatistics statistics;
    const CoverFacts facts{model->indexing.search_operators, prover, statistics};
    std::vector<KeyState> states;
    for (const ForeignKey &key : model->keys.keys()) {
        pg::check_for_interrupts();
        KeyState &state = states.emplace_back();
        state.id = key.id;
        state.table = key.referencing;
        state.name = key.name;
        for (const NeedClause &clause : key.need.clauses)
            state.columns.push_back(clause.column);
        if (!key.settled)
            state.coverage = judge_need(model->keys.needs(key), model->indexes, facts).coverage;
    }
    return states;
}

// Adds the tables, the partitioned ones above them and all partitions of these, as they are in the snapshot.
void add_whole_trees(const pg::CatalogSnapshot &snapshot, const std::vector<RelationId> &tables,
                     IdSet<RelationId> &known, std::vector<RelationId> &result) {
    const catalog::Citus citus(snapshot);
    const RelationCatalog relations = catalog::look_up_relations(snapshot, citus, catalog::RelationRows::Newest);
    const auto partitioned_parent = [&relations](RelationId table) -> std::optional<RelationId> {
        const auto parent = relations.parent_of(table);
        const Relation *const relation = parent ? relations.find(*parent) : nullptr;
        return relation != nullptr && relation->partitioned ? parent : std::nullopt;
    };
    for (RelationId root : tables) {
        while (const auto parent = partitioned_parent(root))
            root = *parent;
        for (const RelationId member : relations.partition_tree(root))
            if (known.insert(member))
                result.push_back(member);
    }
}

bool is_same_key(const KeyState &a, const KeyState &b) {
    return a.id == b.id || (a.table == b.table && a.name == b.name &&
                            (a.columns.empty() || b.columns.empty() || a.columns == b.columns));
}

// Coverage is in the order of what it is worth.
bool is_worse(const KeyState &now, const std::vector<KeyState> &before) {
    return std::none_of(before.begin(), before.end(), [&now](const KeyState &then) {
        return is_same_key(now, then) && then.coverage <= now.coverage;
    });
}

} // namespace

void report_worse_keys(const KeyQuestion &question, const sql_api::MissingKeySink &report) {
    pg::CatalogSnapshot now;
    // Most keys are served by an index of their own table; the others are looked at with all that belongs to them.
    const auto may_be_worse = [&question](ConstraintId key, RelationId table) {
        return question.created.contains(key) || question.in_full.contains(table);
    };
    auto states = key_states(
        now, {.tables = question.tables, .alone = true, .wanted = may_be_worse, .leaving = question.leaving});
    std::erase_if(states, [](const KeyState &state) { return state.coverage == Coverage::Covered; });
    std::vector<RelationId> suspects;
    for (const KeyState &state : states)
        add_once(suspects, state.table);
    IdSet<ConstraintId> worse;
    std::vector<RelationId> tables;
    if (!suspects.empty()) {
        IdSet<RelationId> known;
        add_whole_trees(now, suspects, known, tables);
        // What is new is said without a look at what was there before.
        std::optional<std::vector<KeyState>> then;
        if (std::any_of(suspects.begin(), suspects.end(),
                        [&question](RelationId table) { return question.in_full.contains(table); })) {
            pg::CatalogSnapshot before(question.since);
            add_whole_trees(before, suspects, known, tables);
            then = key_states(before, {.tables = tables});
            before.release();
        }
        if (tables.size() != suspects.size()) // there are partitions
            states = key_states(now, {.tables = tables, .leaving = question.leaving});
        for (const KeyState &state : states)
            if (state.coverage != Coverage::Covered &&
                (question.created.contains(state.id) || (then && is_worse(state, *then))))
                worse.insert(state.id);
    }
    now.release();
    if (worse.empty())
        return;
    sql_api::report_missing_keys(
        {.tables = tables, .leaving = question.leaving, .to_report = true},
        [&worse](const ForeignKey &key) { return worse.contains(key.id); }, report);
}

} // namespace nova::guard
