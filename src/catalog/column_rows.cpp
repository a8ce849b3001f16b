#include "catalog/column_rows.hpp"

#include "catalog/fields.hpp"

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

void look_up_columns(Snapshot snapshot, ColumnCatalog &columns) {
    columns.for_each([snapshot](RelationId table, Column &column) {
        ScanKeyData keys[2];
        ScanKeyInit(&keys[0], Anum_pg_attribute_attrelid, BTEqualStrategyNumber, F_OIDEQ,
                    ObjectIdGetDatum(static_cast<Oid>(table)));
        ScanKeyInit(&keys[1], Anum_pg_attribute_attnum, BTEqualStrategyNumber, F_INT2EQ, Int16GetDatum(column.number));
        pg::scan_catalog(
            AttributeRelationId, snapshot,
            [&column](HeapTuple tuple, TupleDesc) { fill_in(*form<FormData_pg_attribute>(tuple), column); },
            AttributeRelidNumIndexId, keys);
    });
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

} // namespace

void read_columns(Snapshot snapshot, ColumnCatalog &columns) {
    ::Relation const attributes = table_open(AttributeRelationId, AccessShareLock);
    const double pages = RelationGetNumberOfBlocks(attributes);
    table_close(attributes, AccessShareLock);
    if (static_cast<double>(columns.wanted_count()) < pages)
        look_up_columns(snapshot, columns);
    else
        scan_columns(snapshot, columns);
}

} // namespace nova::catalog
