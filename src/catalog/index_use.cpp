#include "catalog/index_use.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include "pg/call.hpp"
#include "pg/compat.hpp"

namespace nova::catalog {

namespace {

constexpr double seconds_a_day = 86'400;

double days_since(TimestampTz time) {
    return static_cast<double>(GetCurrentTimestamp() - time) / USECS_PER_SEC / seconds_a_day;
}

// The counters of a relation; null when there are none.
const PgStat_StatTabEntry *counters(RelationId relation) {
    return pgstat_fetch_stat_tabentry_ext(false, static_cast<Oid>(relation));
}

// When the file was made. 0: not known.
TimestampTz birth_of(const char *path) {
#ifdef STATX_BTIME
    struct statx status;
    if (statx(AT_FDCWD, path, AT_STATX_SYNC_AS_STAT, STATX_BTIME, &status) != 0 || (status.stx_mask & STATX_BTIME) == 0)
        return 0;
    return time_t_to_timestamptz(static_cast<pg_time_t>(status.stx_btime.tv_sec));
#else
    (void)path;
    return 0;
#endif
}

// Relative to the data directory, where backends are; null when it is gone or has no file.
const char *path_of(RelationId relation) {
    LOCAL_FCINFO(call_info, 1);
    InitFunctionCallInfoData(*call_info, nullptr, 1, InvalidOid, nullptr, nullptr);
    call_info->args[0] = {ObjectIdGetDatum(static_cast<Oid>(relation)), false};
    const Datum path = pg_relation_filepath(call_info);
    return call_info->isnull ? nullptr : TextDatumGetCString(path);
}

} // namespace

bool counts_scans() { return pgstat_track_counts; }

std::optional<double> counted_days() {
    const TimestampTz began = pg::call([]() -> TimestampTz {
        // All counters are lost in a crash, and the server-wide ones note it; they can also be reset one by one.
        const TimestampTz crash =
            Min(pgstat_fetch_stat_archiver()->stat_reset_timestamp, pgstat_fetch_stat_bgwriter()->stat_reset_timestamp);
        const PgStat_StatDBEntry *const database = pgstat_fetch_stat_dbentry(MyDatabaseId);
        return crash == 0 || database == nullptr ? 0 : Max(crash, database->stat_reset_timestamp);
    });
    return began == 0 ? std::nullopt : std::optional(days_since(began));
}

std::int64_t scan_count(const std::vector<RelationId> &tree) {
    return pg::call([&tree] {
        std::int64_t sum = 0;
        for (const RelationId member : tree)
            if (const PgStat_StatTabEntry *const entry = counters(member))
                sum += entry->numscans;
        return sum;
    });
}

std::optional<double> days_since_scan(const std::vector<RelationId> &tree) {
    const TimestampTz last = pg::call([&tree] {
        TimestampTz latest = 0;
        for (const RelationId member : tree)
            if (const PgStat_StatTabEntry *const entry = counters(member))
                latest = Max(latest, pg::last_scan(*entry));
        return latest;
    });
    return last == 0 ? std::nullopt : std::optional(days_since(last));
}

std::optional<double> file_days(const std::vector<RelationId> &tree) {
    TimestampTz oldest = 0;
    for (const RelationId member : tree) {
        const TimestampTz birth = pg::call([member]() -> TimestampTz {
            const char *const path = path_of(member);
            return path == nullptr ? 0 : birth_of(path);
        });
        if (birth != 0 && (oldest == 0 || birth < oldest))
            oldest = birth;
    }
    return oldest == 0 ? std::nullopt : std::optional(days_since(oldest));
}

} // namespace nova::catalog
