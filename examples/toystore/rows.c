/* rows.c: rows, and tables as sorted lists of them. */
#include "drawer.h"

#include <stdlib.h>
#include <string.h>

struct row *row_copy(const struct sup_value *values, uint32_t count)
{
    size_t bytes = sizeof(struct row) + count * sizeof(struct sup_value);
    size_t at = bytes;
    for (uint32_t i = 0; i < count; i++) {
        bytes += values[i].type == SUP_TEXT || values[i].type == SUP_BLOB ? values[i].bytes : 0;
    }
    struct row *row = malloc(bytes);
    if (row == NULL) {
        return NULL;
    }
    row->count = count;
    row->reserved = 0;
    for (uint32_t i = 0; i < count; i++) {
        row->values[i] = values[i];
        if (values[i].type == SUP_TEXT || values[i].type == SUP_BLOB) {
            char *place = (char *)row + at;
            if (values[i].bytes != 0) {
                memcpy(place, values[i].data, values[i].bytes);
            }
            row->values[i].data = place;
            at += values[i].bytes;
        }
    }
    return row;
}

int value_compare(const struct sup_value *a, const struct sup_value *b)
{
    if (a->type != b->type) {
        return a->type < b->type ? -1 : 1;
    }
    if (a->type == SUP_INT) {
        return a->number < b->number ? -1 : a->number > b->number;
    }
    if (a->type == SUP_NULL) {
        return 0;
    }
    size_t both = a->bytes < b->bytes ? a->bytes : b->bytes;
    int order = both == 0 ? 0 : memcmp(a->data, b->data, both);
    return order != 0 ? order : a->bytes < b->bytes ? -1 : a->bytes > b->bytes;
}

uint32_t index_order(const struct sup_table *shape, uint32_t index, uint32_t *order)
{
    uint32_t count = 0;
    if (index != 0) {
        const struct sup_index *chosen = &shape->indexes[index - 1];
        for (; count < chosen->column_count; count++) {
            order[count] = chosen->columns[count];
        }
    }
    for (uint32_t column = 0; column < shape->key_count; column++) {
        uint32_t seen = 0;
        while (seen < count && order[seen] != column) {
            seen++;
        }
        if (seen == count) {
            order[count++] = column;
        }
    }
    return count;
}

/** The primary key is the first columns, in their order. */
static int key_compare(const struct table *table, const struct row *row, const struct sup_value *key)
{
    int order = 0;
    for (uint32_t i = 0; i < table->shape->key_count && order == 0; i++) {
        order = value_compare(&row->values[i], &key[i]);
    }
    return order;
}

int table_find(const struct table *table, const struct sup_value *key, size_t *place)
{
    size_t low = 0;
    size_t high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (key_compare(table, table->rows[middle], key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *place = low;
    return low < table->count && key_compare(table, table->rows[low], key) == 0;
}

static int has_values(const struct sup_index *index, const struct row *row,
                      const struct sup_value *values)
{
    for (uint32_t i = 0; i < index->column_count; i++) {
        if (value_compare(&row->values[index->columns[i]], &values[index->columns[i]]) != 0) {
            return 0;
        }
    }
    return 1;
}

struct row *table_taken(const struct table *table, const struct sup_value *values,
                        const struct row *except)
{
    for (uint32_t i = 0; i < table->shape->index_count; i++) {
        const struct sup_index *index = &table->shape->indexes[i];
        for (size_t at = 0; index->is_unique && at < table->count; at++) {
            if (table->rows[at] != except && has_values(index, table->rows[at], values)) {
                return table->rows[at];
            }
        }
    }
    return NULL;
}

int table_reserve(struct table *table)
{
    if (table->count < table->room) {
        return 1;
    }
    size_t room = table->room == 0 ? 16 : table->room * 2;
    struct row **rows = realloc(table->rows, room * sizeof(struct row *));
    if (rows == NULL) {
        return 0;
    }
    table->rows = rows;
    table->room = room;
    return 1;
}

void table_put_at(struct table *table, size_t place, struct row *row)
{
    memmove(table->rows + place + 1, table->rows + place,
            (table->count - place) * sizeof(struct row *));
    table->rows[place] = row;
    table->count++;
}

/** Its room stays, so a rollback can put the row back without memory. */
void table_take_at(struct table *table, size_t place)
{
    table->count--;
    memmove(table->rows + place, table->rows + place + 1,
            (table->count - place) * sizeof(struct row *));
}

void table_clear(struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        free(table->rows[i]);
    }
    free(table->rows);
    *table = (struct table){.shape = table->shape};
}
