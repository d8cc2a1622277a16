/*
 * link.c: a row into, out of and from one to another place of all its table's indexes.
 */
#include "memory/table.h"

static int node_has_named(const struct sup__memory_table *table, uint32_t number,
                          struct sup__tree_node *node, const struct sup__memory_probe *named,
                          const struct sup__memory_row *self)
{
    return node != NULL && sup__row_of_node(node, number) != self &&
           sup__key_compare(table, number, node, named) == 0;
}

int sup__row_collides(const struct sup__memory_table *table, const struct sup_value *values,
                      const struct sup__memory_row *self)
{
    for (uint32_t number = 0; number < table->index_count; number++) {
        const struct sup__memory_index *index = &table->indexes[number];
        struct sup__memory_probe probe;
        if (!index->is_unique) {
            continue;
        }
        sup__probe_begin(&probe);
        for (uint32_t i = 0; i < index->named_count; i++) {
            sup__probe_add(&probe, &values[index->columns[i]]);
        }
        sup__probe_end(&probe);
        const struct sup__memory_row *row = sup__key_find(table, number, &probe);
        if (row != NULL && row != self) {
            return 1;
        }
    }
    return 0;
}

static void link_one(struct sup__memory_table *table, uint32_t number, struct sup__memory_row *row,
                     const struct sup__memory_probe *probe)
{
    struct sup__tree_node *node = &row->nodes[number];
    struct sup__memory_place place;
    sup__key_place(table, number, probe, &place);
    node->head[0] = probe->head[0];
    node->head[1] = probe->head[1];
    sup__tree_link(&table->indexes[number].tree, node, place.parent, place.side);
}

void sup__row_link(struct sup__memory_table *table, struct sup__memory_row *row)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    sup__row_values(table, row, values);
    for (uint32_t number = 0; number < table->index_count; number++) {
        struct sup__memory_probe probe;
        sup__probe_row(&probe, &table->indexes[number], values);
        link_one(table, number, row, &probe);
    }
}

void sup__row_unlink(struct sup__memory_table *table, struct sup__memory_row *row)
{
    for (uint32_t number = 0; number < table->index_count; number++) {
        sup__tree_unlink(&table->indexes[number].tree, &row->nodes[number]);
    }
}

void sup__row_exchange(struct sup__memory_table *table, struct sup__memory_row *old,
                       struct sup__memory_row *fresh)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    sup__row_values(table, fresh, values);
    for (uint32_t number = 0; number < table->index_count; number++) {
        struct sup__tree *tree = &table->indexes[number].tree;
        struct sup__memory_probe probe;
        sup__probe_row(&probe, &table->indexes[number], values);
        if (sup__key_compare(table, number, &old->nodes[number], &probe) == 0) {
            sup__tree_replace(tree, &old->nodes[number], &fresh->nodes[number]);
        } else {
            sup__tree_unlink(tree, &old->nodes[number]);
            link_one(table, number, fresh, &probe);
        }
    }
}
