// Tables as pg_class describes them, and who inherits from whom.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/id_map.hpp"
#include "model/ids.hpp"

namespace nova {

// Estimates; nothing where the server never analysed or vacuumed the table.
struct TableSize {
    double rows = 0;
    double pages = 0;
};

struct Relation {
    RelationId id{};
    NamespaceId schema{};
    std::string name;
    bool partitioned = false;
    bool foreign = false;          // a foreign table, which has no indexes
    bool permanent = true;         // or unlogged; not temporary
    bool row_security = false;     // policies apply
    bool extension_member = false; // made by CREATE EXTENSION
    std::optional<TableSize> size; // of the table alone, without its partitions
};

// Where relations are looked up one by one.
class RelationSource {
  public:
    virtual ~RelationSource() = default;
    virtual std::optional<Relation> relation(RelationId id) = 0;
    virtual std::vector<RelationId> children(RelationId parent) = 0; // in any order
    virtual std::optional<RelationId> parent(RelationId child) = 0;
};

// The tables of the schemas that are reported on, with partition and inheritance trees, those of indexes included.
class RelationCatalog {
  public:
    RelationCatalog() = default;
    // One that asks the source for what it is asked, once each; nothing is added.
    explicit RelationCatalog(std::unique_ptr<RelationSource> source) : source_(std::move(source)) {}

    void add(Relation relation);
    void add_child(RelationId parent, RelationId child);
    void forget_size(RelationId id);

    // Null when it is no table, of no interest (system schemas), or gone.
    const Relation *find(RelationId id) const;
    // Direct partitions and inheritance children, by id.
    std::vector<RelationId> children_of(RelationId parent) const;
    // The parent that a partition or the index of a partition is attached to.
    std::optional<RelationId> parent_of(RelationId child) const;
    // The table and, if it is partitioned, everything below it. Foreign keys do not reach inheritance children.
    std::vector<RelationId> partition_tree(RelationId root) const;
    // Adds the tree to the tables, unless its root is there.
    void add_partition_tree(RelationId root, IdSet<RelationId> &tables) const;
    // Summed over the partition tree; nothing when no member was ever analysed.
    std::optional<TableSize> tree_size(RelationId root) const;

  private:
    const std::vector<RelationId> *find_children(RelationId parent) const;

    std::unique_ptr<RelationSource> source_; // or none
    // What the source said; addresses stay.
    mutable std::unordered_map<RelationId, std::optional<Relation>> asked_;
    mutable std::unordered_map<RelationId, std::vector<RelationId>> asked_children_;

    IdMap<RelationId, Relation> relations_;
    IdMap<RelationId, std::vector<RelationId>> children_;
    IdMap<RelationId, RelationId> parents_;
};

} // namespace nova
