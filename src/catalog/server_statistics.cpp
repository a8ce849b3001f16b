#include "catalog/server_statistics.hpp"

#include "pg/call.hpp"

namespace nova::catalog {

namespace {

struct Figures {
    bool found;
    double null_fraction;
    double distinct;
    bool has_correlation;
    double correlation;
};

Figures read_figures(Oid relation, AttrNumber column, bool with_children) {
    Figures figures{};
    // The second row is that of an inheritance or partition tree.
    for (const bool inherited : {false, true}) {
        if (inherited && !with_children)
            break;
        HeapTuple const tuple =
            SearchSysCache3(STATRELATTINH, ObjectIdGetDatum(relation), Int16GetDatum(column), BoolGetDatum(inherited));
        if (!HeapTupleIsValid(tuple))
            continue;
        // Asked only here, as it costs more than to find that there is no row.
        if (!statistics_visible(relation, column)) {
            ReleaseSysCache(tuple);
            break;
        }
        auto *const row = reinterpret_cast<Form_pg_statistic>(GETSTRUCT(tuple));
        figures.found = true;
        figures.null_fraction = row->stanullfrac;
        figures.distinct = row->stadistinct;
        // The physical order of a tree is that of none of its members.
        AttStatsSlot slot;
        if (!inherited &&
            get_attstatsslot(&slot, tuple, STATISTIC_KIND_CORRELATION, InvalidOid, ATTSTATSSLOT_NUMBERS)) {
            figures.has_correlation = slot.nnumbers == 1;
            figures.correlation = slot.nnumbers == 1 ? slot.numbers[0] : 0;
            free_attstatsslot(&slot);
        }
        ReleaseSysCache(tuple);
        break;
    }
    return figures;
}

Figures figures_of(RelationId relation, AttributeNumber column, bool with_children) {
    return pg::call([=] { return read_figures(static_cast<Oid>(relation), column, with_children); });
}

} // namespace

bool statistics_visible(Oid relation, AttrNumber column) {
    bool missing = false;
    if (check_enable_rls(relation, InvalidOid, true) == RLS_ENABLED)
        return false;
    return pg_class_aclcheck_ext(relation, GetUserId(), ACL_SELECT, &missing) == ACLCHECK_OK ||
           (!missing && pg_attribute_aclcheck_ext(relation, column, GetUserId(), ACL_SELECT, &missing) == ACLCHECK_OK);
}

std::optional<double> ServerStatistics::correlation(RelationId relation, AttributeNumber column) {
    const Figures figures = figures_of(relation, column, may_have_children(relation));
    return figures.has_correlation ? std::optional(figures.correlation) : std::nullopt;
}

std::optional<double> ServerStatistics::null_fraction(RelationId relation, AttributeNumber column) {
    const Figures figures = figures_of(relation, column, may_have_children(relation));
    return figures.found ? std::optional(figures.null_fraction) : std::nullopt;
}

std::optional<double> ServerStatistics::distinct(RelationId relation, AttributeNumber column) {
    const Figures figures = figures_of(relation, column, may_have_children(relation));
    return figures.found && figures.distinct != 0 ? std::optional(figures.distinct) : std::nullopt;
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
