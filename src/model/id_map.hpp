// A hash map from numbers of objects, filled and asked once for every row of a catalog.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace nova {

// Only grows. Entries lie in one vector, in the order in which they came, without an allocation for each as
// std::unordered_map makes it; those of one slot form a chain. What points to a value is valid until the next new id.
// Id is an enumeration or an unsigned integer.
template <class Id, class Value> class IdMap {
  public:
    struct Entry {
        Id id{};
        std::uint32_t next = 0; // of the same slot; entries count from 1, 0 ends the chain
        Value value{};
    };

    // The id's value, made by Value() when the id is new.
    Value &operator[](Id id) {
        if (Value *const known = find(id))
            return *known;
        if (entries_.size() == slots_.size())
            rehash(std::max<std::size_t>(16, slots_.size() * 2));
        Entry &entry = entries_.emplace_back();
        entry.id = id;
        link(entries_.size());
        return entry.value;
    }
    // Null when there is no such id.
    const Value *find(Id id) const {
        if (slots_.empty())
            return nullptr;
        for (std::uint32_t i = slots_[slot_of(id)]; i != 0; i = entries_[i - 1].next)
            if (entries_[i - 1].id == id)
                return &entries_[i - 1].value;
        return nullptr;
    }
    Value *find(Id id) { return const_cast<Value *>(std::as_const(*this).find(id)); }
    bool contains(Id id) const { return find(id) != nullptr; }
    void reserve(std::size_t count) {
        entries_.reserve(count);
        if (count > slots_.size())
            rehash(std::bit_ceil(count));
    }

    std::size_t size() const { return entries_.size(); }
    bool empty() const { return entries_.empty(); }
    // By insertion.
    auto begin() const { return entries_.begin(); }
    auto end() const { return entries_.end(); }
    auto begin() { return entries_.begin(); }
    auto end() { return entries_.end(); }

  private:
    // Catalogs are read and asked mostly by ascending oid, so that neighbours should be in neighbouring slots: the
    // lower bits as they are, moved for each value of the upper ones, as ids may come in steps of a power of two.
    std::size_t slot_of(Id id) const {
        const auto number = static_cast<std::uint64_t>(id);
        return (number + (number >> bits_) * 0x9E3779B1U) & (slots_.size() - 1);
    }
    void link(std::size_t entry) {
        std::uint32_t &slot = slots_[slot_of(entries_[entry - 1].id)];
        entries_[entry - 1].next = slot;
        slot = static_cast<std::uint32_t>(entry);
    }
    void rehash(std::size_t size) {
        slots_.assign(size, 0);
        bits_ = std::countr_zero(size);
        for (std::size_t entry = 1; entry <= entries_.size(); ++entry)
            link(entry);
    }

    std::vector<Entry> entries_;
    std::vector<std::uint32_t> slots_; // the first entry of each; a power of two of them
    int bits_ = 0;
};

// The ids alone.
template <class Id> class IdSet {
  public:
    void reserve(std::size_t count) { ids_.reserve(count); }
    // Is it new?
    bool insert(Id id) {
        const std::size_t before = ids_.size();
        ids_[id];
        return ids_.size() > before;
    }
    bool contains(Id id) const { return ids_.contains(id); }
    bool empty() const { return ids_.empty(); }
    // By insertion.
    std::vector<Id> to_vector() const {
        std::vector<Id> result;
        for (const auto &entry : ids_)
            result.push_back(entry.id);
        return result;
    }

  private:
    struct Nothing {};
    IdMap<Id, Nothing> ids_;
};

} // namespace nova
