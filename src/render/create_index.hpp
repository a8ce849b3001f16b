// The statements that build an index.
#pragma once

#include <string>
#include <vector>

#include "model/relation.hpp"
#include "render/index_names.hpp"
#include "render/names.hpp"
#include "rules/index_choice.hpp"
#include "rules/partition_plan.hpp"

namespace nova {

// What follows the table in CREATE INDEX: "USING gist (a, b) WHERE a IS NOT NULL".
std::string index_definition(const IndexChoice &choice, Names &names);

// "a IS NULL AND b IS NOT NULL"; empty for none.
std::string index_predicate(const IndexChoice &choice, Names &names);

// One key column as a reader sees it: the name, unquoted, or the expression, and the direction where it matters.
std::string key_text(const ColumnChoice &column, Names &names);

// Column names of the choice, unquoted, for the index's own name.
std::vector<std::string> index_columns(const IndexChoice &choice);

struct StatementContext {
    const RelationCatalog &relations;
    Names &names;
    IndexNames &index_names;
};

struct IndexStatement {
    enum class Kind {
        Build,     // CREATE INDEX CONCURRENTLY
        Prescribe, // CREATE INDEX ON ONLY a partitioned table
        Attach     // ALTER INDEX ... ATTACH PARTITION
    };
    Kind kind = Kind::Build;
    std::string text;
    RelationId table{};
    std::string index; // Build and Prescribe: its name, unquoted, in the table's schema
};

// Each for a transaction of its own; none takes a lock that blocks writers for longer than a moment. Nothing when a
// table is gone.
std::vector<IndexStatement> index_statements(const IndexPlan &plan, const IndexChoice &choice,
                                             StatementContext &context);

// The name as a relation of the table's schema, quoted.
std::string qualified_like(const Relation &table, const std::string &name, Names &names);

// Their texts, one an element.
std::vector<std::string> create_index_statements(RelationId table, const IndexChoice &choice,
                                                 StatementContext &context);
std::vector<std::string> create_index_statements(const IndexPlan &plan, const IndexChoice &choice,
                                                 StatementContext &context);

} // namespace nova
