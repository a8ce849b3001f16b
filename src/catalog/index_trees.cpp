#include "catalog/index_trees.hpp"

#include "catalog/expressions.hpp"
#include "catalog/presence.hpp"
#include "pg/attempt.hpp"

namespace nova::catalog {

namespace {

enum Kind : std::uint32_t { SameExpression, SamePredicate, Equivalent };

std::vector<std::uint32_t> about(Kind kind, TreeId a, TreeId b) {
    return {kind, static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b)};
}

std::uint32_t nth_expression(const Index &index, std::size_t position) {
    return static_cast<std::uint32_t>(std::count_if(index.keys.begin(),
                                                    index.keys.begin() + static_cast<std::ptrdiff_t>(position),
                                                    [](const IndexColumn &column) { return column.attribute == 0; }));
}

Node *nth(const std::string &text, std::uint32_t n) {
    List *const expressions = index_expressions(text.c_str());
    return static_cast<int>(n) < list_length(expressions)
               ? static_cast<Node *>(list_nth(expressions, static_cast<int>(n)))
               : nullptr;
}

// An array column of the row of a system cache; 0 for NULL and for what is not there.
Datum array_of(int cache, HeapTuple tuple, AttrNumber column) {
    bool is_null = true;
    const Datum value = HeapTupleIsValid(tuple) ? SysCacheGetAttr(cache, tuple, column, &is_null) : Datum{0};
    return is_null ? Datum{0} : PointerGetDatum(PG_DETOAST_DATUM_COPY(value));
}

Datum storage_parameters(RelationId index) {
    HeapTuple const tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(static_cast<Oid>(index)));
    const Datum result = array_of(RELOID, tuple, Anum_pg_class_reloptions);
    if (HeapTupleIsValid(tuple))
        ReleaseSysCache(tuple);
    return result;
}

Datum class_parameters(RelationId index, AttrNumber column) {
    HeapTuple const tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(static_cast<Oid>(index)), Int16GetDatum(column));
    const Datum result = array_of(ATTNUM, tuple, Anum_pg_attribute_attoptions);
    if (HeapTupleIsValid(tuple))
        ReleaseSysCache(tuple);
    return result;
}

bool same_array(Datum a, Datum b) { return a == 0 || b == 0 ? a == b : datumIsEqual(a, b, false, -1); }

} // namespace

template <class Fn> bool ServerIndexTrees::ask(const Question &question, const Index &a, const Index &b, Fn fn) {
    const auto known = answers_.find(question);
    if (known != answers_.end())
        return known->second;
    bool answer = false;
    const auto look = [&] {
        answer = pg::call([&fn] {
            MemoryContext const memory =
                AllocSetContextCreate(CurrentMemoryContext, "nova_fkindex trees", ALLOCSET_DEFAULT_SIZES);
            MemoryContext const caller = MemoryContextSwitchTo(memory);
            const bool result = fn();
            MemoryContextSwitchTo(caller);
            MemoryContextDelete(memory);
            return result;
        });
    };
    if (pg::attempt(look, [&] { return index_is_gone(a.id) || index_is_gone(b.id); }))
        answers_.emplace(question, answer);
    return answer;
}

bool ServerIndexTrees::same_expression(const Index &a, const Index &b, std::size_t position) {
    const std::uint32_t nth_of_a = nth_expression(a, position);
    const std::uint32_t nth_of_b = nth_expression(b, position);
    if (a.expressions == b.expressions)
        return nth_of_a == nth_of_b;
    auto question = about(SameExpression, a.expressions, b.expressions);
    question.insert(question.end(), {nth_of_a, nth_of_b});
    const std::string &text_of_a = texts_.text(a.expressions);
    const std::string &text_of_b = texts_.text(b.expressions);
    return ask(question, a, b, [&text_of_a, &text_of_b, nth_of_a, nth_of_b] {
        Node *const expression = nth(text_of_a, nth_of_a);
        return expression != nullptr && equal(expression, nth(text_of_b, nth_of_b));
    });
}

bool ServerIndexTrees::same_predicate(const Index &a, const Index &b) {
    if (a.predicate == b.predicate)
        return true;
    const std::string &text_of_a = texts_.text(a.predicate);
    const std::string &text_of_b = texts_.text(b.predicate);
    return ask(about(SamePredicate, a.predicate, b.predicate), a, b, [&text_of_a, &text_of_b] {
        return equal(index_predicate(text_of_a.c_str()), index_predicate(text_of_b.c_str()));
    });
}

bool ServerIndexTrees::equivalent_predicates(const Index &a, const Index &b) {
    const std::string &text_of_a = texts_.text(a.predicate);
    const std::string &text_of_b = texts_.text(b.predicate);
    return ask(about(Equivalent, a.predicate, b.predicate), a, b, [&text_of_a, &text_of_b] {
        List *const first = index_predicate(text_of_a.c_str());
        List *const second = index_predicate(text_of_b.c_str());
        return predicate_implied_by(first, second, false) && predicate_implied_by(second, first, false);
    });
}

bool ServerIndexTrees::same_parameters(const Index &a, const Index &b) {
    return pg::call([&a, &b] {
        for (std::size_t k = 0; k < a.keys.size(); ++k) {
            const auto column = static_cast<AttrNumber>(k + 1);
            if (!same_array(class_parameters(a.id, column), class_parameters(b.id, column)))
                return false;
        }
        if (a.method->name == "btree" || a.method->name == "hash")
            return true;
        return same_array(storage_parameters(a.id), storage_parameters(b.id));
    });
}

} // namespace nova::catalog
