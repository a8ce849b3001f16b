// Rows of catalogs from the server's cache.
#pragma once

#include "catalog/fields.hpp"

namespace nova::catalog {

// What read(row) makes of the object's row, the newest one, with what this transaction changed; `none` when there is no
// row. Cache: one by oid, such as RELOID. Inside pg::call.
template <class Form, class Result, class Read> Result read_cached(int cache, Oid object, Result none, Read read) {
    HeapTuple const tuple = SearchSysCache1(cache, ObjectIdGetDatum(object));
    if (!HeapTupleIsValid(tuple))
        return none;
    const Result result = read(*form<Form>(tuple));
    ReleaseSysCache(tuple);
    return result;
}

} // namespace nova::catalog
