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

// What is at a place of a page that is pinned.
inline HeapTupleData row_at(::Relation catalog, Page page, BlockNumber block, OffsetNumber place) {
    ItemId const item = PageGetItemId(page, place);
    HeapTupleData row;
    row.t_len = ItemIdGetLength(item);
    ItemPointerSet(&row.t_self, block, place);
    row.t_tableOid = RelationGetRelid(catalog);
    row.t_data = reinterpret_cast<HeapTupleHeader>(PageGetItem(page, item));
    return row;
}

// The places of the rows that the snapshot sees; gives their number. As heapgetpage does it for a catalog, which
// needs neither predicate locks nor checks for old snapshots.
inline int visible_places(::Relation catalog, Snapshot snapshot, Buffer buffer, BlockNumber block,
                          std::array<OffsetNumber, MaxHeapTuplesPerPage> &places) {
    int count = 0;
    LockBuffer(buffer, BUFFER_LOCK_SHARE);
    Page const page = BufferGetPage(buffer);
    const bool all_visible = PageIsAllVisible(page) && !snapshot->takenDuringRecovery;
    const OffsetNumber last = PageGetMaxOffsetNumber(page);
    for (OffsetNumber place = FirstOffsetNumber; place <= last; ++place) {
        if (!ItemIdIsNormal(PageGetItemId(page, place)))
            continue;
        HeapTupleData row = row_at(catalog, page, block, place);
        if (all_visible || HeapTupleSatisfiesVisibility(&row, snapshot, buffer))
            places[static_cast<std::size_t>(count++)] = place;
    }
    LockBuffer(buffer, BUFFER_LOCK_UNLOCK);
    return count;
}

// Rows fill a page from its end, against the direction in which the processor reads ahead by itself.
constexpr int prefetched = 6;

inline void prefetch(const HeapTupleData &row) {
    constexpr int cache_line = 64;
    const auto *const begin = reinterpret_cast<const char *>(row.t_data);
    __builtin_prefetch(begin);
    __builtin_prefetch(begin + cache_line);
}

// A whole report takes a tenth less than by heap_getnext; systable_getnext, which wraps each row into a slot, costs
// more still.
template <class Visit> void scan_pages(::Relation catalog, Snapshot snapshot, Visit visit) {
    const BlockNumber blocks = RelationGetNumberOfBlocks(catalog);
    // As initscan: what is large must not take all of shared_buffers.
    const bool large = blocks > static_cast<BlockNumber>(NBuffers / 4);
    BufferAccessStrategy const strategy = large ? GetAccessStrategy(BAS_BULKREAD) : nullptr;
    std::array<OffsetNumber, MaxHeapTuplesPerPage> places;
    for (BlockNumber block = 0; block < blocks; ++block) {
        CHECK_FOR_INTERRUPTS();
        Buffer const buffer = ReadBufferExtended(catalog, MAIN_FORKNUM, block, RBM_NORMAL, strategy);
        const int count = visible_places(catalog, snapshot, buffer, block, places);
        const auto row = [&](int i) {
            return row_at(catalog, BufferGetPage(buffer), block, places[static_cast<std::size_t>(i)]);
        };
        for (int i = 0; i < count; ++i) {
            if (i + prefetched < count)
                prefetch(row(i + prefetched));
            HeapTupleData visible = row(i);
            visit(&visible, RelationGetDescr(catalog));
        }
        ReleaseBuffer(buffer);
    }
    if (strategy != nullptr)
        FreeAccessStrategy(strategy);
}

} // namespace detail

// Calls visit(tuple, descriptor) for every row that the snapshot sees: a sequential scan, or a scan of the
// catalog's index by key. Runs inside pg::call; locks the catalog (AccessShareLock) for the
// length of the scan, and nothing else.
template <class Visit>
void scan_catalog(Oid catalog, Snapshot snapshot, Visit visit, Oid index = InvalidOid,
                  std::span<ScanKeyData> keys = {}) {
    ::Relation const relation = table_open(catalog, AccessShareLock);
    // An extension's table is no catalog to the server: one of another access method, or under predicate locks.
    if (keys.empty() && IsCatalogRelation(relation))
        detail::scan_pages(relation, snapshot, visit);
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
