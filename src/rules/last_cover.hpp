// Would a foreign key or a policy miss an index that goes?
#pragma once

#include "model/index.hpp"
#include "model/need_tree.hpp"
#include "rules/cover.hpp"

namespace nova {

// Is the need, or a partition's part of it, served worse without the indexes `leaving` than with them? Those in
// `gone` count as gone already.
bool is_missed(const NeedTree &tree, const IndexCatalog &indexes, const IdSet<RelationId> &gone,
               const IdSet<RelationId> &leaving, const CoverFacts &facts);

} // namespace nova
