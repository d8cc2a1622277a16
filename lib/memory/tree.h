/*
 * tree.h: an ordered index, as a B+tree of pointers to rows.
 *
 * Two things set it apart from the textbook. Nodes are never merged or freed and the bounds
 * between them never move while a transaction runs, only new bounds are added: undoing its changes
 * in reverse order therefore finds room in every leaf, and a rollback allocates nothing. And what
 * an insertion may need is set aside beforehand (struct sup__tree_spares), so it cannot fail
 * half-way. Leaves that were emptied go when the transaction ends (sup__tree_tidy).
 *
 * Comparing two rows column by column means reading both, and in a large table each row read is
 * a cache miss. So an entry carries the first 16 bytes of its key, see key.c.
 */
#ifndef SUP__MEMORY_TREE_H
#define SUP__MEMORY_TREE_H

#include "base/memory.h"

enum { SUP__TREE_NODE_ENTRIES = 64 };

struct sup__memory_row;

struct sup__tree_entry {
    uint64_t head[2];
    struct sup__memory_row *row;
};

/** In a leaf the entries are rows; in an inner node entry i is the lower bound of child i, that of
 *  the leftmost child without meaning. A bound holds its row: see sup__memory_row_hold(). */
struct sup__tree_node {
    struct sup__tree_node *parent;
    struct sup__tree_node *beside[2];  /* of a leaf: the leaves before and after */
    struct sup__tree_node *next_empty; /* of a leaf: in the tree's list of emptied ones */
    uint32_t count;
    uint16_t is_inner;
    uint16_t is_listed;
    struct sup__tree_entry entries[SUP__TREE_NODE_ENTRIES];
    struct sup__tree_node *children[]; /* of an inner node: as many */
};

struct sup__tree {
    struct sup__tree_node *root;
    struct sup__tree_node *emptied;
    uint32_t levels; /* of inner nodes */
};

/** Nodes set aside for insertions to come, chained by parent. */
struct sup__tree_spares {
    struct sup__tree_node *leaves;
    struct sup__tree_node *inners;
    uint32_t leaf_count;
    uint32_t inner_count;
};

/** A place among a tree's entries; no leaf: past the end. */
struct sup__tree_place {
    struct sup__tree_node *leaf;
    uint32_t at;
};

/** Set aside what one insertion into each of `count` trees may need, SUP_NOMEM. */
int32_t sup__spares_reserve(struct sup__tree_spares *spares, const struct sup__mem *mem,
                            uint32_t leaves, uint32_t inners);
void sup__spares_free(struct sup__tree_spares *spares, const struct sup__mem *mem);

/** Insert before `place`, which has a leaf unless the tree has no root. */
void sup__tree_insert(struct sup__tree *tree, struct sup__tree_spares *spares,
                      struct sup__tree_place place, const struct sup__tree_entry *entry);
void sup__tree_remove(struct sup__tree *tree, struct sup__tree_place place);
/** Let go of leaves that were emptied; not while a transaction may be rolled back. */
void sup__tree_tidy(struct sup__tree *tree, const struct sup__mem *mem);
/** Free the nodes; the rows are the caller's. */
void sup__tree_free(struct sup__tree *tree, const struct sup__mem *mem);

/** The outermost entry on a side: 0 the first, 1 the last. */
struct sup__tree_place sup__tree_end(const struct sup__tree *tree, int side);
/** The neighbour in key order: side 1 the next, side 0 the one before. */
struct sup__tree_place sup__tree_step(struct sup__tree_place place, int side);

/** A bound keeps a row's memory, though not the row in the table, until it is released. */
void sup__memory_row_hold(struct sup__memory_row *row);
void sup__memory_row_release(const struct sup__mem *mem, struct sup__memory_row *row);

#endif
