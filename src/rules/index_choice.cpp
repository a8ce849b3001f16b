#include "rules/index_choice.hpp"

#include <algorithm>

namespace nova {

namespace {

std::optional<ColumnChoice> choose_column(const NeedClause &clause, const std::string &name, const std::string &method,
                                          OperatorClasses &classes) {
    const ClauseShape &shape = *clause.shape;
    if (shape.lacks_collation() || (!shape.bare_column && !shape.immutable_operand))
        return std::nullopt;
    const auto operator_class = classes.choose(shape, method);
    if (!operator_class)
        return std::nullopt;
    ColumnChoice choice;
    choice.column = name;
    choice.cast = shape.bare_column ? std::string() : shape.cast;
    choice.family = operator_class->family;
    choice.operator_class = operator_class->name;
    choice.collation = shape.collation;
    choice.collation_named = shape.collation != shape.column_collation;
    return choice;
}

std::optional<IndexChoice> choose_for_method(const Need &need, const std::vector<std::string> &names,
                                             const std::string &method, OperatorClasses &classes) {
    const auto id = classes.method(method);
    if (!id)
        return std::nullopt;
    IndexChoice choice;
    choice.method = *id;
    choice.method_name = method;
    for (std::size_t i = 0; i < need.clauses.size(); ++i) {
        const auto column = choose_column(need.clauses[i], names[i], method, classes);
        if (!column)
            return std::nullopt;
        // A key may name a column twice.
        if (std::find(choice.columns.begin(), choice.columns.end(), *column) == choice.columns.end())
            choice.columns.push_back(*column);
    }
    return choice;
}

std::vector<std::string> mostly_null_columns(const Need &need, const std::vector<std::string> &names,
                                             Statistics &statistics) {
    std::vector<std::string> result;
    for (std::size_t i = 0; i < need.clauses.size(); ++i) {
        const NeedClause &clause = need.clauses[i];
        if (!clause.shape->implies_not_null || std::find(result.begin(), result.end(), names[i]) != result.end())
            continue;
        const auto fraction = statistics.null_fraction(need.table, clause.column);
        if (fraction && *fraction > mostly_null)
            result.push_back(names[i]);
    }
    return result;
}

} // namespace

std::optional<IndexChoice> choose_index(const Need &need, const std::vector<std::string> &names,
                                        OperatorClasses &classes, Statistics &statistics) {
    for (const char *method : {"btree", "gist"}) {
        if (auto choice = choose_for_method(need, names, method, classes)) {
            choice->predicate.not_null = mostly_null_columns(need, names, statistics);
            return choice;
        }
    }
    return std::nullopt;
}

} // namespace nova
