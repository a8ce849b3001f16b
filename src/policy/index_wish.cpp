#include "policy/index_wish.hpp"

#include "model/add_once.hpp"
#include "rules/index_choice.hpp"

namespace nova::policy {

namespace {

bool is_null_test(const Clause *clause) { return clause->search.kind == ClauseKind::NullTest; }

ColumnChoice column_choice(const Clause &clause, const ClauseShape &shape, const OperandText &text) {
    ColumnChoice column;
    column.column = text.column;
    column.expression = text.expression;
    column.family = OperatorFamilyId{clause.search.family};
    column.operator_class = clause.search.operator_class == nullptr ? "" : clause.search.operator_class;
    column.collation = shape.kind == ClauseKind::Operator ? shape.collation : shape.column_collation;
    if (!is_valid(shape.column_collation))
        column.collation = CollationId{};
    column.collation_named = column.collation != shape.column_collation;
    return column;
}

} // namespace

IndexWish index_wish(const PolicyNeed &need, const std::vector<OperandText> &texts,
                     const catalog::IndexingCatalog &catalog, Statistics &statistics) {
    IndexWish wish;
    IndexChoice &choice = wish.choice;
    choice.method = AccessMethodId{need.method};
    for (const AccessMethod &method : catalog.methods)
        if (method.id == choice.method)
            choice.method_name = method.name;
    const bool only_null_tests = std::all_of(need.clauses.begin(), need.clauses.end(), is_null_test);
    for (std::size_t i = 0; i < need.clauses.size(); ++i) {
        const Clause &clause = *need.clauses[i];
        const NeedClause &wanted = need.need.clauses[i];
        if (is_null_test(&clause) && clause.search.bare_column && !only_null_tests) {
            if (clause.search.implies_not_null) {
                add_once(choice.not_null, texts[i].column);
            } else {
                add_once(choice.null, texts[i].column);
                wish.null_columns.push_back(column_choice(clause, *wanted.shape, texts[i]));
            }
            continue;
        }
        const ColumnChoice column = column_choice(clause, *wanted.shape, texts[i]);
        const bool known = std::any_of(choice.columns.begin(), choice.columns.end(), [&](const ColumnChoice &other) {
            return other.column == column.column && other.expression == column.expression;
        });
        if (!known) {
            choice.columns.push_back(column);
            if (!clause.search.range)
                ++(wanted.correlated ? wish.second : wish.first);
        }
        if (!is_null_test(&clause) && wanted.shape->implies_not_null) {
            const auto fraction = statistics.null_fraction(need.need.table, wanted.column);
            if (fraction && *fraction > mostly_null)
                add_once(choice.not_null, texts[i].column);
        }
    }
    // With nothing to search by alone, what is compared with the row around leads.
    if (wish.first == 0)
        std::swap(wish.first, wish.second);
    return wish;
}

} // namespace nova::policy
