// Reading fields of catalog rows. Inside pg::call.
#pragma once

#include "pg/gate.hpp"

namespace nova::catalog {

// The elements of an array that lies in a tuple, where it has a short header and no alignment: read in place, as
// making an ArrayType of it would copy it. Valid as long as the tuple, or the current memory context.
template <class Element> class PackedArray {
  public:
    PackedArray() = default;
    explicit PackedArray(Datum array) {
        const char *const body = VARDATA_ANY(PG_DETOAST_DATUM_PACKED(array));
        const auto field = [body](std::size_t offset) {
            int value = 0;
            memcpy(&value, body + (offset - VARHDRSZ), sizeof value);
            return value;
        };
        if (field(offsetof(ArrayType, ndim)) != 1 || field(offsetof(ArrayType, dataoffset)) != 0)
            elog(ERROR, "unexpected array in a system catalog");
        size_ = static_cast<std::size_t>(field(sizeof(ArrayType)));
        elements_ = body + (ARR_OVERHEAD_NONULLS(1) - VARHDRSZ);
    }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    Element operator[](std::size_t i) const {
        Element element;
        memcpy(&element, elements_ + i * sizeof element, sizeof element);
        return element;
    }

  private:
    const char *elements_ = nullptr;
    std::size_t size_ = 0;
};

// A catalog row taken apart; columns by their Anum_ number.
class Row {
  public:
    Row(HeapTuple tuple, TupleDesc descriptor) {
        Assert(descriptor->natts <= max_columns);
        heap_deform_tuple(tuple, descriptor, values_, nulls_);
    }
    bool is_null(int number) const { return nulls_[number - 1]; }
    Datum value(int number) const { return values_[number - 1]; }

    // The elements of a one-dimensional array without NULLs, of int2 or oid; empty for NULL.
    template <class Element> PackedArray<Element> array(int number) const {
        return is_null(number) ? PackedArray<Element>() : PackedArray<Element>(value(number));
    }

  private:
    static constexpr int max_columns = 40;
    Datum values_[max_columns];
    bool nulls_[max_columns];
};

// Neighbouring columns of variable length that are aligned as int (arrays, vectors, pg_node_tree), one after the other.
// Taking apart a whole row of pg_constraint or pg_index costs more than all else that is done with it.
class FieldWalk {
  public:
    // first: the number of the first of them, which starts behind `offset` bytes of columns of fixed length.
    FieldWalk(HeapTuple tuple, int first, std::size_t offset)
        : tuple_(tuple), number_(first), at_(static_cast<const char *>(GETSTRUCT(tuple)) + offset) {}
    // The next column, as it is stored; null for NULL.
    const char *next() {
        const int column = number_++ - 1;
        if (HeapTupleHasNulls(tuple_) && att_isnull(column, tuple_->t_data->t_bits))
            return nullptr;
        const char *const field =
            reinterpret_cast<char *>(att_align_pointer(reinterpret_cast<std::uintptr_t>(at_), TYPALIGN_INT, -1, at_));
        at_ = field + VARSIZE_ANY(field);
        return field;
    }
    template <class Element> PackedArray<Element> array() {
        const char *const field = next();
        return field == nullptr ? PackedArray<Element>() : PackedArray<Element>(PointerGetDatum(field));
    }
    // An int2vector or oidvector, which is never NULL and never packed.
    template <class Vector> const Vector *vector() { return reinterpret_cast<const Vector *>(next()); }

  private:
    HeapTuple tuple_;
    int number_;
    const char *at_;
};

template <class Form> const Form *form(HeapTuple tuple) { return reinterpret_cast<const Form *>(GETSTRUCT(tuple)); }

// Schemas of the system: those that initdb made, but for public. The schemas of temporary tables have other
// oids; their tables are told by relpersistence.
inline bool is_system_schema(Oid schema) { return schema < FirstNormalObjectId && schema != PG_PUBLIC_NAMESPACE; }

} // namespace nova::catalog
