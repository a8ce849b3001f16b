#include "policy/need_trees.hpp"

namespace nova::policy {

namespace {

// The highest column number that the conditions use.
AttrNumber last_column(List *conditions) {
    Bitmapset *columns = nullptr;
    pull_varattnos(reinterpret_cast<Node *>(conditions), 1, &columns);
    int last = -1;
    for (int member = -1; (member = bms_next_member(columns, member)) >= 0;)
        last = member;
    return static_cast<AttrNumber>(last + FirstLowInvalidHeapAttributeNumber);
}

// By name, as partitions and children have them. Null when all numbers are the same.
AttrMap *map_by_name(Oid parent, Oid child, AttrNumber last) {
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

const Need *NeedTrees::mapped(const Need &need, RelationId child) {
    struct Map {
        AttrMap *columns;
    };
    const Map map = pg::call([this, &need, child] {
        const AttrNumber last = last_column(store_.filter(need.filter));
        return Map{last <= 0 ? nullptr : map_by_name(static_cast<Oid>(need.table), static_cast<Oid>(child), last)};
    });
    Need &result = needs_.emplace_back(need);
    result.table = child;
    if (map.columns == nullptr)
        return &result;
    for (Equality &equality : result.equalities) {
        equality.column = map.columns->attnums[equality.column - 1];
        equality.shape = store_.mapped(*equality.shape, map.columns);
    }
    result.filter = store_.mapped_filter(need.filter, map.columns);
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
        NeedTree below = this->tree(*mapped(need, child));
        tree.partitions.push_back(std::move(below));
    }
    return tree;
}

} // namespace nova::policy
