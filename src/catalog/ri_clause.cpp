#include "catalog/ri_clause.hpp"

#include <boost/container_hash/hash.hpp>

#include "catalog/expressions.hpp"
#include "pg/attempt.hpp"
#include "pg/compat.hpp"

namespace nova::catalog {

namespace {

// What generate_operator_clause of ruleutils.c writes as a cast: nothing, or ::schema.type.
Node *cast_to(Node *node, Oid from, Oid to) {
    if (from == to)
        return node;
    return coerce_to_target_type(nullptr, node, from, to, -1, COERCION_EXPLICIT, COERCE_EXPLICIT_CAST, -1);
}

bool all_there(const ClauseKey &key) {
    return SearchSysCacheExists1(OPEROID, ObjectIdGetDatum(key.op)) &&
           SearchSysCacheExists1(TYPEOID, ObjectIdGetDatum(key.type)) &&
           SearchSysCacheExists1(TYPEOID, ObjectIdGetDatum(key.referenced_type)) &&
           (!OidIsValid(key.referenced_collation) ||
            SearchSysCacheExists1(COLLOID, ObjectIdGetDatum(key.referenced_collation)));
}

// ri_triggers.c of 15 to 17: the referenced column's collation decides what a nondeterministic one holds equal.
bool names_collation(const ClauseKey &key) {
    return pg::ri_query_names_collation && OidIsValid(key.referenced_collation) &&
           key.referenced_collation != key.collation && !get_collation_isdeterministic(key.referenced_collation);
}

// The cast as text, for an index expression that parses to the clause's operand.
char *cast_text(Oid type) {
    HeapTuple const tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(type));
    if (!HeapTupleIsValid(tuple))
        return nullptr;
    auto *const form = reinterpret_cast<Form_pg_type>(GETSTRUCT(tuple));
    char *const schema = get_namespace_name_or_temp(form->typnamespace);
    char *const text =
        schema == nullptr ? nullptr : psprintf("::%s", quote_qualified_identifier(schema, NameStr(form->typname)));
    ReleaseSysCache(tuple);
    return text;
}

struct ShapeFacts {
    bool found;
    Oid op;
    Oid collation;
    Oid natural_collation; // of an index on the operand, when none is named
    bool bare_column;
    bool immutable_operand;
    bool implies_not_null;
    char *cast; // null for none
};

ShapeFacts examine(const ClauseKey &key) {
    Node *const clause = build_ri_clause(key, 1, 1);
    if (clause == nullptr)
        return {};
    ShapeFacts facts{};
    facts.found = true;
    facts.bare_column = true;
    facts.collation = key.collation;
    facts.natural_collation = key.collation;
    // The planner opens up an operator whose function is a user's in SQL: the clause is no operator clause then, and
    // what it becomes is not looked at here, as that could run code of the user's.
    auto *const comparison = reinterpret_cast<OpExpr *>(clause);
    if (!IsA(clause, OpExpr) || is_foreign_sql_function(comparison->opfuncid))
        return facts;

    Node *const operand = strip_relabel(static_cast<Node *>(lsecond(comparison->args)));
    facts.op = get_commutator(comparison->opno);
    facts.collation = comparison->inputcollid;
    facts.bare_column = IsA(operand, Var);
    facts.immutable_operand = !contain_mutable_functions(operand);
    // IS NOT NULL of a composite value speaks of its fields, of which the comparison says nothing.
    facts.implies_not_null =
        op_strict(comparison->opno) && !contain_nonstrict_functions(operand) && !type_is_rowtype(key.type);
    if (!facts.bare_column) {
        Oid left = InvalidOid;
        Oid right = InvalidOid;
        op_input_types(key.op, &left, &right);
        facts.cast = cast_text(right);
        facts.natural_collation = exprCollation(operand);
    }
    return facts;
}

// Is there an equality between the values that the column is compared with? (select_equality_operator)
bool have_equality(Oid earlier_op, Oid later_op) {
    Oid column_type = InvalidOid;
    Oid earlier_type = InvalidOid;
    Oid later_column_type = InvalidOid;
    Oid later_type = InvalidOid;
    op_input_types(earlier_op, &column_type, &earlier_type);
    op_input_types(later_op, &later_column_type, &later_type);
    if (column_type != later_column_type || !op_mergejoinable(earlier_op, column_type) ||
        !op_mergejoinable(later_op, column_type))
        return false;
    List *const families = get_mergejoin_opfamilies(later_op);
    if (!equal(families, get_mergejoin_opfamilies(earlier_op)))
        return false;
    for (int i = 0; i < list_length(families); ++i)
        if (OidIsValid(get_opfamily_member(list_nth_oid(families, i), earlier_type, later_type, BTEqualStrategyNumber)))
            return true;
    return false;
}

} // namespace

bool exists(const ClauseKey &key) {
    return pg::call([&key] { return all_there(key); });
}

Node *build_ri_clause(const ClauseKey &key, AttrNumber column, int number) {
    Oid left_type = InvalidOid;
    Oid right_type = InvalidOid;
    op_input_types(key.op, &left_type, &right_type);

    Param *const parameter = makeNode(Param);
    parameter->paramkind = PARAM_EXTERN;
    parameter->paramid = number;
    parameter->paramtype = key.referenced_type;
    parameter->paramtypmod = -1;
    parameter->paramcollid = get_typcollation(key.referenced_type);
    parameter->location = -1;
    Node *const left = cast_to(reinterpret_cast<Node *>(parameter), key.referenced_type, left_type);

    Var *const variable = makeVar(1, column, key.type, key.type_modifier, key.collation, 0);
    Node *right = cast_to(reinterpret_cast<Node *>(variable), key.type, right_type);
    if (left == nullptr || right == nullptr)
        return nullptr;
    if (names_collation(key)) {
        CollateExpr *const collate = makeNode(CollateExpr);
        collate->arg = reinterpret_cast<Expr *>(right);
        collate->collOid = key.referenced_collation;
        collate->location = -1;
        right = reinterpret_cast<Node *>(collate);
    }

    Expr *const clause = make_opclause(key.op, BOOLOID, false, reinterpret_cast<Expr *>(left),
                                       reinterpret_cast<Expr *>(right), InvalidOid, InvalidOid);
    set_opfuncid(reinterpret_cast<OpExpr *>(clause));
    assign_expr_collations(nullptr, reinterpret_cast<Node *>(clause));
    return simplify(reinterpret_cast<Node *>(clause));
}

Oid ReferencedTypes::stand_in(Oid op) {
    if (op >= FirstNormalObjectId)
        return InvalidOid;
    if (const Oid *const known = known_.find(op))
        return *known;
    return known_[op] = pg::call([op] {
               Oid left = InvalidOid;
               Oid right = InvalidOid;
               op_input_types(op, &left, &right);
               return get_typtype(left) == TYPTYPE_BASE && !OidIsValid(get_typcollation(left)) ? left : InvalidOid;
           });
}

std::size_t ClauseShapes::Hash::operator()(const ClauseKey &key) const {
    std::size_t seed = 0;
    boost::hash_combine(seed, key.op);
    boost::hash_combine(seed, key.referenced_type);
    boost::hash_combine(seed, key.referenced_collation);
    boost::hash_combine(seed, key.type);
    boost::hash_combine(seed, key.type_modifier);
    boost::hash_combine(seed, key.collation);
    return seed;
}

const ClauseShape *ClauseShapes::shape(const ClauseKey &key) {
    const auto found = known_.find(key);
    if (found != known_.end())
        return found->second;

    ShapeFacts facts{};
    pg::attempt([&] { facts = pg::call([&key] { return examine(key); }); }, [&key] { return !exists(key); });
    const ClauseShape *result = nullptr;
    if (facts.found) {
        ClauseShape shape;
        shape.id = static_cast<std::uint32_t>(keys_.size());
        shape.op = OperatorId{facts.op};
        shape.collation = CollationId{facts.collation};
        shape.column_collation = CollationId{facts.natural_collation};
        shape.bare_column = facts.bare_column;
        shape.immutable_operand = facts.immutable_operand;
        shape.implies_not_null = facts.implies_not_null;
        shape.cast = facts.cast == nullptr ? "" : facts.cast;
        result = &shapes_.emplace_back(std::move(shape));
        keys_.push_back(key);
    }
    known_.emplace(key, result);
    return result;
}

bool ClauseShapes::in_one_class(const ClauseShape &earlier, const ClauseShape &later) const {
    if (!earlier.bare_column || !later.bare_column || earlier.collation != later.collation || !is_valid(earlier.op) ||
        !is_valid(later.op))
        return false;
    bool merged = false;
    pg::attempt(
        [&] {
            merged = pg::call([&] { return have_equality(static_cast<Oid>(earlier.op), static_cast<Oid>(later.op)); });
        },
        [&] { return !exists(key(earlier)) || !exists(key(later)); });
    return merged;
}

} // namespace nova::catalog
