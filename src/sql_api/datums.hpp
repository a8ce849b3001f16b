// Values of the model as SQL results show them.
#pragma once

#include "model/ids.hpp"
#include "pg/gate.hpp"

namespace nova::sql_api {

// A regclass.
inline Datum relation_datum(RelationId id) { return ObjectIdGetDatum(static_cast<Oid>(id)); }

// An estimate as a bigint.
inline Datum estimate_datum(double value) { return Int64GetDatum(static_cast<int64>(value)); }

} // namespace nova::sql_api
