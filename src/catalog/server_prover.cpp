#include "catalog/server_prover.hpp"

#include "catalog/presence.hpp"
#include "pg/attempt.hpp"

namespace nova::catalog {

namespace {

Oid oid(RelationId id) { return static_cast<Oid>(id); }

// The expression of key column `position`; null for a plain column.
Node *key_expression(const Index &index, const IndexExpressions &expressions, std::size_t position) {
    if (index.keys[position].attribute != 0)
        return nullptr;
    const auto nth = std::count_if(index.keys.begin(), index.keys.begin() + static_cast<std::ptrdiff_t>(position),
                                   [](const IndexColumn &column) { return column.attribute == 0; });
    return nth < list_length(expressions.expressions)
               ? static_cast<Node *>(list_nth(expressions.expressions, static_cast<int>(nth)))
               : nullptr;
}

// Does the predicate speak of no other columns than the need's?
bool only_columns_of(const Need &need, List *predicate) {
    Bitmapset *columns = nullptr;
    pull_varattnos(reinterpret_cast<Node *>(predicate), 1, &columns);
    for (const Equality &equality : need.equalities)
        columns = bms_del_member(columns, equality.column - FirstLowInvalidHeapAttributeNumber);
    return bms_is_empty(columns);
}

} // namespace

ServerProver::ServerProver(const ClauseShapes &shapes)
    : shapes_(shapes), memory_(pg::call([] {
          return AllocSetContextCreate(CurrentMemoryContext, "nova_fkindex prover", ALLOCSET_DEFAULT_SIZES);
      })) {}

ServerProver::~ServerProver() { MemoryContextDelete(memory_); }

template <class Fn> bool ServerProver::ask(const Index &index, Fn fn) {
    if (index.id != last_index_) {
        last_index_ = RelationId{};
        MemoryContextReset(memory_);
    }
    bool answer = false;
    const auto look = [&] {
        answer = pg::call([this, &index, &fn] {
            MemoryContext const caller = MemoryContextSwitchTo(memory_);
            if (index.id != last_index_) {
                last_expressions_ = index_expressions(oid(index.id));
                last_index_ = index.id;
            }
            const bool result = last_expressions_.found && fn(last_expressions_);
            MemoryContextSwitchTo(caller);
            return result;
        });
    };
    // What the expressions refer to can go only with the index.
    pg::attempt(look, [&index] { return index_is_gone(index.id); });
    return answer;
}

List *ServerProver::clauses(const Need &need) const {
    List *result = NIL;
    int number = 0;
    for (const Equality &equality : need.equalities)
        if (Node *const clause = build_ri_clause(shapes_.key(*equality.shape), equality.column, ++number))
            result = lappend(result, clause);
    return result;
}

bool ServerProver::implies_predicate(const Need &need, const Index &index) {
    return ask(index, [this, &need](const IndexExpressions &expressions) {
        return predicate_implied_by(expressions.predicate, clauses(need), false);
    });
}

bool ServerProver::may_imply_predicate(const Need &need, const Index &index) {
    return ask(index, [this, &need](const IndexExpressions &expressions) {
        return only_columns_of(need, expressions.predicate) &&
               !predicate_refuted_by(expressions.predicate, clauses(need), false);
    });
}

bool ServerProver::same_expression(const Equality &equality, const Index &index, std::size_t position) {
    return ask(index, [this, &equality, &index, position](const IndexExpressions &expressions) {
        Node *const expression = strip_relabel(key_expression(index, expressions, position));
        Node *const clause = build_ri_clause(shapes_.key(*equality.shape), equality.column, 1);
        if (expression == nullptr || clause == nullptr || !IsA(clause, OpExpr))
            return false;
        List *const arguments = reinterpret_cast<OpExpr *>(clause)->args;
        return equal(expression, strip_relabel(static_cast<Node *>(lsecond(arguments))));
    });
}

bool ServerProver::mentions(const Index &index, std::size_t position, AttributeNumber column) {
    return ask(index, [&index, position, column](const IndexExpressions &expressions) {
        Bitmapset *columns = nullptr;
        pull_varattnos(key_expression(index, expressions, position), 1, &columns);
        return bms_is_member(column - FirstLowInvalidHeapAttributeNumber, columns);
    });
}

} // namespace nova::catalog
