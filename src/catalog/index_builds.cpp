#include "catalog/index_builds.hpp"

#include "catalog/fields.hpp"
#include "pg/scan.hpp"

namespace nova::catalog {

namespace {

// VACUUM locks its table likewise.
bool is_vacuum(int pid) {
    const PGPROC *const process = BackendPidGetProc(pid);
    return process != nullptr && (process->statusFlags & (PROC_IS_AUTOVACUUM | PROC_IN_VACUUM)) != 0;
}

// Relations, tables and indexes, that another session holds in the mode of the CONCURRENTLY commands, or an index as
// REINDEX does. Of stronger locks on a table nobody can be in the middle of such a command.
void read_busy(IdSet<RelationId> &tables, IdSet<RelationId> &others) {
    const LockData *const data = GetLockStatusData();
    for (int i = 0; i < data->nelements; ++i) {
        const LockInstanceData &lock = data->locks[i];
        if (lock.locktag.locktag_type != LOCKTAG_RELATION || lock.locktag.locktag_field1 != MyDatabaseId ||
            lock.pid == 0 || lock.pid == MyProcPid)
            continue;
        const RelationId relation{lock.locktag.locktag_field2};
        if ((lock.holdMask & LOCKBIT_ON(ShareUpdateExclusiveLock)) != 0 && !is_vacuum(lock.pid))
            tables.insert(relation);
        if ((lock.holdMask & LOCKBIT_ON(AccessExclusiveLock)) != 0)
            others.insert(relation);
    }
}

// As it is at this moment, or will be if the transaction that is just changing it commits: a build gives up its locks
// right before its last commit.
bool is_still_invalid(RelationId index) {
    SnapshotData dirty;
    InitDirtySnapshot(dirty);
    bool found = false;
    bool valid = false;
    pg::look_up_catalog(IndexRelationId, &dirty, IndexRelidIndexId,
                        {{Anum_pg_index_indexrelid, static_cast<Oid>(index)}},
                        [&found, &valid](HeapTuple tuple, TupleDesc) {
                            found = true;
                            valid = valid || form<FormData_pg_index>(tuple)->indisvalid;
                        });
    return found && !valid;
}

} // namespace

std::vector<const Index *> abandoned(const std::vector<const Index *> &indexes) {
    std::vector<const Index *> result;
    if (indexes.empty())
        return result;
    IdSet<RelationId> tables;
    IdSet<RelationId> others;
    pg::call([&tables, &others] { read_busy(tables, others); });
    for (const Index *index : indexes) {
        const RelationId id = index->id;
        if (!tables.contains(index->table) && !tables.contains(id) && !others.contains(id) &&
            pg::call([id] { return is_still_invalid(id); }))
            result.push_back(index);
    }
    return result;
}

} // namespace nova::catalog
