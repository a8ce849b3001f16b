// A foreign key as pg_constraint declares it, and the tree of keys that the server derives for partitions.
#pragma once

#include <string_view>
#include <vector>

#include "model/id_map.hpp"
#include "model/ids.hpp"
#include "model/need_tree.hpp"

namespace nova {

enum class ReferentialAction : char { NoAction = 'a', Restrict = 'r', Cascade = 'c', SetNull = 'n', SetDefault = 'd' };

struct ForeignKey {
    ConstraintId id{};
    ConstraintId parent{}; // of a key that the server derived for a partition; none for a declared one
    std::string_view name; // in the row that it was read from
    RelationId referencing{};
    RelationId referenced{};
    ReferentialAction on_delete = ReferentialAction::NoAction;
    ReferentialAction on_update = ReferentialAction::NoAction;
    // Known to be covered before its columns were looked at (rules/settled_key); `need` is left empty then.
    bool settled = false;
    Need need; // the RI query's search: the key's columns, in the key's order

    bool declared() const { return !is_valid(parent); }
};

// All keys, with the copies that the server keeps for each partition of a referencing table. A copy has the
// column numbers of its own partition, so a leaf is judged by its own copy's need.
class KeyCatalog {
  public:
    KeyCatalog() = default;
    KeyCatalog(const KeyCatalog &) = delete; // copies_ points into keys_
    KeyCatalog &operator=(const KeyCatalog &) = delete;
    KeyCatalog(KeyCatalog &&) = default;
    KeyCatalog &operator=(KeyCatalog &&) = default;
    KeyCatalog(std::vector<ForeignKey> keys, IdSet<RelationId> partitioned_tables);

    const std::vector<ForeignKey> &keys() const { return keys_; }
    bool partitioned(RelationId table) const { return partitioned_tables_.contains(table); }
    // The copies for the direct partitions of key.referenced: the triggers that fire are theirs.
    std::vector<const ForeignKey *> referenced_partitions(const ForeignKey &key) const;
    // The key's need with those of its copies for partitions, by table.
    NeedTree needs(const ForeignKey &key) const;

  private:
    std::vector<const ForeignKey *> copies(const ForeignKey &key, bool of_referencing) const;

    std::vector<ForeignKey> keys_;
    IdSet<RelationId> partitioned_tables_;
    IdMap<ConstraintId, std::vector<const ForeignKey *>> copies_; // by parent
};

} // namespace nova
