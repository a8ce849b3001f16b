// Reading a system catalog in bulk.
#pragma once

#include "pg/call.hpp"
#include "pg/catalog_changes.hpp"

namespace nova::pg {

// One MVCC snapshot for all scans of a report: with a snapshot per scan a key could be seen without the index
// that was committed together with it. The newest one, also under REPEATABLE READ, as the syscache is newest
// too. When an error passes, the server's resource owner releases it.
class CatalogSnapshot {
  public:
    CatalogSnapshot() : snapshot_(call([] { return RegisterSnapshot(GetLatestSnapshot()); })) { note_catalog_state(); }
    // The same without what this transaction changed from its command `since` on.
    explicit CatalogSnapshot(CommandId since)
        : snapshot_(call([since] {
              GetTransactionSnapshot(); // the latest one is a copy of its own only when there is one of the transaction
              Snapshot const latest = GetLatestSnapshot();
              latest->curcid = since;
              return RegisterSnapshot(latest);
          })) {
        note_catalog_state();
    }
    CatalogSnapshot(const CatalogSnapshot &) = delete;
    CatalogSnapshot &operator=(const CatalogSnapshot &) = delete;

    Snapshot get() const { return snapshot_; }
    void release() {
        call([this] { UnregisterSnapshot(snapshot_); });
        snapshot_ = nullptr;
    }

  private:
    Snapshot snapshot_;
};

namespace detail {

template <class Visit>
void scan_by_index(::Relation catalog, Snapshot snapshot, Oid index, std::span<ScanKeyData> keys, Visit visit) {
    SysScanDesc const scan =
        systable_beginscan(catalog, index, OidIsValid(index), snapshot, static_cast<int>(keys.size()), keys.data());
    while (HeapTuple const tuple = systable_getnext(scan)) {
        CHECK_FOR_INTERRUPTS();
        visit(tuple, RelationGetDescr(catalog));
    }
    systable_endscan(scan);
}

// Half the price of systable_getnext, which wraps each row into a slot.
template <class Visit> void scan_heap(::Relation catalog, Snapshot snapshot, Visit visit) {
    // Not synchronized with other scans, as systable_beginscan: what comes first must not depend on them.
    TableScanDesc const scan = table_beginscan_strat(catalog, snapshot, 0, nullptr, true, false);
    while (HeapTuple const tuple = heap_getnext(scan, ForwardScanDirection)) {
        CHECK_FOR_INTERRUPTS();
        visit(tuple, RelationGetDescr(catalog));
    }
    table_endscan(scan);
}

} // namespace detail

// Calls visit(tuple, descriptor) for every row that the snapshot sees: a sequential scan, or a scan of the
// catalog's index by key. Runs inside pg::call; locks the catalog (AccessShareLock) for the
// length of the scan, and nothing else.
template <class Visit>
void scan_catalog(Oid catalog, Snapshot snapshot, Visit visit, Oid index = InvalidOid,
                  std::span<ScanKeyData> keys = {}) {
    ::Relation const relation = table_open(catalog, AccessShareLock);
    // An extension's catalog may be stored by another table access method.
    if (keys.empty() && relation->rd_tableam == GetHeapamTableAmRoutine())
        detail::scan_heap(relation, snapshot, visit);
    else
        detail::scan_by_index(relation, snapshot, index, keys, visit);
    table_close(relation, AccessShareLock);
}

// How many pages the catalog has. Inside pg::call.
inline double catalog_pages(Oid catalog) {
    ::Relation const relation = table_open(catalog, AccessShareLock);
    const double pages = RelationGetNumberOfBlocks(relation);
    table_close(relation, AccessShareLock);
    return pages;
}

// A column of a catalog, and the object that it is to name.
struct CatalogKey {
    AttrNumber column;
    Oid object;
};

// The same for the rows that the catalog's index finds by its first columns, one or two.
template <class Visit>
void look_up_catalog(Oid catalog, Snapshot snapshot, Oid index, std::initializer_list<CatalogKey> keys, Visit visit) {
    std::array<ScanKeyData, 2> scan_keys;
    Assert(keys.size() <= scan_keys.size());
    std::size_t count = 0;
    for (const CatalogKey &key : keys)
        ScanKeyInit(&scan_keys[count++], key.column, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(key.object));
    scan_catalog(catalog, snapshot, visit, index, std::span(scan_keys.data(), count));
}

} // namespace nova::pg
