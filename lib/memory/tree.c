/*
 * tree.c: AVL insertion and removal on intrusive nodes, from Adelson-Velsky and Landis (1962) with
 * the balance arithmetic of Wirth. The search itself is in key.c, which knows how keys compare.
 */
#include "memory/tree.h"

#include <stddef.h>

static void set_child(struct sup__tree *tree, struct sup__tree_node *parent,
                      const struct sup__tree_node *old, struct sup__tree_node *fresh);
static struct sup__tree_node *rotate(struct sup__tree *tree, struct sup__tree_node *node, int side);
static struct sup__tree_node *restore(struct sup__tree *tree, struct sup__tree_node *node);
static void trade_places(struct sup__tree *tree, struct sup__tree_node *node,
                         struct sup__tree_node *next);
static void grown(struct sup__tree *tree, struct sup__tree_node *node);
static void shrunk(struct sup__tree *tree, struct sup__tree_node *parent, int side);

void sup__tree_link(struct sup__tree *tree, struct sup__tree_node *node,
                    struct sup__tree_node *parent, int side)
{
    node->child[0] = NULL;
    node->child[1] = NULL;
    node->parent = parent;
    node->balance = 0;
    if (parent == NULL) {
        tree->root = node;
        return;
    }
    parent->child[side] = node;
    grown(tree, node);
}

void sup__tree_unlink(struct sup__tree *tree, struct sup__tree_node *node)
{
    if (node->child[0] != NULL && node->child[1] != NULL) {
        trade_places(tree, node, sup__tree_step(node, 1));
    }
    struct sup__tree_node *parent = node->parent;
    struct sup__tree_node *below = node->child[0] != NULL ? node->child[0] : node->child[1];
    int side = parent != NULL && parent->child[1] == node;
    set_child(tree, parent, node, below);
    if (below != NULL) {
        below->parent = parent;
    }
    shrunk(tree, parent, side);
}

void sup__tree_replace(struct sup__tree *tree, struct sup__tree_node *node,
                       struct sup__tree_node *fresh)
{
    *fresh = *node;
    set_child(tree, node->parent, node, fresh);
    for (int side = 0; side < 2; side++) {
        if (fresh->child[side] != NULL) {
            fresh->child[side]->parent = fresh;
        }
    }
}

struct sup__tree_node *sup__tree_end(const struct sup__tree *tree, int side)
{
    struct sup__tree_node *node = tree->root;
    while (node != NULL && node->child[side] != NULL) {
        node = node->child[side];
    }
    return node;
}

struct sup__tree_node *sup__tree_step(struct sup__tree_node *node, int side)
{
    if (node->child[side] != NULL) {
        node = node->child[side];
        while (node->child[!side] != NULL) {
            node = node->child[!side];
        }
        return node;
    }
    while (node->parent != NULL && node->parent->child[side] == node) {
        node = node->parent;
    }
    return node->parent;
}

static void set_child(struct sup__tree *tree, struct sup__tree_node *parent,
                      const struct sup__tree_node *old, struct sup__tree_node *fresh)
{
    if (parent == NULL) {
        tree->root = fresh;
    } else {
        parent->child[parent->child[1] == old] = fresh;
    }
}

/** Move `node` down to `side`; its other child takes its place and is returned. */
static struct sup__tree_node *rotate(struct sup__tree *tree, struct sup__tree_node *node, int side)
{
    struct sup__tree_node *up = node->child[!side];
    struct sup__tree_node *across = up->child[side];
    set_child(tree, node->parent, node, up);
    up->parent = node->parent;
    up->child[side] = node;
    node->parent = up;
    node->child[!side] = across;
    if (across != NULL) {
        across->parent = node;
    }
    if (side == 0) {
        node->balance -= 1 + (up->balance > 0 ? up->balance : 0);
        up->balance -= 1 - (node->balance < 0 ? node->balance : 0);
    } else {
        node->balance += 1 - (up->balance < 0 ? up->balance : 0);
        up->balance += 1 + (node->balance > 0 ? node->balance : 0);
    }
    return up;
}

/** Rebalance a node whose sides differ by two; the node that stands there afterwards. */
static struct sup__tree_node *restore(struct sup__tree *tree, struct sup__tree_node *node)
{
    int heavy = node->balance > 0;
    struct sup__tree_node *child = node->child[heavy];
    if (heavy ? child->balance < 0 : child->balance > 0) {
        (void)rotate(tree, child, heavy);
    }
    return rotate(tree, node, !heavy);
}

/** Exchange a node that has two children with the next one, which has no child before it. */
static void trade_places(struct sup__tree *tree, struct sup__tree_node *node,
                         struct sup__tree_node *next)
{
    struct sup__tree_node *next_parent = next->parent;
    struct sup__tree_node *next_after = next->child[1];
    int64_t next_balance = next->balance;

    set_child(tree, node->parent, node, next);
    next->parent = node->parent;
    next->balance = node->balance;
    next->child[0] = node->child[0];
    next->child[0]->parent = next;
    if (next_parent == node) {
        next->child[1] = node;
        node->parent = next;
    } else {
        next->child[1] = node->child[1];
        next->child[1]->parent = next;
        next_parent->child[0] = node;
        node->parent = next_parent;
    }
    node->child[0] = NULL;
    node->child[1] = next_after;
    if (next_after != NULL) {
        next_after->parent = node;
    }
    node->balance = next_balance;
}

/** The subtree at `node` became one higher. */
static void grown(struct sup__tree *tree, struct sup__tree_node *node)
{
    for (struct sup__tree_node *parent = node->parent; parent != NULL; parent = node->parent) {
        parent->balance += parent->child[1] == node ? 1 : -1;
        if (parent->balance == 0) {
            return;
        }
        if (parent->balance == 2 || parent->balance == -2) {
            (void)restore(tree, parent);
            return;
        }
        node = parent;
    }
}

/** The subtree on `side` of `parent` became one lower. */
static void shrunk(struct sup__tree *tree, struct sup__tree_node *parent, int side)
{
    while (parent != NULL) {
        parent->balance += side == 1 ? -1 : 1;
        if (parent->balance == 1 || parent->balance == -1) {
            return;
        }
        if (parent->balance != 0) {
            parent = restore(tree, parent);
            if (parent->balance != 0) {
                return;
            }
        }
        struct sup__tree_node *above = parent->parent;
        side = above != NULL && above->child[1] == parent;
        parent = above;
    }
}
