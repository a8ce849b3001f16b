#include "policy/index_for_need.hpp"

namespace nova::policy {

namespace {

void add_once(std::vector<std::string> &names, const std::string &name) {
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}

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

IndexChoice index_for_need(const PolicyNeed &need, const std::vector<OperandText> &texts,
                           const catalog::IndexingCatalog &catalog, Statistics &statistics) {
    IndexChoice choice;
    choice.method = AccessMethodId{need.method};
    for (const AccessMethod &method : catalog.methods)
        if (method.id == choice.method)
            choice.method_name = method.name;
    const bool only_null_tests = std::all_of(need.clauses.begin(), need.clauses.end(), is_null_test);
    for (std::size_t i = 0; i < need.clauses.size(); ++i) {
        const Clause &clause = *need.clauses[i];
        const Equality &equality = need.need.equalities[i];
        if (is_null_test(&clause) && clause.search.bare_column && !only_null_tests) {
            add_once(clause.search.implies_not_null ? choice.not_null : choice.null, texts[i].column);
            continue;
        }
        const ColumnChoice column = column_choice(clause, *equality.shape, texts[i]);
        const bool known = std::any_of(choice.columns.begin(), choice.columns.end(), [&](const ColumnChoice &other) {
            return other.column == column.column && other.expression == column.expression;
        });
        if (!known)
            choice.columns.push_back(column);
        if (!is_null_test(&clause) && equality.shape->implies_not_null) {
            const auto fraction = statistics.null_fraction(need.need.table, equality.column);
            if (fraction && *fraction > mostly_null)
                add_once(choice.not_null, texts[i].column);
        }
    }
    return choice;
}

} // namespace nova::policy
