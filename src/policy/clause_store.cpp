#include "policy/clause_store.hpp"

#include "catalog/expressions.hpp"

namespace nova::policy {

namespace {

Node *map_columns(Node *node, const AttrMap *columns) {
    bool whole_row = false;
    return map_variable_attnos(node, 1, 0, columns, InvalidOid, &whole_row);
}

Node *nth_key(List *keys, const Index &index, std::size_t position) {
    const auto nth = std::count_if(index.keys.begin(), index.keys.begin() + static_cast<std::ptrdiff_t>(position),
                                   [](const IndexColumn &column) { return column.attribute == 0; });
    return index.keys[position].attribute == 0 && nth < list_length(keys)
               ? static_cast<Node *>(list_nth(keys, static_cast<int>(nth)))
               : nullptr;
}

} // namespace

const ClauseShape *ClauseStore::add(ClauseShape shape, Trees trees) {
    shape.id = static_cast<std::uint32_t>(trees_.size());
    trees_.push_back(trees);
    return &shapes_.emplace_back(std::move(shape));
}

const ClauseShape *ClauseStore::shape(const Clause &clause) {
    const auto known = known_.find(&clause);
    if (known != known_.end())
        return known->second;
    const SearchClause &search = clause.search;
    ClauseShape shape;
    shape.kind = search.kind;
    shape.range = search.range;
    shape.op = OperatorId{search.op};
    shape.collation = CollationId{search.collation};
    shape.column_collation = CollationId{pg::call([&search] { return exprCollation(search.operand); })};
    shape.bare_column = search.bare_column;
    shape.implies_not_null = search.implies_not_null && search.bare_column;
    return known_[&clause] = add(std::move(shape), {clause.planned, search.operand});
}

const ClauseShape *ClauseStore::mapped(const ClauseShape &shape, const AttrMap *columns) {
    const Trees old = trees_[shape.id];
    return add(shape, pg::call([&old, columns] {
                   return Trees{map_columns(old.clause, columns), map_columns(old.operand, columns)};
               }));
}

std::uint32_t ClauseStore::add_filter(List *conditions) {
    filters_.push_back(conditions);
    return static_cast<std::uint32_t>(filters_.size() - 1);
}

std::uint32_t ClauseStore::mapped_filter(std::uint32_t filter, const AttrMap *columns) {
    Node *const conditions = reinterpret_cast<Node *>(filters_[filter]);
    return add_filter(
        reinterpret_cast<List *>(pg::call([conditions, columns] { return map_columns(conditions, columns); })));
}

PolicyProver::PolicyProver(const ClauseStore &clauses, const catalog::TreeTexts &texts)
    : clauses_(clauses), texts_(texts), memory_(pg::call([] {
          return AllocSetContextCreate(CurrentMemoryContext, "nova_fkindex policy prover", ALLOCSET_DEFAULT_SIZES);
      })) {}

PolicyProver::~PolicyProver() { MemoryContextDelete(memory_); }

// Empty for one whose expressions cannot be prepared without running a user's function.
const PolicyProver::Expressions &PolicyProver::expressions(const Index &index) {
    const auto known = known_.find(index.id);
    if (known != known_.end())
        return known->second;
    Expressions &result = known_[index.id];
    pg::probe([&] {
        pg::call([this, &index, &result] {
            MemoryContext const caller = MemoryContextSwitchTo(memory_);
            if (is_valid(index.expressions))
                result.keys = catalog::index_expressions(texts_.text(index.expressions).c_str(), simplify);
            if (is_valid(index.predicate))
                result.predicate = catalog::index_predicate(texts_.text(index.predicate).c_str(), simplify);
            MemoryContextSwitchTo(caller);
        });
    });
    return result;
}

bool PolicyProver::implies_predicate(const Need &need, const Index &index) {
    List *const predicate = expressions(index).predicate;
    bool implied = false;
    pg::probe([&] {
        implied = pg::call([this, predicate, &need] {
            return predicate != NIL && predicate_implied_by(predicate, clauses_.filter(need.filter), false);
        });
    });
    return implied;
}

bool PolicyProver::may_imply_predicate(const Need &, const Index &) { return false; }

bool PolicyProver::implied_by_predicate(const NeedClause &clause, const Index &index) {
    List *const predicate = expressions(index).predicate;
    Node *const tree = clauses_.trees(*clause.shape).clause;
    bool implied = false;
    pg::probe([&] {
        implied = pg::call(
            [predicate, tree] { return predicate != NIL && predicate_implied_by(list_make1(tree), predicate, false); });
    });
    return implied;
}

bool PolicyProver::derives_condition(const NeedClause &clause, const Index &index, std::size_t position) {
    const ClauseStore::Trees &trees = clauses_.trees(*clause.shape);
    const IndexColumn &column = index.keys[position];
    return pg::call([&trees, &column] {
        return derives_index_condition(trees.clause, trees.operand, static_cast<Oid>(column.family),
                                       static_cast<Oid>(column.collation));
    });
}

bool PolicyProver::same_expression(const NeedClause &clause, const Index &index, std::size_t position) {
    Node *const key = nth_key(expressions(index).keys, index, position);
    Node *const operand = clauses_.trees(*clause.shape).operand;
    return key != nullptr && pg::call([key, operand] { return equal(catalog::strip_relabel(key), operand); });
}

bool PolicyProver::mentions(const Index &index, std::size_t position, AttributeNumber column) {
    Node *const key = nth_key(expressions(index).keys, index, position);
    return key != nullptr && pg::call([key, column] {
               Bitmapset *columns = nullptr;
               pull_varattnos(key, 1, &columns);
               return bms_is_member(column - FirstLowInvalidHeapAttributeNumber, columns);
           });
}

} // namespace nova::policy
