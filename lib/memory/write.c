/*
 * write.c: the memory store's verbs that change rows. Each one first checks, then reserves, then
 * changes, so that no failure leaves half of a change.
 */
#include <inttypes.h>

#include "base/message.h"
#include "memory/memory_store.h"

static int32_t add(struct sup__memory_store *store, struct sup__memory_table *table,
                   const struct sup_value *values);
static int32_t change(struct sup__memory_store *store, struct sup__memory_table *table,
                      struct sup__memory_row *old, const struct sup_value *values);
static int32_t duplicate(struct sup__memory_store *store, const struct sup__memory_table *table);
static struct sup__memory_row *prepare_row(struct sup__memory_store *store,
                                           struct sup__memory_table *table,
                                           const struct sup_value *values);

int32_t sup__memory_insert(struct sup_store *store, uint32_t table, const struct sup_value *row)
{
    struct sup__memory_store *memory = sup__memory_enter(store, SUP_WRITE);
    struct sup__memory_table *shape = memory == NULL ? NULL : sup__memory_table_at(memory, table);
    return shape == NULL ? store->error.code : add(memory, shape, row);
}

int32_t sup__memory_put(struct sup_store *store, uint32_t table, const struct sup_value *row)
{
    struct sup__memory_store *memory = sup__memory_enter(store, SUP_WRITE);
    struct sup__memory_table *shape = memory == NULL ? NULL : sup__memory_table_at(memory, table);
    if (shape == NULL) {
        return store->error.code;
    }
    struct sup__memory_row *old = sup__memory_row_find(shape, row);
    return old == NULL ? add(memory, shape, row) : change(memory, shape, old, row);
}

int32_t sup__memory_update(struct sup_store *store, uint32_t table, const struct sup_value *row,
                           uint64_t mask, int64_t expected_version)
{
    struct sup__memory_store *memory = sup__memory_enter(store, SUP_WRITE);
    struct sup__memory_table *shape = memory == NULL ? NULL : sup__memory_table_at(memory, table);
    if (shape == NULL) {
        return store->error.code;
    }
    if (expected_version >= 0 && shape->version_column < 0) {
        return sup__memory_misfit(memory, "the table has no version to expect");
    }
    struct sup__memory_row *old = sup__memory_row_find(shape, row);
    if (old == NULL) {
        return sup__fail(&store->error, SUP_MSG_STORE_VERSION, NULL, "the row of %s is gone",
                         shape->name);
    }
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    sup__memory_row_values(shape, old, values);
    if (expected_version >= 0 && values[shape->version_column].number != expected_version) {
        return sup__fail(&store->error, SUP_MSG_STORE_VERSION, NULL,
                         "the row of %s is at version %" PRId64 ", not %" PRId64 "", shape->name,
                         values[shape->version_column].number, expected_version);
    }
    for (uint32_t i = shape->key_count; i < shape->column_count; i++) {
        if ((mask >> i & 1) != 0) {
            values[i] = row[i];
        }
    }
    return change(memory, shape, old, values);
}

int32_t sup__memory_remove(struct sup_store *store, uint32_t table, const struct sup_value *key)
{
    struct sup__memory_store *memory = sup__memory_enter(store, SUP_WRITE);
    struct sup__memory_table *shape = memory == NULL ? NULL : sup__memory_table_at(memory, table);
    if (shape == NULL) {
        return store->error.code;
    }
    struct sup__memory_row *row = sup__memory_row_find(shape, key);
    if (row == NULL) {
        return sup__fail(&store->error, SUP_MSG_STORE_NO_ROW, NULL, "no row of %s has this key",
                         shape->name);
    }
    if (sup__memory_undo_reserve(memory) != SUP_OK) {
        return store->error.code;
    }
    sup__memory_row_unlink(shape, row);
    sup__memory_undo_add(memory, shape, row, NULL);
    return SUP_OK;
}

/** First all rows are noted, which may run out of memory; then all are removed, which cannot. */
int32_t sup__memory_remove_range(struct sup_store *store, const struct sup_scan *scan,
                                 int64_t *removed)
{
    struct sup__memory_store *memory = sup__memory_enter(store, SUP_WRITE);
    struct sup__memory_cursor cursor;
    if (memory == NULL || sup__memory_cursor_begin(&cursor, memory, scan) != SUP_OK) {
        return store->error.code;
    }
    size_t first = memory->undo_count;
    for (struct sup__memory_row *row = sup__memory_cursor_next(&cursor); row != NULL;
         row = sup__memory_cursor_next(&cursor)) {
        if (sup__memory_undo_reserve(memory) != SUP_OK) {
            memory->undo_count = first;
            return store->error.code;
        }
        sup__memory_undo_add(memory, cursor.table, row, NULL);
    }
    for (size_t i = first; i < memory->undo_count; i++) {
        sup__memory_row_unlink(cursor.table, memory->undo[i].before);
    }
    *removed = (int64_t)(memory->undo_count - first);
    return SUP_OK;
}

static int32_t add(struct sup__memory_store *store, struct sup__memory_table *table,
                   const struct sup_value *values)
{
    if (sup__memory_row_collides(table, values, NULL)) {
        return duplicate(store, table);
    }
    struct sup__memory_row *row = prepare_row(store, table, values);
    if (row == NULL) {
        return store->head.error.code;
    }
    sup__memory_row_link(table, &store->spares, row);
    sup__memory_undo_add(store, table, NULL, row);
    return SUP_OK;
}

static int32_t change(struct sup__memory_store *store, struct sup__memory_table *table,
                      struct sup__memory_row *old, const struct sup_value *values)
{
    if (sup__memory_row_collides(table, values, old)) {
        return duplicate(store, table);
    }
    struct sup__memory_row *fresh = prepare_row(store, table, values);
    if (fresh == NULL) {
        return store->head.error.code;
    }
    sup__memory_row_exchange(table, &store->spares, old, fresh);
    sup__memory_undo_add(store, table, old, fresh);
    return SUP_OK;
}

static int32_t duplicate(struct sup__memory_store *store, const struct sup__memory_table *table)
{
    return sup__fail(&store->head.error, SUP_MSG_STORE_DUPLICATE, NULL,
                     "%s has a row with this key already", table->name);
}

/** A row that can be linked without further memory, NULL with the error told. */
static struct sup__memory_row *prepare_row(struct sup__memory_store *store,
                                           struct sup__memory_table *table,
                                           const struct sup_value *values)
{
    struct sup__memory_row *row = NULL;
    if (sup__memory_undo_reserve(store) == SUP_OK &&
        sup__memory_row_reserve(table, &store->spares, &store->mem) == SUP_OK) {
        row = sup__memory_row_new(&store->mem, table, values);
    }
    if (row == NULL) {
        (void)sup__memory_nomem(store);
    }
    return row;
}
