// A hash map from numbers of objects, filled and asked once for every row of a catalog.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace nova {

// Only grows. Open addressing with linear probing: the entries lie in one vector, in the order in which they came,
// without an allocation for each as std::unordered_map makes it. What points to a value is valid until the next
// new id. Id is an enumeration or an unsigned integer.
template <class Id, class Value> class IdMap {
  public:
    struct Entry {
        Id id;
        Value value;
    };

    void reserve(std::size_t count) {
        entries_.reserve(count);
        if (count * slots_per_entry > slots_.size())
            rehash(std::bit_ceil(count * slots_per_entry));
    }
    // The id's value, made by Value() when the id is new.
    Value &operator[](Id id) {
        if ((entries_.size() + 1) * slots_per_entry > slots_.size())
            rehash(slots_.empty() ? 16 : slots_.size() * 2);
        const std::size_t slot = slot_of(id);
        if (slots_[slot] == 0) {
            entries_.push_back({id, Value()});
            slots_[slot] = static_cast<std::uint32_t>(entries_.size());
        }
        return entries_[slots_[slot] - 1].value;
    }
    // Null when there is no such id.
    const Value *find(Id id) const {
        if (slots_.empty())
            return nullptr;
        const std::uint32_t entry = slots_[slot_of(id)];
        return entry == 0 ? nullptr : &entries_[entry - 1].value;
    }
    Value *find(Id id) { return const_cast<Value *>(std::as_const(*this).find(id)); }
    bool contains(Id id) const { return find(id) != nullptr; }

    std::size_t size() const { return entries_.size(); }
    bool empty() const { return entries_.empty(); }
    // By insertion.
    auto begin() const { return entries_.begin(); }
    auto end() const { return entries_.end(); }
    auto begin() { return entries_.begin(); }
    auto end() { return entries_.end(); }

  private:
    static constexpr std::size_t slots_per_entry = 2; // at least, so that probes stay short

    // The slot that holds the id, or the free one where it belongs.
    std::size_t slot_of(Id id) const {
        // Fibonacci hashing spreads consecutive numbers, and the upper bits of a product depend on all bits of the id.
        std::size_t slot = (static_cast<std::uint64_t>(id) * 0x9E3779B97F4A7C15U) >> shift_;
        while (slots_[slot] != 0 && entries_[slots_[slot] - 1].id != id)
            slot = (slot + 1) & (slots_.size() - 1);
        return slot;
    }
    void rehash(std::size_t size) {
        slots_.assign(size, 0);
        shift_ = 64 - std::countr_zero(size);
        for (std::size_t i = 0; i < entries_.size(); ++i)
            slots_[slot_of(entries_[i].id)] = static_cast<std::uint32_t>(i + 1);
    }

    std::vector<Entry> entries_;
    std::vector<std::uint32_t> slots_; // entry + 1, 0: free; a power of two of them
    int shift_ = 64;
};

// The ids alone.
template <class Id> class IdSet {
  public:
    void reserve(std::size_t count) { ids_.reserve(count); }
    void insert(Id id) { ids_[id]; }
    bool contains(Id id) const { return ids_.contains(id); }
    bool empty() const { return ids_.empty(); }

  private:
    struct Nothing {};
    IdMap<Id, Nothing> ids_;
};

} // namespace nova
