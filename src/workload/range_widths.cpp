#include "workload/range_widths.hpp"

#include "catalog/expressions.hpp"
#include "catalog/range_operator.hpp"
#include "pg/compat.hpp"
#include "pg/may_run.hpp"
#include "planner/steady.hpp"
#include "workload/column_values.hpp"
#include "workload/compared_parameters.hpp"

namespace nova::workload {

namespace {

constexpr double narrow_tail = 0.01; // of the values, beyond one bound
constexpr double wide_tail = 0.9;
constexpr double wide_middle = 0.1; // between two bounds
constexpr int word_length = 8;

struct BaseColumn {
    Oid table;
    AttrNumber number;
};

struct Bound {
    Var *column; // as the query has it
    bool upper;
};

struct Change {
    RangeWidth width;
    Query *query;
    List *bounds; // of Bound: of this query
    bool *changed;
};

// `column OP value`, where the value is unknown.
struct Comparison {
    Var *column;
    Node *operand; // the column, maybe relabelled
    Oid op;        // with the column on the left
};

bool is_unknown(Node *value) { return catalog::contains_parameter(value) && planner::is_column_free(value); }

bool read_comparison(Node *node, Comparison *comparison) {
    auto *const operation = reinterpret_cast<OpExpr *>(node);
    if (!IsA(node, OpExpr) || list_length(operation->args) != 2)
        return false;
    Node *const left = static_cast<Node *>(linitial(operation->args));
    Node *const right = static_cast<Node *>(lsecond(operation->args));
    const bool on_left = is_unknown(right);
    if (!on_left && !is_unknown(left))
        return false;
    Node *const operand = on_left ? left : right;
    Node *const column = catalog::strip_relabel(operand);
    const Oid op = on_left ? operation->opno : get_commutator(operation->opno);
    if (!IsA(column, Var) || reinterpret_cast<Var *>(column)->varlevelsup != 0 || !OidIsValid(op))
        return false;
    *comparison = {reinterpret_cast<Var *>(column), operand, op};
    return true;
}

// The strategy of a range operator whose estimate runs no function of a user's; 0: it is none. `same`: the operator for
// two values of the type.
int range_strategy(Oid op, Oid type, Oid *same) {
    const int strategy = catalog::range_strategy(op, type);
    if (strategy == 0)
        return 0;
    const TypeCacheEntry *const entry = lookup_type_cache(type, TYPECACHE_BTREE_OPFAMILY);
    const Oid input = entry->btree_opintype;
    *same = get_opfamily_member(entry->btree_opf, input, input, static_cast<std::int16_t>(strategy));
    return OidIsValid(*same) && pg::estimate_may_run(*same) && pg::estimates_may_run(type) ? strategy : 0;
}

bool is_upper(int strategy) { return strategy == BTLessStrategyNumber || strategy == BTLessEqualStrategyNumber; }

// Through subqueries, which a view is one of, to the column of a table.
bool find_base_column(const Query *query, const Var *column, BaseColumn *base) {
    for (;;) {
        if (column->varattno <= 0 || column->varlevelsup != 0 || column->varno > list_length(query->rtable))
            return false;
        auto *const entry = static_cast<RangeTblEntry *>(list_nth(query->rtable, column->varno - 1));
        if (entry->rtekind == RTE_RELATION) {
            *base = {entry->relid, column->varattno};
            return true;
        }
        if (entry->rtekind != RTE_SUBQUERY)
            return false;
        query = entry->subquery;
        const TargetEntry *const target = get_tle_by_resno(query->targetList, column->varattno);
        if (target == nullptr || !IsA(target->expr, Var))
            return false;
        column = reinterpret_cast<const Var *>(target->expr);
    }
}

bool collect_bounds(Node *node, Change *change) {
    if (node == nullptr || IsA(node, Query))
        return false;
    Comparison comparison{};
    Oid same = InvalidOid;
    if (read_comparison(node, &comparison))
        if (const int strategy = range_strategy(comparison.op, exprType(comparison.operand), &same); strategy != 0) {
            auto *const bound = static_cast<Bound *>(palloc(sizeof(Bound)));
            *bound = {comparison.column, is_upper(strategy)};
            change->bounds = lappend(change->bounds, bound);
        }
    return pg::walk_expression(node, collect_bounds, change);
}

bool has_bound(const Change *change, const Var *column, bool upper) {
    for (int i = 0; i < list_length(change->bounds); ++i) {
        auto *const bound = static_cast<Bound *>(list_nth(change->bounds, i));
        if (bound->upper == upper && bound->column->varno == column->varno &&
            bound->column->varattno == column->varattno)
            return true;
    }
    return false;
}

Node *compare(const Node *operation, const Comparison &comparison, Oid op, Oid type, Datum value) {
    auto *const result = static_cast<OpExpr *>(copyObjectImpl(operation));
    Const *const constant =
        makeConst(type, -1, exprCollation(comparison.operand), get_typlen(type), value, false, get_typbyval(type));
    result->opno = op;
    result->opfuncid = get_opcode(op);
    result->args = list_make2(copyObjectImpl(comparison.operand), constant);
    return reinterpret_cast<Node *>(result);
}

// The value up to which, or from which on, the range goes.
bool bound_value(const Comparison &comparison, const BaseColumn &base, bool upper, const Change *change, Datum *value) {
    const bool narrow = change->width == RangeWidth::Narrow;
    const Oid type = comparison.column->vartype;
    const auto value_at = [&](double inside) {
        return value_above(base.table, base.number, type, upper ? inside : 1 - inside, upper, value);
    };
    if (!has_bound(change, comparison.column, !upper))
        return value_at(narrow ? narrow_tail : wide_tail);
    return !narrow && (value_at(0.5 + wide_middle / 2) || frequent_value(base.table, base.number, type, value));
}

Node *with_bound(Node *node, const Comparison &comparison, const BaseColumn &base, const Change *change) {
    Oid same = InvalidOid;
    const Oid type = exprType(comparison.operand);
    const int strategy = range_strategy(comparison.op, type, &same);
    Datum value{};
    if (strategy == 0 || !bound_value(comparison, base, is_upper(strategy), change, &value))
        return nullptr;
    return compare(node, comparison, same, type, value);
}

Node *with_word(Node *node, const Comparison &comparison, const BaseColumn &base, const Change *change) {
    if (change->width == RangeWidth::Narrow || !is_like(comparison.op))
        return nullptr;
    const char *const word = beginning_of_value(base.table, base.number, word_length);
    return word == nullptr
               ? nullptr
               : compare(node, comparison, comparison.op, TEXTOID, CStringGetTextDatum(psprintf("%%%s%%", word)));
}

Node *replace_unknown(Node *node, Change *change) {
    if (node == nullptr)
        return nullptr;
    if (IsA(node, Query)) {
        auto *const query = reinterpret_cast<Query *>(node);
        Change inner{change->width, query, NIL, change->changed};
        // Its own conditions, those of joins included.
        collect_bounds(reinterpret_cast<Node *>(query->jointree), &inner);
        return reinterpret_cast<Node *>(pg::mutate_query(query, replace_unknown, &inner, QTW_IGNORE_JOINALIASES));
    }
    Comparison comparison{};
    BaseColumn base{};
    if (read_comparison(node, &comparison) && find_base_column(change->query, comparison.column, &base)) {
        Node *replaced = with_bound(node, comparison, base, change);
        if (replaced == nullptr)
            replaced = with_word(node, comparison, base, change);
        if (replaced != nullptr) {
            *change->changed = true;
            return replaced;
        }
    }
    return pg::mutate_expression(node, replace_unknown, change);
}

} // namespace

List *with_ranges(List *queries, RangeWidth width) {
    bool changed = false;
    List *result = NIL;
    for (int i = 0; i < list_length(queries); ++i) {
        Change outside{width, nullptr, NIL, &changed};
        result = lappend(result, replace_unknown(static_cast<Node *>(list_nth(queries, i)), &outside));
    }
    return changed ? result : NIL;
}

} // namespace nova::workload
