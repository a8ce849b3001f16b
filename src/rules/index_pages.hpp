// How many pages an index has right after CREATE INDEX.
#pragma once

#include "rules/index_size.hpp"

namespace nova {

// So many different values, each in that share of the rows (0 to 1).
struct EqualValues {
    double values = 1;
    double share = 1;
};

// Key columns, by their places, whose values come in at most so many combinations: a foreign key of several columns has
// no more than there are rows that it can refer to.
struct JointValues {
    std::vector<std::size_t> columns; // ascending; empty: nothing is known
    double combinations = 0;
};

struct IndexRows {
    double rows = 0;       // that meet the predicate
    double table_rows = 0; // all
    double table_pages = 0;
    std::vector<KeyColumnSize> columns; // included ones last
    // What is known of the values of each key column, NULL being one of them; empty: no value comes twice.
    std::vector<std::vector<EqualValues>> values;
    JointValues joint;
    bool deduplicates = true;
    bool sorted_build = false; // of GiST, where the operator class can sort
    // For access methods that index the elements of a value, or something made of it.
    double elements = 0; // in a row
    double distinct_elements = 0;
    double element_width = 0;
    std::vector<double> element_shares; // of the rows, those that have one of the most common elements
};

struct IndexPages {
    double pages = 1;
    int height = 0;           // levels above the leaves
    double planner_pages = 0; // to be told the planner for a hypothetical index; 0: the same. See gin_pages
};

// fill: the fill factor as a share; 0: the access method's default.

// nbtsort.c: equal keys share posting lists of up to a tenth of a page, pages above the leaves hold what tells these
// apart. Values of different columns are taken to be independent, but for joint ones.
IndexPages btree_pages(const IndexRows &rows, double fill);

// _hash_init_metabuffer: as many buckets as the table's rows want, and overflow pages for equal keys.
IndexPages hash_pages(const IndexRows &rows, double fill);

// Entry tree, posting lists in it and posting trees beside it. gincostestimate makes nine tenths of a hypothetical
// index's pages those of the entry tree; planner_pages is so chosen that this comes out right.
IndexPages gin_pages(const IndexRows &rows);

// gistbuild.c; pages that are filled by insertion are less than half full, as those of SP-GiST (measured).
IndexPages gist_pages(const IndexRows &rows, double fill);
IndexPages spgist_pages(const IndexRows &rows, double fill);

// brincostestimate counts a page more of the range map for a hypothetical index than for a real one, and takes it for a
// sequential one; map_page_price is seq_page_cost / random_page_cost.
IndexPages brin_pages(const IndexRows &rows, int pages_per_range, double map_page_price);

} // namespace nova
