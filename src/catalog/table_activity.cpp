#include "catalog/table_activity.hpp"

#include "pg/call.hpp"

namespace nova::catalog {

namespace {

double count(PGFunction counter, Oid relation) {
    return static_cast<double>(DatumGetInt64(DirectFunctionCall1(counter, ObjectIdGetDatum(relation))));
}

} // namespace

std::optional<TableActivity> table_activity(std::span<const RelationId> tables, std::span<const RelationId> indexes) {
    struct Counted {
        bool available;
        TableActivity activity;
    };
    const Counted counted = pg::call([tables, indexes] {
        Counted result{pgstat_track_counts && !RecoveryInProgress(), {}};
        if (!result.available)
            return result;
        for (const RelationId id : tables) {
            const Oid table = static_cast<Oid>(id);
            result.activity.writes +=
                count(pg_stat_get_tuples_inserted, table) + count(pg_stat_get_tuples_deleted, table) +
                count(pg_stat_get_tuples_updated, table) - count(pg_stat_get_tuples_hot_updated, table);
            result.activity.reads += count(pg_stat_get_numscans, table);
        }
        for (const RelationId index : indexes)
            result.activity.reads += count(pg_stat_get_numscans, static_cast<Oid>(index));
        return result;
    });
    return counted.available ? std::optional(counted.activity) : std::nullopt;
}

} // namespace nova::catalog
