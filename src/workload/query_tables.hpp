// The tables of queries.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// OIDs of the relations in the whole trees, views' and policies' included, each once. Inside pg::call; so the others.
List *tables_of(List *queries);

// As 'public.t'; 'a table' when it is gone.
const char *table_name(Oid table);

// AccessShareLock on each, without waiting. The first that another session has locked exclusively, or InvalidOid.
Oid lock_tables(List *tables);
// The same for what a raw tree names.
Oid lock_named_tables(Node *raw_tree);

// Calls visit(query, context) for the query and all inside of it.
void visit_queries(Query *query, void (*visit)(Query *, void *), void *context);

} // namespace nova::workload
