// Reading fields of catalog rows. Inside pg::call.
#pragma once

#include "pg/gate.hpp"

namespace nova::catalog {

// A catalog row taken apart; columns by their Anum_ number.
class Row {
  public:
    Row(HeapTuple tuple, TupleDesc descriptor) {
        Assert(descriptor->natts <= max_columns);
        heap_deform_tuple(tuple, descriptor, values_, nulls_);
    }
    bool is_null(int number) const { return nulls_[number - 1]; }
    Datum value(int number) const { return values_[number - 1]; }

    // The elements of a one-dimensional array without NULLs, of int2 or oid; empty for NULL. Valid as long as
    // the tuple, or the current memory context.
    template <class Element> std::span<const Element> array(int number) const {
        if (is_null(number))
            return {};
        ArrayType *const array = DatumGetArrayTypeP(value(number));
        if (ARR_NDIM(array) != 1 || ARR_HASNULL(array))
            elog(ERROR, "unexpected array in a system catalog");
        return {reinterpret_cast<const Element *>(ARR_DATA_PTR(array)), static_cast<std::size_t>(ARR_DIMS(array)[0])};
    }
    // The elements of an int2vector or oidvector, which are never packed.
    template <class Vector> const Vector *vector(int number) const {
        return reinterpret_cast<const Vector *>(DatumGetPointer(value(number)));
    }

  private:
    static constexpr int max_columns = 40;
    Datum values_[max_columns];
    bool nulls_[max_columns];
};

template <class Form> const Form *form(HeapTuple tuple) { return reinterpret_cast<const Form *>(GETSTRUCT(tuple)); }

// Schemas of the system: those that initdb made, but for public. The schemas of temporary tables have other
// oids; their tables are told by relpersistence.
inline bool is_system_schema(Oid schema) { return schema < FirstNormalObjectId && schema != PG_PUBLIC_NAMESPACE; }

} // namespace nova::catalog
