// Locks on what the server opens while it parses and prints, taken without waiting. Released with the pg::probe.
#pragma once

#include "pg/gate.hpp"

namespace nova::policy {

// On the tables of all queries inside the expression. False when another session has one exclusively. Inside pg::call.
bool lock_tables_of(Node *expression);

// On the tables that the text of an SQL function names; raises 55P03. Inside pg::call and pg::probe.
void lock_tables_of_body(const char *text);

// The same for all SQL functions that the expression calls, which inlining parses.
void lock_tables_of_calls(Node *expression);

} // namespace nova::policy
