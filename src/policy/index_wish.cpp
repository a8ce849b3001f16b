#include "policy/index_wish.hpp"

#include "model/add_once.hpp"
#include "rules/index_choice.hpp"

namespace nova::policy {

namespace {

bool is_null_test(const Clause *clause) { return clause->search.kind == ClauseKind::NullTest; }

} // namespace

ColumnChoice column_choice(const SearchClause &search, CollationId column_collation, const OperandText &text) {
    ColumnChoice column;
    column.column = text.column;
    column.expression = text.expression;
    column.family = OperatorFamilyId{search.family};
    column.operator_class = search.operator_class == nullptr ? "" : search.operator_class;
    if (is_valid(column_collation))
        column.collation = search.kind == ClauseKind::Operator ? CollationId{search.collation} : column_collation;
    column.collation_named = column.collation != column_collation;
    return column;
}

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
                add_once(choice.predicate.not_null, texts[i].column);
            } else {
                add_once(choice.predicate.null, texts[i].column);
                wish.null_columns.push_back(column_choice(clause.search, wanted.shape->column_collation, texts[i]));
            }
            continue;
        }
        const ColumnChoice column = column_choice(clause.search, wanted.shape->column_collation, texts[i]);
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
                add_once(choice.predicate.not_null, texts[i].column);
        }
    }
    // With nothing to search by alone, what is compared with the row around leads.
    if (wish.first == 0)
        std::swap(wish.first, wish.second);
    return wish;
}

} // namespace nova::policy
