/*
 * cursor.c: the walk of a scan: where it begins, when it ends, and what its filters let through.
 */
#include <string.h>

#include "memory/memory_store.h"

static void bound(struct sup__memory_probe *probe, const struct sup_scan *scan,
                  const struct sup_value *values, uint32_t count);
static int is_within(const struct sup__memory_cursor *cursor);
static int is_let_through(const struct sup__memory_cursor *cursor,
                          const struct sup__memory_row *row);

int32_t sup__memory_cursor_begin(struct sup__memory_cursor *cursor, struct sup__memory_store *store,
                                 const struct sup_scan *scan)
{
    struct sup__memory_table *table = sup__memory_table_at(store, scan->table);
    if (table == NULL) {
        return store->head.error.code;
    }
    if (scan->index >= table->index_count) {
        return sup__memory_misfit(store, "no index has that number");
    }
    uint32_t columns = table->indexes[scan->index].count;
    if (scan->prefix_count > columns || scan->lower_count > columns - scan->prefix_count ||
        scan->upper_count > columns - scan->prefix_count) {
        return sup__memory_misfit(store, "a bound has more values than the index has columns");
    }
    struct sup__memory_probe lower;
    struct sup__memory_probe upper;
    bound(&lower, scan, scan->lower, scan->lower_count);
    bound(&upper, scan, scan->upper, scan->upper_count);
    cursor->table = table;
    cursor->scan = scan;
    cursor->left = scan->limit == 0 ? UINT32_MAX : scan->limit;
    if (!scan->is_descending) {
        int is_after = scan->lower_count > 0 && scan->lower_is_open;
        cursor->place = sup__memory_key_seek(table, scan->index, &lower, is_after);
        cursor->last = upper;
    } else {
        int is_after = scan->upper_count == 0 || !scan->upper_is_open;
        struct sup__tree_place past = sup__memory_key_seek(table, scan->index, &upper, is_after);
        cursor->place = past.leaf != NULL ? sup__tree_step(past, 0)
                                          : sup__tree_end(&table->indexes[scan->index].tree, 1);
        cursor->last = lower;
    }
    return SUP_OK;
}

struct sup__memory_row *sup__memory_cursor_next(struct sup__memory_cursor *cursor)
{
    int side = !cursor->scan->is_descending;
    while (cursor->place.leaf != NULL && cursor->left > 0 && is_within(cursor)) {
        struct sup__memory_row *row = cursor->place.leaf->entries[cursor->place.at].row;
        cursor->place = sup__tree_step(cursor->place, side);
        if (is_let_through(cursor, row)) {
            /* No limit is a number that no walk counts down to zero. */
            cursor->left -= cursor->scan->limit != 0;
            return row;
        }
    }
    return NULL;
}

static void bound(struct sup__memory_probe *probe, const struct sup_scan *scan,
                  const struct sup_value *values, uint32_t count)
{
    sup__memory_probe_begin(probe);
    for (uint32_t i = 0; i < scan->prefix_count; i++) {
        sup__memory_probe_add(probe, &scan->prefix[i]);
    }
    for (uint32_t i = 0; i < count; i++) {
        sup__memory_probe_add(probe, &values[i]);
    }
    sup__memory_probe_end(probe);
}

static int is_within(const struct sup__memory_cursor *cursor)
{
    const struct sup_scan *scan = cursor->scan;
    if (cursor->last.count == 0) {
        return 1;
    }
    const struct sup__tree_entry *entry = &cursor->place.leaf->entries[cursor->place.at];
    int order = sup__memory_key_compare(cursor->table, scan->index, entry, &cursor->last);
    if (scan->is_descending) {
        return order > 0 || (order == 0 && !(scan->lower_count > 0 && scan->lower_is_open));
    }
    return order < 0 || (order == 0 && !(scan->upper_count > 0 && scan->upper_is_open));
}

/** NULL answers only to whether it is NULL, as sys/store.h says. */
static int filter_holds(const struct sup_filter *filter, const struct sup_value *value)
{
    if (value->type == SUP_NULL || filter->value.type == SUP_NULL) {
        int is_same = value->type == filter->value.type;
        return filter->value.type == SUP_NULL &&
               ((filter->compare == SUP_EQ && is_same) || (filter->compare == SUP_NE && !is_same));
    }
    int order = sup__memory_value_compare(value, &filter->value);
    switch (filter->compare) {
    case SUP_EQ:
        return order == 0;
    case SUP_NE:
        return order != 0;
    case SUP_LT:
        return order < 0;
    case SUP_LE:
        return order <= 0;
    case SUP_GT:
        return order > 0;
    case SUP_GE:
        return order >= 0;
    default:
        return 0;
    }
}

static int is_let_through(const struct sup__memory_cursor *cursor,
                          const struct sup__memory_row *row)
{
    for (uint32_t i = 0; i < cursor->scan->filter_count; i++) {
        const struct sup_filter *filter = &cursor->scan->filters[i];
        struct sup_value value;
        sup__memory_row_value(cursor->table, row, filter->column, &value);
        if (!filter_holds(filter, &value)) {
            return 0;
        }
    }
    return 1;
}
