#include "catalog/server_statistics.hpp"

#include "catalog/fields.hpp"

namespace nova::catalog {

namespace {

// The columns of the index on pg_statistic.
std::uint64_t key_of(Oid relation, AttrNumber column, bool inherited) {
    return static_cast<std::uint64_t>(relation) << 32 | static_cast<std::uint64_t>(column) << 1 |
           static_cast<std::uint64_t>(inherited);
}

// Calls use(row) if there is one that the caller may see: of the relation itself, else of its tree.
template <class Use> void look_up_row(Oid relation, AttrNumber column, bool with_children, Use use) {
    for (const bool inherited : {false, true}) {
        if (inherited && !with_children)
            return;
        HeapTuple const tuple =
            SearchSysCache3(STATRELATTINH, ObjectIdGetDatum(relation), Int16GetDatum(column), BoolGetDatum(inherited));
        if (!HeapTupleIsValid(tuple))
            continue;
        // Asked only here, as it costs more than to find that there is no row.
        if (statistics_visible(relation, column))
            use(tuple);
        ReleaseSysCache(tuple);
        return;
    }
}

} // namespace

bool statistics_visible(Oid relation, AttrNumber column) {
    bool missing = false;
    if (check_enable_rls(relation, InvalidOid, true) == RLS_ENABLED)
        return false;
    return pg_class_aclcheck_ext(relation, GetUserId(), ACL_SELECT, &missing) == ACLCHECK_OK ||
           (!missing && pg_attribute_aclcheck_ext(relation, column, GetUserId(), ACL_SELECT, &missing) == ACLCHECK_OK);
}

ServerStatistics::ServerStatistics(const RelationCatalog &relations, Snapshot snapshot, std::size_t columns)
    : relations_(&relations) {
    pg::call([&] {
        // To look up a column costs as much as to read a page.
        if (static_cast<double>(columns) < pg::catalog_pages(StatisticRelationId))
            return;
        all_.emplace();
        pg::scan_catalog(StatisticRelationId, snapshot, [this](HeapTuple tuple, TupleDesc) {
            const auto *const row = form<FormData_pg_statistic>(tuple);
            if (row->starelid >= FirstNormalObjectId)
                (*all_)[key_of(row->starelid, row->staattnum, row->stainherit)] = {row->stanullfrac, row->stadistinct};
        });
    });
}

std::optional<ServerStatistics::Figures> ServerStatistics::figures(RelationId relation, AttributeNumber column) const {
    const Oid id = static_cast<Oid>(relation);
    if (all_) {
        const Figures *found = all_->find(key_of(id, column, false));
        if (found == nullptr)
            found = all_->find(key_of(id, column, true));
        if (found == nullptr || !pg::call([=] { return statistics_visible(id, column); }))
            return std::nullopt;
        return *found;
    }
    std::optional<Figures> figures;
    const bool with_children = may_have_children(relation);
    pg::call([&] {
        look_up_row(id, column, with_children, [&figures](HeapTuple tuple) {
            const auto *const row = form<FormData_pg_statistic>(tuple);
            figures = {row->stanullfrac, row->stadistinct};
        });
    });
    return figures;
}

std::optional<double> ServerStatistics::correlation(RelationId relation, AttributeNumber column) {
    std::optional<double> correlation;
    pg::call([&] {
        look_up_row(static_cast<Oid>(relation), column, false, [&correlation](HeapTuple tuple) {
            AttStatsSlot slot;
            if (!get_attstatsslot(&slot, tuple, STATISTIC_KIND_CORRELATION, InvalidOid, ATTSTATSSLOT_NUMBERS))
                return;
            if (slot.nnumbers == 1)
                correlation = slot.numbers[0];
            free_attstatsslot(&slot);
        });
    });
    return correlation;
}

std::optional<double> ServerStatistics::null_fraction(RelationId relation, AttributeNumber column) {
    const auto known = figures(relation, column);
    return known ? std::optional(known->null_fraction) : std::nullopt;
}

std::optional<double> ServerStatistics::distinct(RelationId relation, AttributeNumber column) {
    const auto known = figures(relation, column);
    return known && known->distinct != 0 ? std::optional(known->distinct) : std::nullopt;
}

std::optional<std::int64_t> deleted_rows(RelationId table, const RelationCatalog &relations) {
    const auto members = relations.partition_tree(table);
    const std::int64_t deleted = pg::call([&members]() -> std::int64_t {
        if (!pgstat_track_counts || RecoveryInProgress())
            return -1;
        std::int64_t sum = 0;
        for (const RelationId member : members)
            sum += DatumGetInt64(
                DirectFunctionCall1(pg_stat_get_tuples_deleted, ObjectIdGetDatum(static_cast<Oid>(member))));
        return sum;
    });
    return deleted < 0 ? std::nullopt : std::optional(deleted);
}

} // namespace nova::catalog
