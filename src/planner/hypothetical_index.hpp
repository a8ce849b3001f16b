// Indexes that do not exist.
#pragma once

#include "pg/gate.hpp"

namespace nova::planner {

// An index that does not exist, with everything that the planner would know of it. Plain data in the memory context
// that was current when it was described; may be used for any number of plans.
struct HypotheticalIndex;

// A List of HypotheticalIndex: what the planner would see after the statement,
//     CREATE [UNIQUE] INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON [ONLY] table [USING method] (...)
//         [INCLUDE (...)] [NULLS NOT DISTINCT] [WITH (...)] [WHERE ...]
// as the server's own parse analysis reads it, with the statement's names looked up by search_path. One for a table;
// one for each leaf of a partitioned table (and, where the planner looks at them, those of the parents, which have no
// pages and are in no plan); none ON ONLY a partitioned table that has partitions, as such an index is invalid.
// Every one gets an OID of *next_id, which is counted up; they must not be those of indexes that exist.
// Pages, height and rows are those of an index built of the present rows, by statistics (and 1 page where unknown).
// Raises what CREATE INDEX would raise (42P01, 42703, 42704, 42P17, 0A000 ...; 42601 for any other statement), but asks
// for no privilege on the table; 55P03 when somebody has a table locked exclusively. Locks the tables
// (AccessShareLock) to the end of the (sub)transaction. Inside pg::call, or not.
List *describe_indexes(const char *create_statement, Oid *next_id);

Oid index_id(const HypotheticalIndex *index);
Oid indexed_relation(const HypotheticalIndex *index);
// The columns of the relation that the index depends on, by its keys, INCLUDE, expressions and predicate, offset by
// FirstLowInvalidHeapAttributeNumber: an update of any is not HOT (RelationGetIndexAttrBitmap). Inside pg::call.
Bitmapset *index_columns(const HypotheticalIndex *index);
// Of the real index, when it has just been built.
BlockNumber index_pages(const HypotheticalIndex *index);

} // namespace nova::planner
