// pg_index with pg_opclass, pg_am, pg_operator and pg_amop: the indexes of the tables of interest.
#pragma once

#include <deque>

#include "catalog/tree_texts.hpp"
#include "model/foreign_key.hpp"
#include "model/index.hpp"
#include "pg/scan.hpp"
#include "rules/server_facts.hpp"
#include "rules/settled_key.hpp"

namespace nova::catalog {

struct OperatorClassRow {
    Oid id;
    const AccessMethod *method;
    Oid family;
    Oid input_type;
    bool is_default;
};

// What indexes are made of; read once, few rows.
struct IndexingCatalog {
    std::deque<AccessMethod> methods; // addresses stay
    IdMap<Oid, OperatorClassRow> operator_classes;
    bool all_operator_classes = false;     // else those that were looked up
    IdMap<OperatorId, Operator> operators; // the server's own binary ones
    SearchOperators search_operators;
};

// Inside pg::call.
void read_indexing_catalog(Snapshot snapshot, IndexingCatalog &catalog);
void read_indexes(Snapshot snapshot, const IndexingCatalog &catalog, const IdSet<RelationId> &tables,
                  std::vector<Index> &indexes, TreeTexts &trees);

// The same for a few tables, by looking up what is asked for. All inside pg::call. The indexes but those in `leaving`,
// with their operator classes and access methods; the operators that needs search by.
void read_indexes_of(Snapshot snapshot, std::span<const RelationId> tables, const IdSet<RelationId> &leaving,
                     IndexingCatalog &catalog, std::vector<Index> &indexes, TreeTexts &trees);
void look_up_operator(Oid op, IndexingCatalog &catalog);        // with its commutator
void look_up_search_operator(Oid op, IndexingCatalog &catalog); // it alone
// All of them, where an index is to be proposed: the methods first. What was looked up stays.
void read_access_methods(Snapshot snapshot, IndexingCatalog &catalog);
void read_operator_classes(Snapshot snapshot, IndexingCatalog &catalog);

} // namespace nova::catalog
