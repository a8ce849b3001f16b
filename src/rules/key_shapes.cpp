#include "rules/key_shapes.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

namespace nova {

namespace {

KeyShape shape_of(const MissingKeyFinding &finding, const RelationCatalog &relations) {
    const ForeignKey &key = *finding.key;
    KeyShape shape;
    shape.columns = finding.columns;
    shape.on_delete = key.on_delete;
    shape.on_update = key.on_update;
    shape.coverage = finding.coverage;
    const Relation &table = *relations.find(key.referencing);
    shape.table = table.name;
    // One in a system schema is not known, and has no name here.
    if (const Relation *const referenced = relations.find(key.referenced)) {
        shape.referenced = referenced->name;
        if (referenced->schema != table.schema)
            shape.referenced_schema = referenced->schema;
    }
    return shape;
}

template <class Sum, class Value> void add_to(std::optional<Sum> &sum, const std::optional<Value> &value) {
    if (value)
        sum = sum.value_or(Sum{}) + *value;
}

// Puts the worst first.
bool worse(const KeyShapeGroup &a, const KeyShapeGroup &b) {
    const auto rank = [](const KeyShapeGroup &group) {
        const KeyShape &shape = group.shape;
        return std::tuple(-static_cast<int>(group.severity), -group.bytes.value_or(0), shape.table, shape.columns,
                          shape.referenced, shape.referenced_schema, shape.coverage, shape.on_delete, shape.on_update);
    };
    return rank(a) < rank(b);
}

} // namespace

std::size_t KeyShapes::Hash::operator()(const KeyShape &shape) const {
    const std::hash<std::string> hash;
    std::size_t result = hash(shape.table) * 31 + hash(shape.referenced);
    for (const std::string &column : shape.columns)
        result = result * 31 + hash(column);
    return result * 31 + static_cast<std::size_t>(shape.coverage);
}

std::string *KeyShapes::add(const MissingKeyFinding &finding, const RelationCatalog &relations) {
    KeyShape shape = shape_of(finding, relations);
    const auto [position, is_new] = entries_.try_emplace(std::move(shape));
    Entry &entry = position->second;
    KeyShapeGroup &group = entry.group;
    const ForeignKey &key = *finding.key;
    if (is_new)
        group.shape = position->first;
    // A schema has one table of that name.
    if (entry.tables.insert(key.referencing)) {
        ++group.schemas;
        add_to(group.rows, finding.rows);
        add_to(group.bytes, finding.bytes);
    }
    if (entry.referenced.insert(key.referenced))
        add_to(group.referenced_deletes, finding.referenced_deletes);
    const double bytes = finding.bytes.value_or(0);
    if (!is_new && std::tuple(finding.severity, bytes) <= std::tuple(group.severity, entry.worst_bytes))
        return nullptr;
    group.severity = finding.severity;
    group.example = key.referencing;
    entry.worst_bytes = bytes;
    return &group.problem;
}

std::vector<KeyShapeGroup> KeyShapes::take_sorted() {
    std::vector<KeyShapeGroup> groups;
    groups.reserve(entries_.size());
    for (auto &[shape, entry] : entries_)
        groups.push_back(std::move(entry.group));
    entries_.clear();
    std::sort(groups.begin(), groups.end(), worse);
    return groups;
}

} // namespace nova
