#include "catalog/index_storage.hpp"

#include "catalog/fields.hpp"
#include "catalog/relation_rows.hpp"

namespace nova::catalog {

void IndexStorages::read(Snapshot snapshot) {
    std::unordered_set<Oid> extension_members;
    read_extension_members(snapshot, extension_members);
    pg::scan_catalog(RelationRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_class>(tuple);
        if (row->relpersistence == RELPERSISTENCE_TEMP || is_system_schema(row->relnamespace))
            return;
        const RelationId id{row->oid};
        switch (row->relkind) {
        case RELKIND_INDEX:
        case RELKIND_PARTITIONED_INDEX:
            indexes_[id] = {static_cast<double>(row->relpages), row->relkind == RELKIND_PARTITIONED_INDEX, {}};
            break;
        case RELKIND_RELATION:
        case RELKIND_MATVIEW:
        case RELKIND_PARTITIONED_TABLE:
            if (!row->relhasindex || extension_members.contains(row->oid))
                break;
            table_set_.insert(id);
            (row->relkind == RELKIND_PARTITIONED_TABLE ? partitioned_tables_ : tables_).push_back(id);
            break;
        default:
            break;
        }
    });
    IdSet<RelationId> partitioned;
    for (const RelationId table : partitioned_tables_)
        partitioned.insert(table);
    pg::scan_catalog(InheritsRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const auto *const row = form<FormData_pg_inherits>(tuple);
        const RelationId child{row->inhrelid};
        if (IndexStorage *const index = indexes_.find(child)) {
            index->parent = RelationId{row->inhparent};
            attached_[index->parent].push_back(child);
        } else if (partitioned.contains(child)) {
            table_parents_[child] = RelationId{row->inhparent};
        }
    });
    for (auto &parent : attached_)
        std::sort(parent.value.begin(), parent.value.end());
}

std::vector<RelationId> IndexStorages::tables_from_the_top() const {
    std::vector<std::pair<int, RelationId>> ranks;
    for (const RelationId table : partitioned_tables_) {
        int depth = 0;
        for (const RelationId *parent = table_parents_.find(table); parent != nullptr;
             parent = table_parents_.find(*parent))
            ++depth;
        ranks.emplace_back(depth, table);
    }
    std::sort(ranks.begin(), ranks.end());
    std::vector<RelationId> result;
    result.reserve(ranks.size() + tables_.size());
    for (const auto &rank : ranks)
        result.push_back(rank.second);
    result.insert(result.end(), tables_.begin(), tables_.end());
    return result;
}

std::vector<RelationId> IndexStorages::tree(RelationId index) const {
    std::vector<RelationId> result{index};
    for (std::size_t next = 0; next < result.size(); ++next)
        if (const auto *const attached = attached_.find(result[next]))
            for (const RelationId below : *attached)
                result.push_back(below);
    return result;
}

std::optional<double> IndexStorages::pages(RelationId index) const {
    double sum = 0;
    for (const RelationId member : tree(index)) {
        const IndexStorage *const storage = find(member);
        if (storage == nullptr)
            return std::nullopt;
        // An index has one page at least, which CREATE INDEX counts.
        if (!storage->partitioned && storage->pages == 0)
            return std::nullopt;
        sum += storage->pages;
    }
    return sum;
}

void read_constraint_indexes(Snapshot snapshot, IdSet<RelationId> &indexes) {
    pg::scan_catalog(ConstraintRelationId, snapshot, [&](HeapTuple tuple, TupleDesc) {
        const Oid index = form<FormData_pg_constraint>(tuple)->conindid;
        if (OidIsValid(index))
            indexes.insert(RelationId{index});
    });
}

} // namespace nova::catalog
