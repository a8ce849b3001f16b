#include "catalog/column_width.hpp"

namespace nova::catalog {

double average_width(Oid table, AttrNumber column) {
    const std::int32_t analysed = get_attavgwidth(table, column);
    if (analysed > 0)
        return analysed;
    Oid type = InvalidOid;
    std::int32_t modifier = -1;
    Oid collation = InvalidOid;
    get_atttypetypmodcoll(table, column, &type, &modifier, &collation);
    return get_typavgwidth(type, modifier);
}

double alignment_bytes(char alignment) {
    switch (alignment) {
    case TYPALIGN_DOUBLE:
        return 8;
    case TYPALIGN_INT:
        return 4;
    case TYPALIGN_SHORT:
        return 2;
    default:
        return 1;
    }
}

} // namespace nova::catalog
