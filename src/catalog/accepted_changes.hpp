// Writing nova_accepted.
//
// Row by row, as the server writes its catalogs, and not by SQL statements: nobody but the table's owner has the
// privilege, and a statement run with the owner's rights would run triggers with them, too, which whoever was granted
// TRIGGER on the table (GRANT ALL ON ALL TABLES ...) could have put there.
#pragma once

#include "catalog/accepted_rows.hpp"

namespace nova::catalog {

// Adds the row with the current time; one of the same table, object and rule gets reason, role and time instead.
// Writers wait for one another's transactions. Raises 55000 when the extension lacks its table. Visible to what runs
// next in the transaction, the calling statement's other calls included.
void write_accepted(const AcceptedRow &row, const std::string &reason);

// Removes the rows of the object, of all rules; returns how many there were.
std::size_t remove_accepted(const std::string &schema, const std::string &table, const std::string &object);

} // namespace nova::catalog
