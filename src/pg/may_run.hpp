// Whose code is it?
#pragma once

#include "pg/gate.hpp"

namespace nova::pg {

// May a report let the planner run the function, if it has a mind to? The server's own; and C code that came with an
// extension and belongs to a superuser: only superusers bring such code in, and statements on the types of extensions
// (citext, PostGIS, hstore) could not be planned without. No function in another language, whoever wrote it, as it can
// do what its caller may do. Inside pg::call.
bool may_run(Oid function);

// Is a function of the user's called, where the planner estimates the operator's selectivity? Not for members of
// operator classes, which only superusers make. Inside pg::call.
bool estimate_may_run(Oid operator_id);

// Does estimating values of the type run a user's function? The subtype_diff of a range type is of that kind. Inside
// pg::call.
bool estimates_may_run(Oid type);

} // namespace nova::pg
