/*
 * tree.c: the shape of a B+tree: splits on the way in, and the leaves emptied on the way out. The
 * search is in key.c, which knows how keys compare.
 */
#include "memory/tree.h"

#include <assert.h>
#include <string.h>

static struct sup__tree_node *spare_take(struct sup__tree_node **spares, uint32_t *count);
static struct sup__tree_place leaf_split(struct sup__tree *tree, struct sup__tree_spares *spares,
                                         struct sup__tree_place place,
                                         const struct sup__tree_entry *entry);
static void sibling_add(struct sup__tree *tree, struct sup__tree_spares *spares,
                        struct sup__tree_node *left, struct sup__tree_node *right,
                        const struct sup__tree_entry *bound);
static void leaf_drop(struct sup__tree *tree, const struct sup__mem *mem,
                      struct sup__tree_node *leaf);

static int spare_add(struct sup__tree_node **spares, uint32_t *count, const struct sup__mem *mem,
                     uint16_t is_inner)
{
    size_t bytes = sizeof(struct sup__tree_node);
    if (is_inner) {
        bytes += SUP__TREE_NODE_ENTRIES * sizeof(struct sup__tree_node *);
    }
    struct sup__tree_node *node = sup__alloc(mem, bytes);
    if (node == NULL) {
        return 0;
    }
    node->is_inner = is_inner;
    node->parent = *spares;
    *spares = node;
    *count += 1;
    return 1;
}

int32_t sup__spares_reserve(struct sup__tree_spares *spares, const struct sup__mem *mem,
                            uint32_t leaves, uint32_t inners)
{
    while (spares->leaf_count < leaves) {
        if (!spare_add(&spares->leaves, &spares->leaf_count, mem, 0)) {
            return SUP_NOMEM;
        }
    }
    while (spares->inner_count < inners) {
        if (!spare_add(&spares->inners, &spares->inner_count, mem, 1)) {
            return SUP_NOMEM;
        }
    }
    return SUP_OK;
}

void sup__spares_free(struct sup__tree_spares *spares, const struct sup__mem *mem)
{
    while (spares->leaf_count > 0) {
        sup__dealloc(mem, spare_take(&spares->leaves, &spares->leaf_count));
    }
    while (spares->inner_count > 0) {
        sup__dealloc(mem, spare_take(&spares->inners, &spares->inner_count));
    }
}

static struct sup__tree_node *spare_take(struct sup__tree_node **spares, uint32_t *count)
{
    struct sup__tree_node *node = *spares;
    assert(node != NULL);
    *spares = node->parent;
    *count -= 1;
    node->parent = NULL;
    node->beside[0] = NULL;
    node->beside[1] = NULL;
    node->next_empty = NULL;
    node->count = 0;
    node->is_listed = 0;
    return node;
}

void sup__tree_insert(struct sup__tree *tree, struct sup__tree_spares *spares,
                      struct sup__tree_place place, const struct sup__tree_entry *entry)
{
    if (tree->root == NULL) {
        tree->root = spare_take(&spares->leaves, &spares->leaf_count);
        place.leaf = tree->root;
        place.at = 0;
    }
    if (place.leaf->count == SUP__TREE_NODE_ENTRIES) {
        place = leaf_split(tree, spares, place, entry);
    }
    struct sup__tree_entry *entries = place.leaf->entries;
    memmove(entries + place.at + 1, entries + place.at,
            (place.leaf->count - place.at) * sizeof *entries);
    entries[place.at] = *entry;
    place.leaf->count++;
}

void sup__tree_remove(struct sup__tree *tree, struct sup__tree_place place)
{
    struct sup__tree_node *leaf = place.leaf;
    leaf->count--;
    memmove(leaf->entries + place.at, leaf->entries + place.at + 1,
            (leaf->count - place.at) * sizeof *leaf->entries);
    if (leaf->count == 0 && !leaf->is_listed) {
        leaf->is_listed = 1;
        leaf->next_empty = tree->emptied;
        tree->emptied = leaf;
    }
}

void sup__tree_tidy(struct sup__tree *tree, const struct sup__mem *mem)
{
    while (tree->emptied != NULL) {
        struct sup__tree_node *leaf = tree->emptied;
        tree->emptied = leaf->next_empty;
        leaf->is_listed = 0;
        if (leaf->count == 0) {
            leaf_drop(tree, mem, leaf);
        }
    }
    while (tree->root != NULL && tree->root->is_inner && tree->root->count == 1) {
        struct sup__tree_node *root = tree->root;
        tree->root = root->children[0];
        tree->root->parent = NULL;
        tree->levels--;
        sup__memory_row_release(mem, root->entries[0].row);
        sup__dealloc(mem, root);
    }
}

static void node_free(struct sup__tree_node *node, const struct sup__mem *mem)
{
    if (node->is_inner) {
        for (uint32_t i = 0; i < node->count; i++) {
            sup__memory_row_release(mem, node->entries[i].row);
            node_free(node->children[i], mem);
        }
    }
    sup__dealloc(mem, node);
}

void sup__tree_free(struct sup__tree *tree, const struct sup__mem *mem)
{
    if (tree->root != NULL) {
        node_free(tree->root, mem);
    }
    memset(tree, 0, sizeof *tree);
}

struct sup__tree_place sup__tree_end(const struct sup__tree *tree, int side)
{
    struct sup__tree_node *node = tree->root;
    while (node != NULL && node->is_inner) {
        node = node->children[side == 0 ? 0 : node->count - 1];
    }
    while (node != NULL && node->count == 0) {
        node = node->beside[!side];
    }
    struct sup__tree_place place = {node, node == NULL || side == 0 ? 0 : node->count - 1};
    return place;
}

struct sup__tree_place sup__tree_step(struct sup__tree_place place, int side)
{
    if (side == 0 ? place.at > 0 : place.at + 1 < place.leaf->count) {
        place.at = side == 0 ? place.at - 1 : place.at + 1;
        return place;
    }
    do {
        place.leaf = place.leaf->beside[side];
    } while (place.leaf != NULL && place.leaf->count == 0);
    place.at = place.leaf == NULL || side == 1 ? 0 : place.leaf->count - 1;
    return place;
}

/** Make room for an entry in a full leaf; the place where it goes then. */
static struct sup__tree_place leaf_split(struct sup__tree *tree, struct sup__tree_spares *spares,
                                         struct sup__tree_place place,
                                         const struct sup__tree_entry *entry)
{
    struct sup__tree_node *left = place.leaf;
    struct sup__tree_node *right = spare_take(&spares->leaves, &spares->leaf_count);
    /* Keys mostly come in growing order: the last leaf then stays full. */
    int is_append = left->beside[1] == NULL && place.at == left->count;
    uint32_t kept = is_append ? left->count : left->count / 2;

    right->count = left->count - kept;
    memcpy(right->entries, left->entries + kept, right->count * sizeof *right->entries);
    left->count = kept;
    right->beside[0] = left;
    right->beside[1] = left->beside[1];
    left->beside[1] = right;
    if (right->beside[1] != NULL) {
        right->beside[1]->beside[0] = right;
    }
    sibling_add(tree, spares, left, right, is_append ? entry : &right->entries[0]);
    if (is_append || place.at > kept) {
        place.leaf = right;
        place.at -= kept;
    }
    return place;
}

static uint32_t position_of(const struct sup__tree_node *parent, const struct sup__tree_node *child)
{
    uint32_t at = 0;
    while (parent->children[at] != child) {
        at++;
    }
    return at;
}

/** The upper half of a full inner node, as a node of its own that is not in the tree yet. */
static struct sup__tree_node *inner_split(struct sup__tree_spares *spares,
                                          struct sup__tree_node *node)
{
    struct sup__tree_node *upper = spare_take(&spares->inners, &spares->inner_count);
    uint32_t kept = node->count / 2;
    upper->count = node->count - kept;
    memcpy(upper->entries, node->entries + kept, upper->count * sizeof *upper->entries);
    memcpy(upper->children, node->children + kept, upper->count * sizeof *upper->children);
    for (uint32_t i = 0; i < upper->count; i++) {
        upper->children[i]->parent = upper;
    }
    node->count = kept;
    return upper;
}

static void child_insert(struct sup__tree_node *parent, uint32_t at, struct sup__tree_node *child,
                         const struct sup__tree_entry *bound)
{
    memmove(parent->entries + at + 1, parent->entries + at,
            (parent->count - at) * sizeof *parent->entries);
    memmove(parent->children + at + 1, parent->children + at,
            (parent->count - at) * sizeof(struct sup__tree_node *));
    parent->entries[at] = *bound;
    parent->children[at] = child;
    parent->count++;
    child->parent = parent;
    sup__memory_row_hold(bound->row);
}

/** Put `right` into the tree after `left`; all its keys are at least `bound`. */
static void sibling_add(struct sup__tree *tree, struct sup__tree_spares *spares,
                        struct sup__tree_node *left, struct sup__tree_node *right,
                        const struct sup__tree_entry *bound)
{
    static const struct sup__tree_entry no_bound;
    struct sup__tree_node *parent = left->parent;
    if (parent == NULL) {
        parent = spare_take(&spares->inners, &spares->inner_count);
        child_insert(parent, 0, left, &no_bound);
        tree->root = parent;
        tree->levels++;
    }
    uint32_t at = position_of(parent, left) + 1;
    if (parent->count == SUP__TREE_NODE_ENTRIES) {
        struct sup__tree_node *upper = inner_split(spares, parent);
        sibling_add(tree, spares, parent, upper, &upper->entries[0]);
        if (at > parent->count) {
            at -= parent->count;
            parent = upper;
        }
    }
    child_insert(parent, at, right, bound);
}

/** Take an empty leaf out of the tree, and with it what has no other child. */
static void leaf_drop(struct sup__tree *tree, const struct sup__mem *mem,
                      struct sup__tree_node *leaf)
{
    for (int side = 0; side < 2; side++) {
        if (leaf->beside[side] != NULL) {
            leaf->beside[side]->beside[!side] = leaf->beside[!side];
        }
    }
    struct sup__tree_node *node = leaf;
    while (node != NULL && node->count == 0) {
        struct sup__tree_node *parent = node->parent;
        if (parent == NULL) {
            tree->root = NULL;
            tree->levels = 0;
        } else {
            uint32_t at = position_of(parent, node);
            sup__memory_row_release(mem, parent->entries[at].row);
            parent->count--;
            memmove(parent->entries + at, parent->entries + at + 1,
                    (parent->count - at) * sizeof *parent->entries);
            memmove(parent->children + at, parent->children + at + 1,
                    (parent->count - at) * sizeof(struct sup__tree_node *));
        }
        sup__dealloc(mem, node);
        node = parent;
    }
}
