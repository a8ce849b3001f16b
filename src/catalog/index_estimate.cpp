#include "catalog/index_estimate.hpp"

#include "catalog/column_width.hpp"
#include "catalog/deduplication.hpp"
#include "pg/call.hpp"
#include "rules/index_size.hpp"

namespace nova::catalog {

namespace {

constexpr double unknown_width = 16; // of an expression

struct ColumnFacts {
    AttrNumber number; // 0: an expression, or gone
    double width;
    double alignment;
    bool deduplicates;
};

ColumnFacts look_up(Oid table, const char *column) {
    const AttrNumber number = get_attnum(table, column);
    if (number == InvalidAttrNumber)
        return {0, unknown_width, 1, false};
    Oid type = InvalidOid;
    std::int32_t modifier = -1;
    Oid collation = InvalidOid;
    get_atttypetypmodcoll(table, number, &type, &modifier, &collation);
    std::int16_t length = 0;
    bool by_value = false;
    char align = TYPALIGN_CHAR;
    get_typlenbyvalalign(type, &length, &by_value, &align);
    const Oid operator_class = GetDefaultOpClass(type, BTREE_AM_OID);
    const bool deduplicated =
        OidIsValid(operator_class) &&
        deduplicates(get_opclass_family(operator_class), get_opclass_input_type(operator_class), collation);
    // Short values of variable length are packed without alignment.
    return {number, average_width(table, number), length < 0 ? 1 : alignment_bytes(align), deduplicated};
}

ColumnFacts look_up(RelationId table, const std::string &column) {
    const char *const name = column.c_str();
    return pg::call([table, name] { return look_up(static_cast<Oid>(table), name); });
}

double null_fraction(RelationId table, AttrNumber number, Statistics &statistics) {
    return number == 0 ? 0 : statistics.null_fraction(table, number).value_or(0);
}

} // namespace

std::optional<double> distinct_values(RelationId table, const std::string &column, double rows,
                                      Statistics &statistics) {
    const ColumnFacts facts = look_up(table, column);
    const auto distinct = facts.number == 0 ? std::nullopt : statistics.distinct(table, facts.number);
    if (!distinct)
        return std::nullopt;
    return *distinct < 0 ? -*distinct * rows : *distinct;
}

std::optional<double> estimated_index_bytes(RelationId table, const IndexChoice &choice, double rows,
                                            Statistics &statistics) {
    if (choice.method_name != "btree")
        return std::nullopt;
    BtreeSize size;
    size.rows = rows;
    for (const std::string &column : choice.predicate.null)
        size.rows *= null_fraction(table, look_up(table, column).number, statistics);
    for (const std::string &column : choice.predicate.not_null)
        size.rows *= 1 - null_fraction(table, look_up(table, column).number, statistics);

    double distinct = 1;
    bool known = true;
    for (const ColumnChoice &column : choice.columns) {
        const bool expression = !column.is_plain();
        const ColumnFacts facts = expression ? ColumnFacts{0, unknown_width, 1, false} : look_up(table, column.column);
        const bool never_null = std::find(choice.predicate.not_null.begin(), choice.predicate.not_null.end(),
                                          column.column) != choice.predicate.not_null.end();
        const double nulls = never_null ? 0 : null_fraction(table, facts.number, statistics);
        size.columns.push_back({facts.width, nulls, facts.alignment});
        size.deduplicates = size.deduplicates && facts.deduplicates;
        const auto values = expression ? std::nullopt : distinct_values(table, column.column, rows, statistics);
        known = known && values.has_value();
        // The NULLs are equal, too.
        distinct *= values.value_or(1) + (nulls > 0 ? 1 : 0);
    }
    if (known)
        size.distinct_keys = distinct;
    return estimated_bytes(size);
}

} // namespace nova::catalog
