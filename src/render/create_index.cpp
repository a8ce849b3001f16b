#include "render/create_index.hpp"

#include <boost/algorithm/string/join.hpp>

#include "render/concat.hpp"

namespace nova {

namespace {

constexpr std::int16_t option_desc = 1;        // INDOPTION_DESC
constexpr std::int16_t option_nulls_first = 2; // INDOPTION_NULLS_FIRST

// " DESC NULLS LAST"; empty for what needs no word.
std::string sort_option(const ColumnChoice &column) {
    const bool descending = column.option & option_desc;
    const bool nulls_first = column.option & option_nulls_first;
    std::string text = descending ? " DESC" : "";
    if (nulls_first != descending)
        text += nulls_first ? " NULLS FIRST" : " NULLS LAST";
    return text;
}

std::string column_definition(const ColumnChoice &column, Names &names) {
    std::string text = column.expression.empty() ? names.quote(column.column) : "(" + column.expression + ")";
    if (!column.cast.empty())
        text = "((" + text + ")" + column.cast + ")";
    if (column.collation_named && is_valid(column.collation))
        text += " COLLATE " + names.collation(column.collation);
    if (!column.operator_class.empty())
        text += " " + column.operator_class;
    return text + sort_option(column);
}

// The index of a plan: one that exists, or one that a statement creates.
struct Built {
    const Relation *table = nullptr; // null: the table is gone, and nothing is built
    const Index *existing = nullptr;
    std::string name; // of a new one; unquoted
};

std::string qualified(const Built &index, Names &names) {
    if (index.existing != nullptr)
        return names.relation(index.existing->id);
    return qualified_like(*index.table, index.name, names);
}

// Emits what builds the plan's index.
Built build(const IndexPlan &plan, const IndexChoice &choice, const std::string &definition, StatementContext &context,
            std::vector<IndexStatement> &statements) {
    Built built{context.relations.find(plan.table), plan.existing, {}};
    if (built.table == nullptr)
        return built;
    if (plan.existing == nullptr) {
        built.name = context.index_names.allocate(*built.table, index_columns(choice), definition);
        statements.push_back({plan.partitioned ? IndexStatement::Kind::Prescribe : IndexStatement::Kind::Build,
                              concat({"CREATE INDEX ", plan.partitioned ? "" : "CONCURRENTLY ", "IF NOT EXISTS ",
                                      context.names.quote(built.name), " ON ", plan.partitioned ? "ONLY " : "",
                                      context.names.relation(plan.table), " ", definition, ";"}),
                              plan.table, built.name});
    }
    if (plan.partitions.empty())
        return built;
    const std::string name = qualified(built, context.names);
    for (const IndexPlan &partition : plan.partitions) {
        const Built part = build(partition, choice, definition, context, statements);
        if (!partition.attached && part.table != nullptr)
            statements.push_back(
                {IndexStatement::Kind::Attach,
                 concat({"ALTER INDEX ", name, " ATTACH PARTITION ", qualified(part, context.names), ";"}),
                 plan.table,
                 {}});
    }
    return built;
}

} // namespace

std::string index_definition(const IndexChoice &choice, Names &names) {
    std::vector<std::string> columns;
    for (const ColumnChoice &column : choice.columns)
        columns.push_back(column_definition(column, names));
    std::string text = choice.method_name == "btree" ? "" : "USING " + names.quote(choice.method_name) + " ";
    text += "(" + boost::algorithm::join(columns, ", ") + ")";
    if (!choice.included.empty()) {
        std::vector<std::string> included;
        for (const std::string &column : choice.included)
            included.push_back(names.quote(column));
        text += " INCLUDE (" + boost::algorithm::join(included, ", ") + ")";
    }
    if (const std::string predicate = index_predicate(choice, names); !predicate.empty())
        text += " WHERE " + predicate;
    return text;
}

std::string index_predicate(const IndexChoice &choice, Names &names) {
    std::vector<std::string> conditions;
    for (const std::string &column : choice.predicate.null)
        conditions.push_back(names.quote(column) + " IS NULL");
    for (const std::string &column : choice.predicate.not_null)
        conditions.push_back(names.quote(column) + " IS NOT NULL");
    for (const auto *const texts : {&choice.predicate.comparisons, &choice.predicate.conditions})
        conditions.insert(conditions.end(), texts->begin(), texts->end());
    return boost::algorithm::join(conditions, " AND ");
}

std::string key_text(const ColumnChoice &column, Names &names) {
    std::string text = column.expression;
    if (text.empty())
        text = column.cast.empty() ? column.column : "(" + names.quote(column.column) + ")" + column.cast;
    return text + sort_option(column);
}

std::vector<std::string> index_columns(const IndexChoice &choice) {
    std::vector<std::string> columns;
    for (const ColumnChoice &column : choice.columns)
        columns.push_back(column.expression.empty() ? column.column : "expr");
    return columns;
}

std::vector<std::string> create_index_statements(RelationId table, const IndexChoice &choice,
                                                 StatementContext &context) {
    IndexPlan plan;
    plan.table = table;
    return create_index_statements(plan, choice, context);
}

std::vector<IndexStatement> index_statements(const IndexPlan &plan, const IndexChoice &choice,
                                             StatementContext &context) {
    std::vector<IndexStatement> statements;
    build(plan, choice, index_definition(choice, context.names), context, statements);
    return statements;
}

std::string qualified_like(const Relation &table, const std::string &name, Names &names) {
    // The table's own qualified name up to its last part gives the schema.
    std::string text = names.relation(table.id);
    text.resize(text.size() - names.quote(table.name).size());
    return text + names.quote(name);
}

std::vector<std::string> create_index_statements(const IndexPlan &plan, const IndexChoice &choice,
                                                 StatementContext &context) {
    std::vector<std::string> texts;
    for (IndexStatement &statement : index_statements(plan, choice, context))
        texts.push_back(std::move(statement.text));
    return texts;
}

} // namespace nova
