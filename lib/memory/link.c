/*
 * link.c: a row into, out of and from one to another place of all its table's indexes.
 */
#include "memory/table.h"

struct sup__memory_row *sup__memory_row_find(const struct sup__memory_table *table,
                                             const struct sup_value *key)
{
    struct sup__memory_probe probe;
    sup__memory_probe_row(&probe, &table->indexes[0], key);
    struct sup__tree_place place = sup__memory_key_find(table, 0, &probe);
    return place.leaf == NULL ? NULL : place.leaf->entries[place.at].row;
}

int sup__memory_row_collides(const struct sup__memory_table *table, const struct sup_value *values,
                             const struct sup__memory_row *self)
{
    for (uint32_t number = 0; number < table->index_count; number++) {
        const struct sup__memory_index *index = &table->indexes[number];
        struct sup__memory_probe probe;
        if (!index->is_unique) {
            continue;
        }
        sup__memory_probe_begin(&probe);
        for (uint32_t i = 0; i < index->named_count; i++) {
            sup__memory_probe_add(&probe, &values[index->columns[i]]);
        }
        sup__memory_probe_end(&probe);
        struct sup__tree_place place = sup__memory_key_find(table, number, &probe);
        if (place.leaf != NULL && place.leaf->entries[place.at].row != self) {
            return 1;
        }
    }
    return 0;
}

int32_t sup__memory_row_reserve(const struct sup__memory_table *table,
                                struct sup__tree_spares *spares, const struct sup__mem *mem)
{
    uint32_t inners = 0;
    for (uint32_t number = 0; number < table->index_count; number++) {
        inners += table->indexes[number].tree.levels + 1;
    }
    return sup__spares_reserve(spares, mem, table->index_count, inners);
}

void sup__memory_row_link(struct sup__memory_table *table, struct sup__tree_spares *spares,
                          struct sup__memory_row *row)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    sup__memory_row_values(table, row, values);
    for (uint32_t number = 0; number < table->index_count; number++) {
        struct sup__memory_probe probe;
        sup__memory_probe_row(&probe, &table->indexes[number], values);
        sup__memory_key_insert(table, number, spares, row, &probe);
    }
}

void sup__memory_row_unlink(struct sup__memory_table *table, struct sup__memory_row *row)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    sup__memory_row_values(table, row, values);
    for (uint32_t number = 0; number < table->index_count; number++) {
        struct sup__memory_probe probe;
        sup__memory_probe_row(&probe, &table->indexes[number], values);
        sup__tree_remove(&table->indexes[number].tree, sup__memory_key_find(table, number, &probe));
    }
}

void sup__memory_row_exchange(struct sup__memory_table *table, struct sup__tree_spares *spares,
                              struct sup__memory_row *old, struct sup__memory_row *fresh)
{
    struct sup_value before[SUP_STORE_COLUMNS_MAX];
    struct sup_value after[SUP_STORE_COLUMNS_MAX];
    sup__memory_row_values(table, old, before);
    sup__memory_row_values(table, fresh, after);
    for (uint32_t number = 0; number < table->index_count; number++) {
        struct sup__memory_probe probe;
        sup__memory_probe_row(&probe, &table->indexes[number], before);
        struct sup__tree_place place = sup__memory_key_find(table, number, &probe);
        sup__memory_probe_row(&probe, &table->indexes[number], after);
        if (sup__memory_key_compare(table, number, &place.leaf->entries[place.at], &probe) == 0) {
            place.leaf->entries[place.at].row = fresh;
        } else {
            sup__tree_remove(&table->indexes[number].tree, place);
            sup__memory_key_insert(table, number, spares, fresh, &probe);
        }
    }
}
