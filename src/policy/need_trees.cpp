#include "policy/need_trees.hpp"

namespace nova::policy {

namespace {

// By name, as partitions and children have them. Null when all numbers are the same.
AttrMap *map_by_name(Oid parent, Oid child) {
    HeapTuple const tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(parent));
    if (!HeapTupleIsValid(tuple))
        return nullptr;
    const AttrNumber last = reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple))->relnatts;
    ReleaseSysCache(tuple);
    AttrMap *const map = make_attrmap(last);
    bool identical = true;
    for (AttrNumber number = 1; number <= last; ++number) {
        const char *const name = get_attname(parent, number, true);
        map->attnums[number - 1] = name == nullptr ? InvalidAttrNumber : get_attnum(child, name);
        identical = identical && (name == nullptr || map->attnums[number - 1] == number);
    }
    return identical ? nullptr : map;
}

} // namespace

const AttrMap *NeedTrees::column_map(RelationId parent, RelationId child) {
    const auto known = maps_.find({parent, child});
    if (known != maps_.end())
        return known->second;
    return maps_[{parent, child}] =
               pg::call([parent, child] { return map_by_name(static_cast<Oid>(parent), static_cast<Oid>(child)); });
}

const Need *NeedTrees::mapped(const Need &need, RelationId child) {
    const AttrMap *const columns = column_map(need.table, child);
    Need &result = needs_.emplace_back(need);
    result.table = child;
    if (columns == nullptr)
        return &result;
    const bool done = pg::probe([&] {
        for (NeedClause &clause : result.clauses) {
            clause.column = columns->attnums[clause.column - 1];
            clause.shape = store_.mapped(*clause.shape, columns);
        }
        result.filter = store_.mapped_filter(need.filter, columns);
    });
    if (!done)
        return nullptr;
    return &result;
}

NeedTree NeedTrees::tree(const Need &need) {
    NeedTree tree;
    tree.need = &needs_.emplace_back(need);
    const Relation *const table = relations_.find(need.table);
    tree.partitioned = table != nullptr && table->partitioned;
    if (!tree.partitioned)
        return tree;
    for (const RelationId child : relations_.children_of(need.table)) {
        const Relation *const partition = relations_.find(child);
        if (partition == nullptr || partition->foreign)
            continue;
        if (const Need *const below = mapped(need, child))
            tree.partitions.push_back(this->tree(*below));
    }
    return tree;
}

} // namespace nova::policy
