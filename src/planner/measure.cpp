#include "planner/column_facts.hpp"
#include "planner/index_description.hpp"
#include "rules/index_pages.hpp"

namespace nova::planner {

namespace {

KeyColumnSize size_of(const ColumnFacts &column) {
    return {column.width, column.null_fraction, column.alignment, {column.widths, column.widths + column.width_count}};
}

std::vector<EqualValues> values_of(const ColumnFacts &column) {
    if (column.one_value)
        return {{1, 1}};
    std::vector<EqualValues> values;
    if (column.distinct <= 0)
        return values;
    double remaining = 1 - column.null_fraction;
    for (int i = 0; i < column.share_count; ++i) {
        values.push_back({1, column.shares[i]});
        remaining -= column.shares[i];
    }
    const double others = column.distinct - column.share_count;
    if (others >= 1 && remaining > 0)
        values.push_back({others, remaining / others});
    if (column.null_fraction > 0)
        values.push_back({1, column.null_fraction});
    return values;
}

IndexRows rows_of(const HypotheticalIndex *index) {
    const IndexFacts &facts = *index->facts;
    IndexRows result;
    result.rows = facts.rows;
    result.table_rows = facts.table_rows;
    result.table_pages = facts.table_pages;
    result.deduplicates = facts.deduplicates;
    result.sorted_build = facts.sorted_build;
    bool known = !index->unique;
    for (int i = 0; i < index->columns; ++i) {
        const ColumnFacts &column = facts.columns[i];
        result.columns.push_back(size_of(column));
        if (i >= index->key_columns)
            continue;
        result.values.push_back(values_of(column));
        known = known && !result.values.back().empty();
        result.elements += column.elements;
        result.distinct_elements += column.distinct_elements;
        result.element_shares.insert(result.element_shares.end(), column.element_shares,
                                     column.element_shares + column.element_share_count);
        result.element_width = std::max(result.element_width, column.element_width);
    }
    if (!known)
        result.values.clear();
    result.joint.columns.assign(facts.joint_columns, facts.joint_columns + facts.joint_count);
    result.joint.combinations = facts.joint_rows;
    return result;
}

IndexPages pages_of(const HypotheticalIndex *index, const IndexRows &rows) {
    const double fill = index->fill_factor / 100.0;
    switch (index->method) {
    case BTREE_AM_OID:
        return btree_pages(rows, fill);
    case HASH_AM_OID:
        return hash_pages(rows, fill);
    case GIN_AM_OID:
        return gin_pages(rows);
    case GIST_AM_OID:
        return gist_pages(rows, fill);
    case SPGIST_AM_OID:
        return spgist_pages(rows, fill);
    case BRIN_AM_OID:
        return brin_pages(rows, index->pages_per_range, index->facts->map_page_price);
    default:
        return btree_pages(rows, fill);
    }
}

BlockNumber count(double pages) {
    return static_cast<BlockNumber>(std::clamp(pages, 1.0, static_cast<double>(MaxBlockNumber)));
}

} // namespace

void measure(HypotheticalIndex *index) {
    const IndexPages size = pages_of(index, rows_of(index));
    index->pages = count(size.pages);
    index->planner_pages = size.planner_pages > 0 ? count(size.planner_pages) : index->pages;
    index->height = index->method == BTREE_AM_OID ? size.height : -1;
}

} // namespace nova::planner
