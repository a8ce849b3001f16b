// The indexes that a workload should have.
#pragma once

#include "catalog/table_indexes.hpp"
#include "model/index_choice.hpp"
#include "model/relation.hpp"
#include "render/names.hpp"
#include "rules/choose_indexes.hpp"
#include "workload/statement.hpp"

namespace nova::workload {

struct AdvisedIndex {
    RelationId table{};
    IndexWish wish;
    std::vector<const Statement *> serves = {}; // whose plan uses it, beside the other advised ones
    double calls = 0;                           // of these
    double cost_before = 0;                     // planner cost of these, over all calls, as it is
    double cost_after = 0;                      // and with all advised indexes
    std::vector<std::string> assumptions = {};  // of literals that are gone, which it depends on
    double bytes = 0;
    std::vector<RelationId> replaces = {}; // existing ones, without which nothing gets slower then
};

// An existing index that may go when another one starts with its columns.
struct ReplaceableIndex {
    RelationId index{};
    RelationId table{};
    std::vector<ColumnChoice> columns;
};

struct AdvisorContext {
    const RelationCatalog &relations;
    const catalog::TableIndexes &indexes; // of all tables
    Statistics &statistics;
    Names &names;
    const std::vector<ReplaceableIndex> &replaceable;
};

// The best first. `proposals` are considered beside what the statements ask for: indexes that keys and policies want,
// by table. Statements that cannot be planned are marked so. Locks without waiting, one statement at a time; cancel
// takes effect between two plans. Outside of pg::call; allocates in the current memory context.
std::vector<AdvisedIndex> advise(std::vector<Statement> &statements,
                                 const std::vector<std::pair<RelationId, IndexWish>> &proposals,
                                 const ChoiceLimits &limits, AdvisorContext &context);

} // namespace nova::workload
