// How many pages an index has right after CREATE INDEX.
#pragma once

#include "rules/index_size.hpp"

namespace nova {

struct IndexRows {
    double rows = 0;       // that meet the predicate
    double table_rows = 0; // all
    double table_pages = 0;
    std::vector<KeyColumnSize> columns; // included ones, too
    std::optional<double> distinct_keys;
    bool deduplicates = true;
    // For access methods that index the elements of a value.
    double elements = 0; // in a row
    double distinct_elements = 0;
};

struct IndexPages {
    double pages = 1;
    int height = 0; // levels above the leaves
};

// fill: the fill factor as a share; 0: the access method's default.
IndexPages btree_pages(const IndexRows &rows, double fill);  // nbtsort.c
IndexPages hash_pages(const IndexRows &rows, double fill);   // _hash_init_metabuffer; overflow pages of equal keys
IndexPages gin_pages(const IndexRows &rows);                 // entry tree, posting lists and trees
IndexPages gist_pages(const IndexRows &rows, double fill);   // gistbuild.c, without sorting
IndexPages spgist_pages(const IndexRows &rows, double fill); //
IndexPages brin_pages(const IndexRows &rows, int pages_per_range);

} // namespace nova
