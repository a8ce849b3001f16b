#include "catalog/column_rows.hpp"

#include "catalog/fields.hpp"
#include "pg/compat.hpp"

namespace nova::catalog {

namespace {

void fill_in(const FormData_pg_attribute &row, Column &column) {
    if (row.attisdropped)
        return;
    column.name.assign(NameStr(row.attname));
    column.type = TypeId{row.atttypid};
    column.type_modifier = row.atttypmod;
    column.collation = CollationId{row.attcollation};
}

// One scan of the index, started anew for each table; passing by columns between the wanted ones costs less than that.
void look_up_columns(Snapshot snapshot, ColumnCatalog &columns) {
    ::Relation const heap = table_open(AttributeRelationId, AccessShareLock);
    ::Relation const index = index_open(AttributeRelidNumIndexId, AccessShareLock);
    IndexScanDesc const scan = pg::begin_index_scan(heap, index, snapshot, 3);
    TupleTableSlot *const slot = table_slot_create(heap, nullptr);
    columns.for_each_table([&](RelationId table, AttrNumber lowest, AttrNumber highest) {
        CHECK_FOR_INTERRUPTS();
        ScanKeyData keys[3]; // by the index's columns
        ScanKeyInit(&keys[0], 1, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(static_cast<Oid>(table)));
        ScanKeyInit(&keys[1], 2, BTGreaterEqualStrategyNumber, F_INT2GE, Int16GetDatum(lowest));
        ScanKeyInit(&keys[2], 2, BTLessEqualStrategyNumber, F_INT2LE, Int16GetDatum(highest));
        index_rescan(scan, keys, 3, nullptr, 0);
        while (index_getnext_slot(scan, ForwardScanDirection, slot)) {
            bool copied = false;
            const auto *const row = form<FormData_pg_attribute>(ExecFetchSlotHeapTuple(slot, false, &copied));
            if (Column *const column = columns.wanted(table, row->attnum))
                fill_in(*row, *column);
        }
    });
    ExecDropSingleTupleTableSlot(slot);
    index_endscan(scan);
    index_close(index, AccessShareLock);
    table_close(heap, AccessShareLock);
}

void scan_columns(Snapshot snapshot, ColumnCatalog &columns) {
    pg::scan_catalog(AttributeRelationId, snapshot, [&columns](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_attribute>(tuple);
        if (row->attnum <= 0 || row->attrelid < FirstNormalObjectId)
            return;
        if (Column *const column = columns.wanted(RelationId{row->attrelid}, row->attnum))
            fill_in(*row, *column);
    });
}

// Looking up a table's columns costs somewhat less than reading a page of pg_attribute; more where that does not fit
// into shared_buffers.
constexpr double lookups_per_page = 1;

bool looks_up(std::size_t wanted) {
    if (IgnoreSystemIndexes)
        return false;
    return static_cast<double>(wanted) < pg::catalog_pages(AttributeRelationId) * lookups_per_page;
}

} // namespace

void read_columns(Snapshot snapshot, ColumnCatalog &columns) {
    if (looks_up(columns.table_count()))
        look_up_columns(snapshot, columns);
    else
        scan_columns(snapshot, columns);
}

} // namespace nova::catalog
