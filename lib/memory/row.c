/*
 * row.c: values to rows and back. A row costs one allocation, so that a verb has one place at
 * which memory can run out, before anything is changed.
 */
#include "memory/table.h"

#include <string.h>

struct sup__memory_row *sup__memory_row_new(const struct sup__mem *mem,
                                            const struct sup__memory_table *table,
                                            const struct sup_value *values)
{
    size_t bytes_offset =
        sizeof(struct sup__memory_row) + table->column_count * sizeof(struct sup__memory_cell);
    size_t bytes = bytes_offset;
    for (uint32_t i = 0; i < table->column_count; i++) {
        if (values[i].type == SUP_TEXT || values[i].type == SUP_BLOB) {
            if (values[i].bytes > UINT32_MAX - bytes) {
                return NULL;
            }
            bytes += values[i].bytes;
        }
    }
    struct sup__memory_row *row = sup__alloc(mem, bytes);
    if (row == NULL) {
        return NULL;
    }
    struct sup__memory_cell *cells = row->cells;
    size_t end = bytes_offset;
    row->nulls = 0;
    row->holders = 0;
    row->is_dead = 0;
    for (uint32_t i = 0; i < table->column_count; i++) {
        if (values[i].type == SUP_INT) {
            cells[i].as.number = values[i].number;
        } else if (values[i].type == SUP_NULL) {
            row->nulls |= UINT64_C(1) << i;
        } else {
            cells[i].as.span.offset = (uint32_t)end;
            cells[i].as.span.bytes = (uint32_t)values[i].bytes;
            if (values[i].bytes > 0) {
                memcpy((char *)row + end, values[i].data, values[i].bytes);
                end += values[i].bytes;
            }
        }
    }
    return row;
}

void sup__memory_row_free(const struct sup__mem *mem, struct sup__memory_row *row)
{
    if (row != NULL && row->holders > 0) {
        row->is_dead = 1;
    } else {
        sup__dealloc(mem, row);
    }
}

void sup__memory_row_hold(struct sup__memory_row *row)
{
    if (row != NULL) {
        row->holders++;
    }
}

void sup__memory_row_release(const struct sup__mem *mem, struct sup__memory_row *row)
{
    if (row == NULL) {
        return;
    }
    row->holders--;
    if (row->holders == 0 && row->is_dead) {
        sup__dealloc(mem, row);
    }
}

void sup__memory_row_value(const struct sup__memory_table *table, const struct sup__memory_row *row,
                           uint32_t column, struct sup_value *value)
{
    memset(value, 0, sizeof *value);
    if ((row->nulls >> column & 1) != 0) {
        return;
    }
    value->type = table->columns[column].type;
    if (value->type == SUP_INT) {
        value->number = row->cells[column].as.number;
    } else {
        value->data = (const char *)row + row->cells[column].as.span.offset;
        value->bytes = row->cells[column].as.span.bytes;
    }
}

void sup__memory_row_values(const struct sup__memory_table *table,
                            const struct sup__memory_row *row, struct sup_value *values)
{
    for (uint32_t i = 0; i < table->column_count; i++) {
        sup__memory_row_value(table, row, i, &values[i]);
    }
}

int sup__memory_value_compare(const struct sup_value *a, const struct sup_value *b)
{
    if (a->type != b->type) {
        return a->type < b->type ? -1 : 1;
    }
    if (a->type == SUP_INT) {
        return (a->number > b->number) - (a->number < b->number);
    }
    size_t shared = a->bytes < b->bytes ? a->bytes : b->bytes;
    int order = shared > 0 ? memcmp(a->data, b->data, shared) : 0;
    return order != 0 ? order : (a->bytes > b->bytes) - (a->bytes < b->bytes);
}
