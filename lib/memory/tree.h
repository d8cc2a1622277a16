/*
 * tree.h: a balanced search tree (AVL) whose nodes live inside the rows that it orders.
 *
 * One row carries one node per index, so that linking a row into its indexes, and putting it back
 * when a transaction is rolled back, allocates nothing and cannot fail.
 */
#ifndef SUP__MEMORY_TREE_H
#define SUP__MEMORY_TREE_H

#include <stdint.h>

struct sup__tree_node {
    struct sup__tree_node *child[2]; /* 0: before, 1: after */
    struct sup__tree_node *parent;
    uint64_t head[2]; /* the key's first 16 bytes in an encoding that sorts as bytes */
    int64_t balance;  /* height of child[1] less height of child[0]: -1, 0 or 1 */
};

struct sup__tree {
    struct sup__tree_node *root;
};

/** Put a node where a search ended: below `parent` (NULL: the tree is empty) on `side`. */
void sup__tree_link(struct sup__tree *tree, struct sup__tree_node *node,
                    struct sup__tree_node *parent, int side);
void sup__tree_unlink(struct sup__tree *tree, struct sup__tree_node *node);
/** Let `fresh` stand where `node` stood; both have the same key. */
void sup__tree_replace(struct sup__tree *tree, struct sup__tree_node *node,
                       struct sup__tree_node *fresh);

/** The outermost node on a side: 0 the first, 1 the last; NULL when the tree is empty. */
struct sup__tree_node *sup__tree_end(const struct sup__tree *tree, int side);
/** The neighbour in key order: side 1 the next, side 0 the one before; NULL at the end. */
struct sup__tree_node *sup__tree_step(struct sup__tree_node *node, int side);

#endif
