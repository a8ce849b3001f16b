#include "workload/write_load.hpp"

#include "pg/call.hpp"

namespace nova::workload {

namespace {

// Of what a page read at random costs: it is found in memory, mostly, and written to disk once for many entries.
constexpr double entry_share = 0.25;

// As the table numbers them: those of a partition may have other numbers.
std::set<AttributeNumber> columns_of(const Candidate &candidate) {
    const auto *const index = static_cast<const planner::HypotheticalIndex *>(linitial(candidate.described));
    Bitmapset *const columns = pg::call([&candidate, index] {
        Bitmapset *const own = planner::index_columns(index);
        Bitmapset *result = nullptr;
        for (int member = -1; (member = bms_next_member(own, member)) >= 0;) {
            const auto number = static_cast<AttrNumber>(member + FirstLowInvalidHeapAttributeNumber);
            const char *const name = get_attname(planner::indexed_relation(index), number, true);
            const AttrNumber of_table =
                name == nullptr ? InvalidAttrNumber : get_attnum(static_cast<Oid>(candidate.table), name);
            if (of_table > 0)
                result = bms_add_member(result, of_table);
        }
        return result;
    });
    std::set<AttributeNumber> result;
    for (int member = -1; (member = bms_next_member(columns, member)) >= 0;)
        result.insert(static_cast<AttributeNumber>(member));
    return result;
}

bool overlap(const std::set<AttributeNumber> &a, const std::set<AttributeNumber> &b) {
    return std::any_of(a.begin(), a.end(), [&b](AttributeNumber column) { return b.contains(column); });
}

} // namespace

void WriteLoad::add(const Query &query, double rows) {
    if (query.resultRelation == 0)
        return;
    auto *const entry = static_cast<RangeTblEntry *>(list_nth(query.rtable, query.resultRelation - 1));
    Writes &writes = writes_[RelationId{entry->relid}];
    if (query.commandType != CMD_UPDATE) {
        writes.rows += rows;
        return;
    }
    Update &update = writes.updates.emplace_back();
    update.rows = rows;
    for (int i = 0; i < list_length(query.targetList); ++i)
        if (auto *const target = static_cast<TargetEntry *>(list_nth(query.targetList, i)); !target->resjunk)
            update.columns.insert(target->resno);
}

void WriteLoad::add(const Statement &statement) {
    for (int i = 0; i < list_length(statement.queries); ++i) {
        auto &query = *static_cast<Query *>(list_nth(statement.queries, i));
        add(query, statement.rows);
        // Of what WITH writes nothing is counted: as much as the statement returns or writes, at least once a call.
        for (int j = 0; j < list_length(query.cteList); ++j) {
            Node *const inner = static_cast<CommonTableExpr *>(list_nth(query.cteList, j))->ctequery;
            if (IsA(inner, Query))
                add(*reinterpret_cast<Query *>(inner), std::max(statement.rows, statement.calls));
        }
    }
}

bool WriteLoad::indexed(RelationId table, const std::set<AttributeNumber> &columns) const {
    for (const Index &index : indexes_.of(table)) {
        if (overlap({index.included.begin(), index.included.end()}, columns))
            return true;
        for (const IndexColumn &key : index.keys)
            if (columns.contains(key.attribute))
                return true;
    }
    return false;
}

double WriteLoad::upkeep(const Candidate &candidate) const {
    const RelationId table = candidate.table;
    const auto found = writes_.find(table);
    if (found == writes_.end())
        return 0;
    double entries = found->second.rows;
    const auto own = columns_of(candidate);
    for (const Update &update : found->second.updates) {
        const bool hot_today = !indexed(table, update.columns);
        const bool touched = overlap(own, update.columns);
        if (!hot_today || touched)
            entries += update.rows;
        if (hot_today && touched)
            entries += update.rows * static_cast<double>(indexes_.of(table).size());
    }
    return entries * entry_share * random_page_cost;
}

} // namespace nova::workload
