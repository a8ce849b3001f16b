// Subqueries that ask whether a column's value is in a list, as the list itself.
#pragma once

#include "pg/gate.hpp"
#include "render/policy_rules.hpp"

namespace nova::policy {

// `column = ANY (ARRAY(SELECT ...))` for `column IN (SELECT ...)`, and for EXISTS with one equality between a column of
// the row and the subquery. Where a filter stands, that is no difference: neither is true when nothing matches, be it
// that a value is NULL.
struct ListForm {
    NoList why_not;   // nothing else is set unless it is NoList::Nothing
    Node *expression; // newly made
    Node *column;
    Query *list;
};

// The part of a policy between the ANDs and ORs at its top, as stored. Inside pg::call.
ListForm as_list(Node *part);

} // namespace nova::policy
