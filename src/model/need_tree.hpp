// A need with the needs of the partitions below its table: each has column numbers, and indexes, of its own.
#pragma once

#include <vector>

#include "model/need.hpp"

namespace nova {

struct NeedTree {
    const Need *need = nullptr;
    bool partitioned = false;
    std::vector<NeedTree> partitions; // direct ones

    RelationId table() const { return need->table; }
    // The leaves, depth first; the tree itself for a plain table, nothing for a partitioned table without leaves.
    std::vector<const NeedTree *> leaves() const {
        std::vector<const NeedTree *> result;
        add_leaves(result);
        return result;
    }

  private:
    void add_leaves(std::vector<const NeedTree *> &result) const {
        if (!partitioned)
            result.push_back(this);
        for (const NeedTree &partition : partitions)
            partition.add_leaves(result);
    }
};

} // namespace nova
