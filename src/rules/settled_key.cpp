#include "rules/settled_key.hpp"

#include <algorithm>

namespace nova {

namespace {

bool searches(const IndexColumn &column, const Comparison &comparison, const SearchOperators &operators) {
    return column.attribute == comparison.column && !is_valid(column.collation) &&
           column.input_type == comparison.op.right_type && is_valid(comparison.op.commutator) &&
           operators.contain(comparison.op.commutator, column.family);
}

bool settles(const Index &index, const std::vector<Comparison> &comparisons, const SearchOperators &operators) {
    if (!index.usable() || index.has_predicate || index.method->loss != ScanLoss::None)
        return false;
    bool leading = !index.method->ordered_columns;
    for (const Comparison &comparison : comparisons) {
        const auto found = std::find_if(index.keys.begin(), index.keys.end(), [&](const IndexColumn &column) {
            return searches(column, comparison, operators);
        });
        if (found == index.keys.end())
            return false;
        leading = leading || found == index.keys.begin();
    }
    return leading;
}

} // namespace

bool is_settled(const std::vector<Comparison> &comparisons, const Indexes &indexes, const SearchOperators &operators) {
    return std::any_of(indexes.begin(), indexes.end(),
                       [&](const Index &index) { return settles(index, comparisons, operators); });
}

} // namespace nova
