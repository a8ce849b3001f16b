#include "policy/problem_wrapped_column.hpp"

#include "catalog/expressions.hpp"

namespace nova::policy {

namespace {

// `left OP right`, also `left OP ANY (right)`; trivially destructible.
struct Comparison {
    Node *left;
    Node *right;
    Oid op;
};

Comparison as_comparison(Node *node) {
    Oid op = InvalidOid;
    List *sides = NIL;
    if (IsA(node, OpExpr)) {
        op = reinterpret_cast<OpExpr *>(node)->opno;
        sides = reinterpret_cast<OpExpr *>(node)->args;
    } else if (IsA(node, ScalarArrayOpExpr) && reinterpret_cast<ScalarArrayOpExpr *>(node)->useOr) {
        op = reinterpret_cast<ScalarArrayOpExpr *>(node)->opno;
        sides = reinterpret_cast<ScalarArrayOpExpr *>(node)->args;
    }
    if (list_length(sides) != 2)
        return {};
    return {static_cast<Node *>(linitial(sides)), static_cast<Node *>(lsecond(sides)), op};
}

bool is_value(Node *node) { return !contain_vars_of_level(node, 0) && !contain_volatile_functions(node); }

// Does a B-tree search by the operator, on what its left side is?
bool is_searching(Oid op, Node *left) {
    const Oid operator_class = GetDefaultOpClass(exprType(left), BTREE_AM_OID);
    return OidIsValid(op) && OidIsValid(operator_class) && op_in_opfamily(op, get_opclass_family(operator_class));
}

bool is_cast(Node *node) {
    if (IsA(node, FuncExpr))
        return reinterpret_cast<FuncExpr *>(node)->funcformat != COERCE_EXPLICIT_CALL;
    return IsA(node, CoerceViaIO) || IsA(node, ArrayCoerceExpr) || IsA(node, RelabelType);
}

Node *inside_cast(Node *node) {
    if (IsA(node, FuncExpr))
        return static_cast<Node *>(linitial(reinterpret_cast<FuncExpr *>(node)->args));
    if (IsA(node, CoerceViaIO))
        return reinterpret_cast<Node *>(reinterpret_cast<CoerceViaIO *>(node)->arg);
    return IsA(node, RelabelType) ? catalog::strip_relabel(node) : nullptr;
}

int integer_width(Oid type) { return type == INT2OID ? 2 : type == INT4OID ? 4 : type == INT8OID ? 8 : 0; }

// The operand as it was written: functions in it may have been opened up since.
Node *as_written(Node *stored, Node *operand) {
    const Comparison comparison = as_comparison(stored);
    if (!OidIsValid(comparison.op))
        return operand;
    return contain_vars_of_level(comparison.left, 0) ? comparison.left : comparison.right;
}

// The column in a cast to a wider integer; null where it is something else.
Node *widened_column(Node *node) {
    if (!IsA(node, FuncExpr) || !is_cast(node))
        return nullptr;
    Node *const inside = inside_cast(node);
    const int from = integer_width(exprType(inside));
    return IsA(inside, Var) && from != 0 && from < integer_width(exprType(node)) ? inside : nullptr;
}

// The stored comparison without the cast, by the operator of the same family for the types as they are; null where
// there is none.
Node *without_widening(Node *stored) {
    const Comparison comparison = as_comparison(stored);
    if (!OidIsValid(comparison.op))
        return nullptr;
    Node *const left = widened_column(comparison.left);
    Node *const right = left == nullptr ? widened_column(comparison.right) : nullptr;
    if (left == nullptr && right == nullptr)
        return nullptr;
    Oid left_type = exprType(left == nullptr ? comparison.left : left);
    Oid right_type = exprType(right == nullptr ? comparison.right : right);
    if (IsA(stored, ScalarArrayOpExpr))
        right_type = get_base_element_type(right_type);
    const int strategy = get_op_opfamily_strategy(comparison.op, INTEGER_BTREE_FAM_OID);
    const Oid op =
        strategy == 0 ? InvalidOid
                      : get_opfamily_member(INTEGER_BTREE_FAM_OID, left_type, right_type, static_cast<int16>(strategy));
    if (!OidIsValid(op))
        return nullptr;
    Node *const copy = static_cast<Node *>(copyObjectImpl(stored));
    List *&sides =
        IsA(copy, OpExpr) ? reinterpret_cast<OpExpr *>(copy)->args : reinterpret_cast<ScalarArrayOpExpr *>(copy)->args;
    if (left != nullptr)
        linitial(sides) = left;
    else
        lsecond(sides) = right;
    if (IsA(copy, OpExpr)) {
        reinterpret_cast<OpExpr *>(copy)->opno = op;
        reinterpret_cast<OpExpr *>(copy)->opfuncid = get_opcode(op);
    } else {
        reinterpret_cast<ScalarArrayOpExpr *>(copy)->opno = op;
        reinterpret_cast<ScalarArrayOpExpr *>(copy)->opfuncid = get_opcode(op);
    }
    return copy;
}

List *column_names(Node *operand, Oid table) {
    Bitmapset *columns = nullptr;
    pull_varattnos(operand, 1, &columns);
    List *names = NIL;
    for (int member = -1; (member = bms_next_member(columns, member)) >= 0;) {
        const int number = member + FirstLowInvalidHeapAttributeNumber;
        char *const name = number > 0 ? get_attname(table, static_cast<AttrNumber>(number), true) : nullptr;
        if (name != nullptr)
            names = lappend(names, name);
    }
    return names;
}

} // namespace

Node *wrapped_operand(const Clause &clause) {
    const Comparison comparison = as_comparison(clause.planned);
    if (!OidIsValid(comparison.op) || contain_subplans(clause.planned))
        return nullptr;
    Node *const left = catalog::strip_relabel(comparison.left);
    Node *const right = catalog::strip_relabel(comparison.right);
    Node *operand = nullptr;
    if (contain_vars_of_level(left, 0) && is_value(right) && is_searching(comparison.op, left))
        operand = left;
    else if (IsA(clause.planned, OpExpr) && contain_vars_of_level(right, 0) && is_value(left) &&
             is_searching(get_commutator(comparison.op), right))
        operand = right;
    return operand == nullptr || IsA(operand, Var) ? nullptr : operand;
}

std::optional<Problem> find_wrapped_column(const Clause &clause, const RuleContext &context, PolicyRewrite &rewrite) {
    struct Facts {
        Node *operand;
        List *columns;
        Node *without;
        bool cast;
        bool immutable;
    };
    const Facts found = pg::call([&clause, table = static_cast<Oid>(context.table_id())]() -> Facts {
        Node *const operand = wrapped_operand(clause);
        if (operand == nullptr)
            return {};
        return {as_written(clause.stored, operand), column_names(operand, table), without_widening(clause.stored),
                is_cast(operand), !contain_mutable_functions(operand)};
    });
    if (found.columns == NIL || context.sets.answered(clause))
        return std::nullopt;
    WrappedColumnProblem facts;
    facts.table = context.table();
    facts.operand = context.print(found.operand);
    for (int i = 0; i < list_length(found.columns); ++i)
        facts.columns.push_back(context.names.quote(static_cast<char *>(list_nth(found.columns, i))));
    facts.cast = found.cast;
    facts.immutable = found.immutable;
    Problem problem = context.about(clause, PolicyRule::WrappedColumn);
    problem.sentence = wrapped_column_problem(facts);
    if (found.without != nullptr) {
        rewrite.replace_part(clause.stored, found.without);
        facts.rewritten = true;
        problem.rewritten = true;
        problem.rewritten_sentence = wrapped_column_problem(facts);
    }
    return problem;
}

} // namespace nova::policy
