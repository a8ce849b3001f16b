// What the transaction has touched so far: objects to look at again at its end. Whether that mattered is read from the
// catalogs then, so that what a rolled-back savepoint leaves here does no harm.
#pragma once

#include "pg/gate.hpp"

namespace nova::guard {

enum class Touch : std::uint8_t {
    NewRelation, // no reason to look, but there is no state before to ask for
    Key,         // a constraint was made; not only a foreign key
    ChangedKey,  // it was altered, or made anew, as ALTER COLUMN TYPE does with all that the column is in
    Index,       // a relation, maybe an index, was dropped
    Inheritance, // a table got or lost a parent
    NewPolicy,
    Policy,  // was changed
    Table,   // was altered: row security may have been enabled
    Function // was made, replaced or altered
};

struct TouchedObject {
    Touch how;
    Oid object;

    auto operator<=>(const TouchedObject &) const = default;
};

// What there is to look at, in the transaction's memory, gone with it whatever the end.
struct Transaction {
    TouchedObject *objects;
    int count;
    int capacity;
    int seen;          // objects of statements that have ended
    bool worth_a_look; // not only new relations
    bool asked;        // an event trigger of the extension fired, so that somebody wants to know
    CommandId since;   // the first command after the last look
    int findings;      // said so far
    int findings_over; // beyond guard_max, not said
};

// From now on in this session, and as long as it lasts.
void start_watching();

// Null when nothing was touched in this transaction.
Transaction *transaction();
// That of the transaction, made if need be.
Transaction &open_transaction();
// At the end of the transaction, when its memory goes.
void forget_transaction();
// Notes down what no hook tells.
void note(TouchedObject object);
// After a look.
void clear_touched(Transaction &transaction, CommandId since);

} // namespace nova::guard
