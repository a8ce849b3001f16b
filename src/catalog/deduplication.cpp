#include "catalog/deduplication.hpp"

namespace nova::catalog {

namespace {

constexpr std::int16_t equal_image = 4; // BTEQUALIMAGE_PROC

} // namespace

bool deduplicates(Oid family, Oid input_type, Oid collation) {
    const Oid function = get_opfamily_proc(family, input_type, input_type, equal_image);
    if (!OidIsValid(function))
        return false;
    // Without a collation, text's raises an error.
    const bool undecided = type_is_collatable(input_type) && !OidIsValid(collation);
    if (function >= FirstNormalObjectId || undecided)
        return true;
    return DatumGetBool(OidFunctionCall1Coll(function, collation, ObjectIdGetDatum(input_type)));
}

} // namespace nova::catalog
