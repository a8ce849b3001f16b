#include "guard/touched.hpp"

namespace nova::guard {

namespace {

object_access_hook_type next_hook = nullptr;
Transaction *current = nullptr; // in TopTransactionContext

std::optional<Touch> kind_of(ObjectAccessType access, Oid catalog) {
    if (access == OAT_DROP)
        return catalog == RelationRelationId ? std::optional(Touch::Index) : std::nullopt;
    switch (catalog) {
    case ConstraintRelationId:
        return access == OAT_POST_CREATE ? Touch::Key : Touch::ChangedKey;
    case InheritsRelationId:
        return Touch::Inheritance;
    case PolicyRelationId:
        return access == OAT_POST_CREATE ? Touch::NewPolicy : Touch::Policy;
    case RelationRelationId:
        return access == OAT_POST_CREATE ? Touch::NewRelation : Touch::Table;
    case ProcedureRelationId:
        return Touch::Function;
    default:
        return std::nullopt;
    }
}

// Called from within the server's commands, where their changes are not visible yet: notes down and asks nothing.
void note_access(ObjectAccessType access, Oid catalog, Oid object, int sub_object, void *argument) {
    if (next_hook != nullptr)
        next_hook(access, catalog, object, sub_object, argument);
    if (sub_object != 0 || (access != OAT_POST_CREATE && access != OAT_POST_ALTER && access != OAT_DROP) ||
        object < FirstNormalObjectId || IsBinaryUpgrade || !IsTransactionState())
        return;
    if (const auto how = kind_of(access, catalog))
        note({*how, object});
}

} // namespace

void start_watching() {
    next_hook = object_access_hook;
    object_access_hook = note_access;
}

Transaction *transaction() { return current; }

Transaction &open_transaction() {
    if (current == nullptr)
        current = static_cast<Transaction *>(MemoryContextAllocZero(TopTransactionContext, sizeof(Transaction)));
    return *current;
}

void note(TouchedObject object) {
    Transaction &transaction = open_transaction();
    if (transaction.count > transaction.seen && transaction.objects[transaction.count - 1] == object)
        return;
    if (transaction.count == transaction.capacity) {
        const int capacity = std::max(16, 2 * transaction.capacity);
        const Size bytes = static_cast<Size>(capacity) * sizeof(TouchedObject);
        void *const memory = transaction.objects == nullptr ? MemoryContextAllocHuge(TopTransactionContext, bytes)
                                                            : repalloc_huge(transaction.objects, bytes);
        transaction.objects = static_cast<TouchedObject *>(memory);
        transaction.capacity = capacity;
    }
    transaction.objects[transaction.count++] = object;
    transaction.worth_a_look = transaction.worth_a_look || object.how != Touch::NewRelation;
}

void forget_transaction() { current = nullptr; }

void clear_touched(Transaction &transaction, CommandId since) {
    transaction.count = 0;
    transaction.seen = 0;
    transaction.worth_a_look = false;
    transaction.since = since;
}

} // namespace nova::guard
