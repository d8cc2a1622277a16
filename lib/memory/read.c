/*
 * read.c: the memory store's verbs that change nothing.
 */
#include <string.h>

#include "base/message.h"
#include "memory/memory_store.h"

/** A sum in 64 bits that counts how often it wrapped, so that only the end result must fit. */
struct sums {
    struct sup_aggregate found;
    uint64_t sum;
    int64_t wraps;
};

static void sums_add(struct sums *sums, const struct sup_value *value);

int32_t sup__memory_get(struct sup_store *store, uint32_t table, uint32_t index,
                        const struct sup_value *key, sup_row_fn fn, void *context)
{
    struct sup__memory_store *memory = sup__memory_enter(store, SUP_READ);
    struct sup__memory_table *shape = memory == NULL ? NULL : sup__memory_table_at(memory, table);
    if (shape == NULL) {
        return store->error.code;
    }
    if (index >= shape->index_count || !shape->indexes[index].is_unique) {
        return sup__memory_misfit(memory, "no unique index has that number");
    }
    struct sup__memory_probe probe;
    sup__memory_probe_begin(&probe);
    for (uint32_t i = 0; i < shape->indexes[index].named_count; i++) {
        sup__memory_probe_add(&probe, &key[i]);
    }
    sup__memory_probe_end(&probe);
    struct sup__tree_place place = sup__memory_key_find(shape, index, &probe);
    if (place.leaf == NULL) {
        return sup__fail(&store->error, SUP_MSG_STORE_NO_ROW, NULL, "no row has this key");
    }
    (void)sup__memory_call(memory, shape, place.leaf->entries[place.at].row, fn, context);
    return SUP_OK;
}

int32_t sup__memory_get_many(struct sup_store *store, uint32_t table, const struct sup_value *keys,
                             uint32_t count, sup_row_fn fn, void *context)
{
    struct sup__memory_store *memory = sup__memory_enter(store, SUP_READ);
    struct sup__memory_table *shape = memory == NULL ? NULL : sup__memory_table_at(memory, table);
    if (shape == NULL) {
        return store->error.code;
    }
    if (count > SUP_STORE_GET_MANY_MAX) {
        return sup__memory_misfit(memory, "more keys than one get_many may ask for");
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct sup_value *key = keys + (size_t)i * shape->key_count;
        const struct sup__memory_row *row = sup__memory_row_find(shape, key);
        if (row != NULL && sup__memory_call(memory, shape, row, fn, context) != 0) {
            break;
        }
    }
    return SUP_OK;
}

int32_t sup__memory_scan(struct sup_store *store, const struct sup_scan *scan, sup_row_fn fn,
                         void *context)
{
    struct sup__memory_store *memory = sup__memory_enter(store, SUP_READ);
    struct sup__memory_cursor cursor;
    if (memory == NULL || sup__memory_cursor_begin(&cursor, memory, scan) != SUP_OK) {
        return store->error.code;
    }
    struct sup__memory_row *row = sup__memory_cursor_next(&cursor);
    while (row != NULL && sup__memory_call(memory, cursor.table, row, fn, context) == 0) {
        row = sup__memory_cursor_next(&cursor);
    }
    return SUP_OK;
}

int32_t sup__memory_aggregate(struct sup_store *store, const struct sup_scan *scan, uint32_t column,
                              struct sup_aggregate *out)
{
    struct sup__memory_store *memory = sup__memory_enter(store, SUP_READ);
    struct sup__memory_cursor cursor;
    if (memory == NULL || sup__memory_cursor_begin(&cursor, memory, scan) != SUP_OK) {
        return store->error.code;
    }
    int is_counting = column == SUP_STORE_ROWS_ONLY;
    if (!is_counting &&
        (column >= cursor.table->column_count || cursor.table->columns[column].type != SUP_INT)) {
        return sup__memory_misfit(memory, "the column to add up does not hold numbers");
    }
    struct sums sums;
    memset(&sums, 0, sizeof sums);
    sums.found.is_empty = 1;
    for (const struct sup__memory_row *row = sup__memory_cursor_next(&cursor); row != NULL;
         row = sup__memory_cursor_next(&cursor)) {
        struct sup_value value = {.type = SUP_NULL};
        if (!is_counting) {
            sup__memory_row_value(cursor.table, row, column, &value);
        }
        sums_add(&sums, &value);
    }
    if (sums.wraps != 0) {
        return sup__fail(&store->error, SUP_MSG_STORE_SUM, cursor.table->columns[column].name,
                         "a sum over %s does not fit in 64 bits", cursor.table->name);
    }
    memcpy(&sums.found.sum, &sums.sum, sizeof sums.sum);
    *out = sums.found;
    return SUP_OK;
}

static void sums_add(struct sums *sums, const struct sup_value *value)
{
    struct sup_aggregate *found = &sums->found;
    int64_t number = value->number;
    found->count++;
    if (value->type == SUP_NULL) {
        return;
    }
    /* As two's complement; it wraps when both have one sign and the sum has the other. */
    uint64_t sum = sums->sum + (uint64_t)number;
    uint64_t wrapped = (sums->sum ^ sum) & ((uint64_t)number ^ sum);
    if (wrapped >> 63 != 0) {
        sums->wraps += number < 0 ? -1 : 1;
    }
    sums->sum = sum;
    found->min = found->is_empty || number < found->min ? number : found->min;
    found->max = found->is_empty || number > found->max ? number : found->max;
    found->is_empty = 0;
}

/* One of several reads. */
struct reading {
    sup_read_fn fn;
    void *context;
    uint32_t read;
    int is_stopped;
};

static int32_t give_read(void *context, const struct sup_value *row, uint32_t count)
{
    struct reading *reading = context;

    reading->is_stopped = reading->fn(reading->context, reading->read, row, count) != 0;
    return reading->is_stopped;
}

int32_t sup__memory_read_many(struct sup_store *store, const struct sup_read *reads, uint32_t count,
                              sup_read_fn fn, void *context)
{
    struct reading reading = {.fn = fn, .context = context};
    int32_t code = SUP_OK;

    for (uint32_t i = 0; code == SUP_OK && !reading.is_stopped && i < count; i++) {
        const struct sup_read *read = &reads[i];

        reading.read = i;
        code = read->aggregate != NULL
                   ? sup__memory_aggregate(store, read->scan, read->column, read->aggregate)
                   : sup__memory_scan(store, read->scan, give_read, &reading);
    }
    return code;
}
