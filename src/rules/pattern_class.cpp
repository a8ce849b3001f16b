#include "rules/pattern_class.hpp"

#include <algorithm>

namespace nova {

namespace {

struct PatternFamily {
    OperatorFamilyId pattern;
    OperatorFamilyId plain;
};

// pg_opfamily_d.h: {TEXT,BPCHAR}_PATTERN_BTREE_FAM_OID, {TEXT,BPCHAR}_BTREE_FAM_OID.
constexpr PatternFamily pattern_families[] = {{OperatorFamilyId{2095}, OperatorFamilyId{1994}},
                                              {OperatorFamilyId{2097}, OperatorFamilyId{426}}};

} // namespace

bool finds_equal(const ColumnChoice &column, const ColumnChoice &wanted) {
    if (column == wanted)
        return true;
    const bool pattern = std::any_of(std::begin(pattern_families), std::end(pattern_families), [&](const auto &known) {
        return column.family == known.pattern && wanted.family == known.plain;
    });
    ColumnChoice plain = column;
    plain.family = wanted.family;
    plain.operator_class = wanted.operator_class;
    return pattern && plain == wanted;
}

std::vector<IndexWish> with_shared_classes(std::vector<IndexWish> wishes) {
    std::vector<ColumnChoice> patterns;
    for (const IndexWish &wish : wishes)
        for (const ColumnChoice &column : wish.choice.columns)
            if (!column.operator_class.empty())
                patterns.push_back(column);
    for (IndexWish &wish : wishes)
        for (std::size_t i = 0; i < wish.first + wish.second; ++i) {
            ColumnChoice &column = wish.choice.columns[i];
            const auto shared = std::find_if(patterns.begin(), patterns.end(), [&column](const ColumnChoice &pattern) {
                return finds_equal(pattern, column);
            });
            if (shared != patterns.end())
                column = *shared;
        }
    return wishes;
}

} // namespace nova
