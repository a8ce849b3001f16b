#include <gtest/gtest.h>

#include "fakes.hpp"

namespace nova {
namespace {

using namespace fake;

TEST(RelationCatalog, PartitionTreesSumUpWhatWasAnalysed) {
    RelationCatalog relations;
    Relation root = relation(1);
    Relation branch = relation(3);
    root.partitioned = branch.partitioned = true;
    relations.add(root);
    relations.add(relation(2, TableSize{10, 1}));
    relations.add(branch);
    relations.add(relation(4, TableSize{5, 2}));
    relations.add(relation(5));
    relations.add_child(RelationId{1}, RelationId{2});
    relations.add_child(RelationId{1}, RelationId{3});
    relations.add_child(RelationId{3}, RelationId{4});
    relations.add_child(RelationId{1}, RelationId{5});
    EXPECT_EQ(relations.partition_tree(RelationId{1}).size(), 5u);
    EXPECT_DOUBLE_EQ(relations.tree_size(RelationId{1})->rows, 15);
    EXPECT_DOUBLE_EQ(relations.tree_size(RelationId{1})->pages, 3);
    EXPECT_FALSE(relations.tree_size(RelationId{5}));
    EXPECT_FALSE(relations.tree_size(RelationId{6}));
}

TEST(RelationCatalog, InheritanceChildrenAreNotPartOfAKey) {
    RelationCatalog relations;
    relations.add(relation(1, TableSize{1, 1}));
    relations.add(relation(2, TableSize{10, 1}));
    relations.add_child(RelationId{1}, RelationId{2});
    EXPECT_DOUBLE_EQ(relations.tree_size(RelationId{1})->rows, 1);
}

} // namespace
} // namespace nova
