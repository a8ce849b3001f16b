// The columns of nova_accepted, by number.
#pragma once

namespace nova::catalog::accepted_column {

enum : int { Schema = 1, Table, Object, Rule, Reason, AcceptedBy, AcceptedAt, Count = AcceptedAt };

} // namespace nova::catalog::accepted_column
