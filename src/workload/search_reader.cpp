#include "workload/search_reader.hpp"

#include "catalog/column_width.hpp"
#include "catalog/expressions.hpp"
#include "catalog/server_operator_classes.hpp"
#include "model/add_once.hpp"
#include "pg/compat.hpp"
#include "policy/printer.hpp"
#include "policy/search_clause.hpp"
#include "rules/index_choice.hpp"

namespace nova::workload {

namespace {

// A column with at most so many values is one that a partial index can be for one value of.
constexpr double few_values = 50;

constexpr std::int16_t descending_option = INDOPTION_DESC;
constexpr std::int16_t nulls_first_option = INDOPTION_NULLS_FIRST;

// Can it be the predicate of an index?
bool is_constant_condition(Node *clause) {
    return !catalog::contains_parameter(clause) && !contain_mutable_functions(clause) && !contain_subplans(clause);
}

bool is_equality(Node *clause) {
    if (!IsA(clause, OpExpr))
        return false;
    auto *const operation = reinterpret_cast<OpExpr *>(clause);
    return list_length(operation->args) == 2 &&
           op_mergejoinable(operation->opno, exprType(static_cast<Node *>(linitial(operation->args))));
}

bool is_boolean(Node *clause) {
    return IsA(clause, Var) || IsA(clause, BooleanTest) ||
           (IsA(clause, BoolExpr) && reinterpret_cast<BoolExpr *>(clause)->boolop == NOT_EXPR);
}

// `a < b` of the table's own columns.
bool compares_columns(Node *clause) {
    if (!IsA(clause, OpExpr) && !IsA(clause, DistinctExpr))
        return false;
    List *const operands = reinterpret_cast<OpExpr *>(clause)->args;
    return list_length(operands) == 2 && contain_vars_of_level(static_cast<Node *>(linitial(operands)), 0) &&
           contain_vars_of_level(static_cast<Node *>(lsecond(operands)), 0);
}

// The same of `b > a`, which statements that ask for `a < b` can share.
Node *in_column_order(Node *comparison) {
    auto *const operation = reinterpret_cast<OpExpr *>(comparison);
    const auto *const left = static_cast<Var *>(linitial(operation->args));
    const auto *const right = static_cast<Var *>(lsecond(operation->args));
    if (!IsA(left, Var) || !IsA(right, Var) || left->varattno <= right->varattno ||
        !OidIsValid(get_commutator(operation->opno)))
        return comparison;
    auto *const commuted = static_cast<OpExpr *>(copyObjectImpl(operation));
    CommuteOpExpr(commuted);
    return reinterpret_cast<Node *>(commuted);
}

// With ascending columns a scan backwards gives the other order; only what is mixed needs DESC.
void prefer_ascending(std::vector<ColumnChoice> &sequence) {
    constexpr std::int16_t reversed = descending_option | nulls_first_option;
    const bool all_descending = std::all_of(sequence.begin(), sequence.end(), [](const ColumnChoice &column) {
        return (column.option & descending_option) != 0;
    });
    if (all_descending)
        for (ColumnChoice &column : sequence)
            column.option = static_cast<std::int16_t>(column.option ^ reversed);
}

void join(IndexPredicate &predicate, const IndexPredicate &more) {
    for (const auto list : predicate_parts)
        for (const std::string &text : more.*list)
            add_once(predicate.*list, text);
}

} // namespace

std::optional<policy::OperandText> SearchReader::operand_text(Node *operand, RelationId table) {
    if (IsA(operand, Var)) {
        const char *const name = pg::call([operand, table] {
            return get_attname(static_cast<Oid>(table), reinterpret_cast<Var *>(operand)->varattno, true);
        });
        return name == nullptr ? std::nullopt : std::optional(policy::OperandText{name, {}});
    }
    const auto printed = policy::print(operand, table, true);
    if (!printed)
        return std::nullopt;
    // An expression is told from others by its first column, too.
    const char *const name = pg::call([operand, table]() -> const char * {
        Bitmapset *columns = nullptr;
        pull_varattnos(operand, 1, &columns);
        const int first = bms_next_member(columns, -1);
        return first < 0 ? nullptr
                         : get_attname(static_cast<Oid>(table),
                                       static_cast<AttrNumber>(first + FirstLowInvalidHeapAttributeNumber), true);
    });
    return name == nullptr ? std::nullopt : std::optional(policy::OperandText{name, *printed});
}

IndexPredicate SearchReader::as_predicate(Node *clause, const SearchCondition &condition, RelationId table) {
    IndexPredicate predicate;
    if (!pg::call([clause] { return is_constant_condition(clause); }))
        return predicate;
    if (IsA(clause, NullTest)) {
        if (!condition.column.expression.empty())
            return predicate;
        const bool is_null = reinterpret_cast<NullTest *>(clause)->nulltesttype == IS_NULL;
        (is_null ? predicate.null : predicate.not_null).push_back(condition.column.column);
        return predicate;
    }
    const auto of_few_values = [&] {
        const AttrNumber number = pg::call(
            [&condition, table] { return get_attnum(static_cast<Oid>(table), condition.column.column.c_str()); });
        const auto distinct = statistics_.distinct(table, number);
        return condition.column.expression.empty() && distinct && *distinct > 0 && *distinct <= few_values;
    };
    if (is_boolean(clause) || (pg::call([clause] { return is_equality(clause); }) && of_few_values()))
        if (const auto text = policy::print(clause, table, true))
            predicate.conditions.push_back(*text);
    return predicate;
}

IndexPredicate SearchReader::as_comparison(Node *clause, RelationId table) {
    Node *const comparison = pg::call([clause]() -> Node * {
        return compares_columns(clause) && is_constant_condition(clause) ? in_column_order(clause) : nullptr;
    });
    IndexPredicate predicate;
    if (comparison != nullptr)
        if (const auto text = policy::print(comparison, table, true))
            predicate.comparisons.push_back(*text);
    return predicate;
}

const IndexPredicate &SearchReader::predicate_of(Node *clause, RelationId table) {
    const auto [found, is_new] = predicates_.try_emplace(clause);
    if (is_new) {
        const auto &condition = condition_of({clause, 0}, table);
        found->second = condition ? condition->predicate : as_comparison(clause, table);
    }
    return found->second;
}

std::optional<SearchCondition> SearchReader::read_condition(const ObservedClause &observed, RelationId table) {
    Node *const clause = observed.clause;
    const policy::SearchClause search = pg::call([clause] { return policy::match_search_clause(clause); });
    if (!search.searchable)
        return std::nullopt;
    const auto text = operand_text(search.operand, table);
    if (!text)
        return std::nullopt;
    SearchCondition condition;
    const CollationId own = CollationId{pg::call([&search] { return exprCollation(search.operand); })};
    condition.column = policy::column_choice(search, own, *text);
    condition.method = AccessMethodId{search.method};
    for (const AccessMethod &method : indexing_.methods)
        if (method.id == condition.method)
            condition.method_name = method.name;
    condition.range = search.range;
    condition.other = observed.other;
    if (IsA(clause, RowCompareExpr)) {
        auto *const comparison = reinterpret_cast<RowCompareExpr *>(clause);
        const bool left =
            pg::call([comparison] { return contain_vars_of_level(reinterpret_cast<Node *>(comparison->largs), 0); });
        List *const operands = left ? comparison->largs : comparison->rargs;
        for (int i = 0; i < list_length(operands); ++i) {
            Node *const operand = static_cast<Node *>(list_nth(operands, i));
            const auto column = IsA(operand, Var) ? operand_text(operand, table) : std::nullopt;
            if (!column)
                break;
            ColumnChoice &choice = condition.row.emplace_back();
            choice.column = column->column;
            choice.family = OperatorFamilyId{list_nth_oid(comparison->opfamilies, i)};
            choice.collation = CollationId{pg::call([operand] { return exprCollation(operand); })};
        }
    }
    condition.predicate = as_predicate(clause, condition, table);
    condition.test = !condition.predicate.empty() && (IsA(clause, NullTest) || is_boolean(clause));
    return condition;
}

const std::optional<SearchCondition> &SearchReader::condition_of(const ObservedClause &observed, RelationId table) {
    const auto found = known_.find(observed.clause);
    return found != known_.end() ? found->second
                                 : known_.emplace(observed.clause, read_condition(observed, table)).first->second;
}

void SearchReader::add_condition(const ObservedClause &observed, RelationId table,
                                 std::vector<SearchCondition> &conditions) {
    const auto &condition = condition_of(observed, table);
    // `c IS NOT NULL` finds too much to search by.
    if (condition && !(IsA(observed.clause, NullTest) && condition->range))
        add_once(conditions, *condition);
}

std::optional<ColumnChoice> SearchReader::read_order(const ObservedOrder &order, RelationId table) {
    struct Facts {
        bool indexable;
        Oid collation;
    };
    const Facts facts = pg::call([&order] {
        Node *const operand = order.operand;
        const bool indexable = catalog::default_operator_family(exprType(operand), BTREE_AM_OID) == order.family &&
                               is_constant_condition(operand) &&
                               (!IsA(operand, Var) || reinterpret_cast<Var *>(operand)->varattno > 0);
        return Facts{indexable, exprCollation(operand)};
    });
    if (!facts.indexable)
        return std::nullopt;
    Node *const operand = pg::call([&order] { return catalog::strip_relabel(order.operand); });
    const auto text = operand_text(operand, table);
    if (!text)
        return std::nullopt;
    ColumnChoice column;
    column.column = text->column;
    column.expression = text->expression;
    column.family = OperatorFamilyId{order.family};
    column.collation = CollationId{facts.collation};
    if (order.collation != facts.collation) {
        column.collation = CollationId{order.collation};
        column.collation_named = true;
    }
    column.option = static_cast<std::int16_t>((order.descending ? descending_option : 0) |
                                              (order.nulls_first ? nulls_first_option : 0));
    return column;
}

void SearchReader::read_sequence(const ObservedSearch &observed, TableSearch &search) {
    for (int i = 0; i < list_length(observed.order); ++i) {
        const auto column = read_order(*static_cast<ObservedOrder *>(list_nth(observed.order, i)), search.table);
        if (!column)
            break;
        search.sequence.push_back(*column);
    }
    prefer_ascending(search.sequence);
}

// The soft-delete condition alone, with how columns compare with one another, and all that is constant.
void SearchReader::read_predicates(const ObservedSearch &observed, TableSearch &search) {
    IndexPredicate tests;
    IndexPredicate without_values;
    IndexPredicate all;
    for (int i = 0; i < list_length(observed.filter); ++i) {
        Node *const clause = static_cast<Node *>(list_nth(observed.filter, i));
        IndexPredicate predicate = predicate_of(clause, search.table);
        if (const auto &condition = condition_of({clause, 0}, search.table)) {
            const AttrNumber number = pg::call([&condition, &search] {
                return get_attnum(static_cast<Oid>(search.table), condition->column.column.c_str());
            });
            const auto nulls = statistics_.null_fraction(search.table, number);
            const bool mostly_without = nulls && *nulls > mostly_null;
            if (!mostly_without)
                predicate.not_null.clear();
            const bool strict = !IsA(clause, NullTest) && condition->column.expression.empty();
            if (mostly_without && strict && predicate.empty())
                predicate.not_null = {condition->column.column};
        }
        join(all, predicate);
        if (pg::call([clause] { return is_equality(clause); }) && !predicate.conditions.empty())
            continue;
        join(without_values, predicate);
        if (predicate.comparisons.empty())
            join(tests, predicate);
    }
    for (const IndexPredicate &predicate : {tests, without_values, all})
        if (!predicate.empty())
            add_once(search.predicates, predicate);
}

// The server looks at what a partial index implies no more (check_index_only): what is read for that alone need not be
// in the index.
IndexPredicate SearchReader::settled_by(const ObservedSearch &observed, int column, RelationId table) {
    IndexPredicate all;
    if (bms_is_member(column, observed.output))
        return all;
    for (int i = 0; i < list_length(observed.filter); ++i) {
        Node *const clause = static_cast<Node *>(list_nth(observed.filter, i));
        const bool about = pg::call([clause, column] {
            Bitmapset *columns = nullptr;
            pull_varattnos(clause, 1, &columns);
            return bms_is_member(column, columns);
        });
        if (!about)
            continue;
        const IndexPredicate &predicate = predicate_of(clause, table);
        if (predicate.empty())
            return {};
        join(all, predicate);
    }
    return all;
}

void SearchReader::read_columns(const ObservedSearch &observed, TableSearch &search) {
    int member = -1;
    while ((member = bms_next_member(observed.columns, member)) >= 0) {
        const auto number = static_cast<AttrNumber>(member + FirstLowInvalidHeapAttributeNumber);
        if (number <= 0) {
            search.whole_row = true;
            continue;
        }
        struct Facts {
            const char *name;
            double width;
        };
        const Facts facts = pg::call([&search, number]() -> Facts {
            const Oid table = static_cast<Oid>(search.table);
            const char *const name = get_attname(table, number, true);
            return {name, name == nullptr ? 0 : catalog::average_width(table, number)};
        });
        if (facts.name == nullptr)
            search.whole_row = true;
        else
            search.columns_read.push_back({facts.name, facts.width, settled_by(observed, member, search.table)});
    }
}

TableSearch SearchReader::read(const ObservedSearch &observed) {
    known_.clear();
    predicates_.clear();
    TableSearch search;
    search.table = RelationId{observed.table};
    for (int i = 0; i < list_length(observed.clauses); ++i)
        add_condition(*static_cast<ObservedClause *>(list_nth(observed.clauses, i)), search.table, search.conditions);
    for (int i = 0; i < list_length(observed.alternatives); ++i) {
        List *const branch = static_cast<List *>(list_nth(observed.alternatives, i));
        auto &conditions = search.alternatives.emplace_back();
        for (int j = 0; j < list_length(branch); ++j)
            add_condition(*static_cast<ObservedClause *>(list_nth(branch, j)), search.table, conditions);
    }
    read_sequence(observed, search);
    read_predicates(observed, search);
    read_columns(observed, search);
    return search;
}

} // namespace nova::workload
