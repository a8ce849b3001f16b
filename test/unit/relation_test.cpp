#include <gtest/gtest.h>

#include "fakes.hpp"

namespace nova {
namespace {

using namespace fake;

TEST(RelationCatalog, TreesSumUpWhatWasAnalysed) {
    RelationCatalog relations;
    relations.add(relation(1));
    relations.add(relation(2, TableSize{10, 1}));
    relations.add(relation(3));
    relations.add(relation(4, TableSize{5, 2}));
    relations.add_child(RelationId{1}, RelationId{2});
    relations.add_child(RelationId{1}, RelationId{3});
    relations.add_child(RelationId{3}, RelationId{4});
    relations.add_child(RelationId{2}, RelationId{4}); // multiple inheritance counts once
    EXPECT_EQ(relations.tree(RelationId{1}).size(), 4u);
    EXPECT_DOUBLE_EQ(relations.tree_size(RelationId{1})->rows, 15);
    EXPECT_DOUBLE_EQ(relations.tree_size(RelationId{1})->pages, 3);
    EXPECT_FALSE(relations.tree_size(RelationId{5}));
}

} // namespace
} // namespace nova
