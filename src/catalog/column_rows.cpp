#include "catalog/column_rows.hpp"

#include "catalog/fields.hpp"

namespace nova::catalog {

void read_columns(Snapshot snapshot, ColumnCatalog &columns) {
    pg::scan_catalog(AttributeRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const attribute = form<FormData_pg_attribute>(tuple);
        if (attribute->attnum <= 0 || attribute->attrelid < FirstNormalObjectId || attribute->attisdropped)
            return;
        Column *const column = columns.wanted(RelationId{attribute->attrelid}, attribute->attnum);
        if (column == nullptr)
            return;
        column->name.assign(NameStr(attribute->attname));
        column->type = attribute->atttypid;
        column->type_modifier = attribute->atttypmod;
        column->collation = CollationId{attribute->attcollation};
    });
}

} // namespace nova::catalog
