// The queries inside a clause: those of its subqueries, and the bodies of the SQL functions that it calls.
#pragma once

#include "pg/gate.hpp"

namespace nova::policy {

// A query inside a clause; lives in a server List.
struct InnerQuery {
    Query *query;
    // Of an EXISTS with columns from around it, which the server may run once for all rows and hash.
    bool hashed;
};

// Bodies of SQL functions, parsed once each, into the memory context that is current when the object is made.
class FunctionBodies {
  public:
    FunctionBodies() : memory_(CurrentMemoryContext) {}
    // The body's queries; NIL where it cannot be read: another language, or it no longer parses. Inside pg::call.
    List *queries(Oid function);

  private:
    struct Body {
        Oid function;
        List *queries;
    };
    MemoryContext memory_;
    List *known_ = NIL; // of Body
};

// A List of InnerQuery, each query at any depth once. Inside pg::call and pg::probe.
List *inner_queries(Node *clause, FunctionBodies &bodies);

// A search of a table inside a query; lives in a server List.
struct InnerSearch {
    Oid table;
    List *conditions; // of InnerCondition, AND-ed
};
struct InnerCondition {
    Node *expression; // about range table entry 1
    bool correlated;  // with a query around it
};

// What the query's WHERE and inner joins ask of each of its tables alone. A List of InnerSearch. Inside pg::call.
List *inner_searches(const InnerQuery &inner);

} // namespace nova::policy
