// Comparisons that are ranges.
#pragma once

#include "pg/gate.hpp"

namespace nova::catalog {

// The strategy of <, <=, >= and > of the B-trees of the type; 0 for any other operator. Inside pg::call.
inline int range_strategy(Oid op, Oid type) {
    const Oid family = lookup_type_cache(type, TYPECACHE_BTREE_OPFAMILY)->btree_opf;
    const int strategy = OidIsValid(family) ? get_op_opfamily_strategy(op, family) : 0;
    return strategy == BTEqualStrategyNumber ? 0 : strategy;
}

} // namespace nova::catalog
