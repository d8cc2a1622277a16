/* drawer.c: the verbs of the contract. */
#define _POSIX_C_SOURCE 200809L

#include "drawer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int32_t drawer_fail(struct drawer *drawer, int32_t code, const char *text, const char *hint)
{
    struct sup_error *error = &drawer->head.error;
    *error = (struct sup_error){.size = sizeof *error, .code = code};
    snprintf(error->text, sizeof error->text, "%s", text);
    snprintf(error->hint, sizeof error->hint, "%s", hint);
    return code;
}

static int32_t no_memory(struct drawer *drawer)
{
    return drawer_fail(drawer, SUP_NOMEM, "no memory", "free some and try again");
}

/** A verb may run: no row is being handed out, and the transaction allows it. NULL: refused. */
static struct drawer *enter(struct sup_store *store, int32_t mode)
{
    struct drawer *drawer = (struct drawer *)store;
    if (!drawer->is_calling && drawer->mode >= mode) {
        return drawer;
    }
    drawer_fail(drawer, SUP_MISUSE,
                drawer->is_calling     ? "a row is being handed out"
                : drawer->mode == 0    ? "there is no transaction"
                                       : "the transaction only reads",
                "call verbs in a transaction, and none from a callback");
    return NULL;
}

static void forget_tables(struct drawer *drawer)
{
    for (uint32_t i = 0; i < drawer->table_count; i++) {
        table_clear(&drawer->tables[i]);
    }
    free(drawer->tables);
    drawer->tables = NULL;
    drawer->table_count = 0;
    drawer->schema = NULL;
}

/** Read again what is in the file: nothing in memory is newer than that. */
static int32_t drawer_prepare(struct sup_store *store, const struct sup_schema *schema)
{
    struct drawer *drawer = (struct drawer *)store;
    if (drawer->is_calling || drawer->mode != 0) {
        return drawer_fail(drawer, SUP_MISUSE, "a transaction is open", "end it before");
    }
    struct drawer fresh = {.path = drawer->path,
                           .tables = calloc(schema->table_count, sizeof(struct table)),
                           .table_count = schema->table_count};
    fresh.head = drawer->head;
    if (fresh.tables == NULL) {
        return no_memory(drawer);
    }
    for (uint32_t i = 0; i < schema->table_count; i++) {
        fresh.tables[i].shape = &schema->tables[i];
    }
    fresh.schema = schema;
    int32_t rc = file_read(&fresh, schema);
    if (rc == SUP_OK) {
        rc = file_write(&fresh); /* with the columns and tables that are new */
    }
    if (rc != SUP_OK) {
        drawer->head.error = fresh.head.error;
        forget_tables(&fresh);
        return rc;
    }
    forget_tables(drawer);
    drawer->tables = fresh.tables;
    drawer->table_count = fresh.table_count;
    drawer->schema = schema;
    return SUP_OK;
}

static int32_t drawer_begin(struct sup_store *store, int64_t tenant, int32_t mode)
{
    struct drawer *drawer = (struct drawer *)store;
    (void)tenant; /* one process, one handle: nobody else can write */
    if (drawer->is_calling || drawer->mode != 0 || drawer->schema == NULL ||
        (mode != SUP_READ && mode != SUP_WRITE)) {
        return drawer_fail(drawer, SUP_MISUSE, "a transaction is open, or there is no schema yet",
                           "prepare once; end a transaction before the next one begins");
    }
    drawer->mode = mode;
    return SUP_OK;
}

static int32_t drawer_commit(struct sup_store *store)
{
    struct drawer *drawer = enter(store, SUP_READ);
    if (drawer == NULL) {
        return store->error.code;
    }
    if (drawer->step_count != 0) {
        int32_t rc = file_write(drawer);
        if (rc != SUP_OK) {
            return rc; /* the library rolls back */
        }
    }
    for (size_t i = 0; i < drawer->step_count; i++) {
        free(drawer->steps[i].old_row);
    }
    drawer->step_count = 0;
    drawer->mode = 0;
    return SUP_OK;
}

/** The last step first. It needs no memory: what was taken out left its room. */
static void take_back(struct drawer *drawer)
{
    while (drawer->step_count > 0) {
        struct step *step = &drawer->steps[--drawer->step_count];
        struct table *table = &drawer->tables[step->table];
        struct row *known = step->new_row != NULL ? step->new_row : step->old_row;
        size_t place;
        table_find(table, known->values, &place);
        if (step->new_row != NULL) {
            table_take_at(table, place);
        }
        if (step->old_row != NULL) {
            table_put_at(table, place, step->old_row);
        }
        free(step->new_row);
    }
}

static int32_t drawer_rollback(struct sup_store *store)
{
    struct drawer *drawer = enter(store, SUP_READ);
    if (drawer == NULL) {
        return store->error.code;
    }
    take_back(drawer);
    drawer->mode = 0;
    return SUP_OK;
}

/** Put a row at its place, or a new one over the old one; remembered for a rollback. */
static int32_t write_row(struct drawer *drawer, uint32_t number, const struct sup_value *values,
                         size_t place, struct row *old_row)
{
    struct table *table = &drawer->tables[number];
    struct row *row = NULL;
    if (drawer->step_count == drawer->step_room) {
        size_t room = drawer->step_room == 0 ? 16 : drawer->step_room * 2;
        struct step *steps = realloc(drawer->steps, room * sizeof *steps);
        if (steps == NULL) {
            return no_memory(drawer);
        }
        drawer->steps = steps;
        drawer->step_room = room;
    }
    if (values != NULL) {
        row = row_copy(values, table->shape->column_count);
        if (row == NULL || !table_reserve(table)) {
            free(row);
            return no_memory(drawer);
        }
    }
    if (old_row != NULL) {
        table_take_at(table, place);
    }
    if (row != NULL) {
        table_put_at(table, place, row);
    }
    drawer->steps[drawer->step_count++] = (struct step){number, 0, old_row, row};
    return SUP_OK;
}

static int32_t taken(struct drawer *drawer)
{
    return drawer_fail(drawer, SUP_EXISTS, "a row with that key is already there", "use another key");
}

static int32_t drawer_insert(struct sup_store *store, uint32_t number, const struct sup_value *row)
{
    struct drawer *drawer = enter(store, SUP_WRITE);
    size_t place;
    if (drawer == NULL) {
        return store->error.code;
    }
    struct table *table = &drawer->tables[number];
    if (table_find(table, row, &place) || table_taken(table, row, NULL) != NULL) {
        return taken(drawer);
    }
    return write_row(drawer, number, row, place, NULL);
}

static int32_t drawer_put(struct sup_store *store, uint32_t number, const struct sup_value *row)
{
    struct drawer *drawer = enter(store, SUP_WRITE);
    size_t place;
    if (drawer == NULL) {
        return store->error.code;
    }
    struct table *table = &drawer->tables[number];
    struct row *old_row = table_find(table, row, &place) ? table->rows[place] : NULL;
    if (table_taken(table, row, old_row) != NULL) {
        return taken(drawer);
    }
    return write_row(drawer, number, row, place, old_row);
}

static int32_t drawer_update(struct sup_store *store, uint32_t number, const struct sup_value *row,
                             uint64_t mask, int64_t expected_version)
{
    struct drawer *drawer = enter(store, SUP_WRITE);
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    size_t place;
    if (drawer == NULL) {
        return store->error.code;
    }
    struct table *table = &drawer->tables[number];
    int32_t version = table->shape->version_column;
    if (!table_find(table, row, &place) ||
        (expected_version >= 0 && version >= 0 &&
         table->rows[place]->values[version].number != expected_version)) {
        return drawer_fail(drawer, SUP_CONFLICT, "the row is at another version, or gone",
                           "read it again");
    }
    struct row *old_row = table->rows[place];
    for (uint32_t i = 0; i < table->shape->column_count; i++) {
        values[i] = (mask >> i & 1) != 0 ? row[i] : old_row->values[i];
    }
    if (table_taken(table, values, old_row) != NULL) {
        return taken(drawer);
    }
    return write_row(drawer, number, values, place, old_row);
}

static int32_t drawer_remove(struct sup_store *store, uint32_t number, const struct sup_value *key)
{
    struct drawer *drawer = enter(store, SUP_WRITE);
    size_t place;
    if (drawer == NULL) {
        return store->error.code;
    }
    struct table *table = &drawer->tables[number];
    if (!table_find(table, key, &place)) {
        return SUP_NOT_FOUND;
    }
    return write_row(drawer, number, NULL, place, table->rows[place]);
}

/** Hand a row out; 1 when the callback wants no more. */
static int hand_out(struct drawer *drawer, const struct row *row, sup_row_fn fn, void *context)
{
    drawer->is_calling = 1;
    int is_enough = fn(context, row->values, row->count) != 0;
    drawer->is_calling = 0;
    return is_enough;
}

static int32_t drawer_get(struct sup_store *store, uint32_t number, uint32_t index,
                          const struct sup_value *key, sup_row_fn fn, void *context)
{
    struct drawer *drawer = enter(store, SUP_READ);
    if (drawer == NULL) {
        return store->error.code;
    }
    const struct sup_table *shape = drawer->tables[number].shape;
    struct sup_scan scan = {.size = sizeof scan, .table = number, .index = index, .prefix = key,
                            .limit = 1};
    scan.prefix_count = index == 0 ? shape->key_count : shape->indexes[index - 1].column_count;
    struct row **rows;
    size_t count;
    if (choose(&drawer->tables[number], &scan, &rows, &count) != SUP_OK) {
        return no_memory(drawer);
    }
    if (count != 0) {
        hand_out(drawer, rows[0], fn, context);
    }
    free(rows);
    return count != 0 ? SUP_OK : SUP_NOT_FOUND;
}

static int32_t drawer_get_many(struct sup_store *store, uint32_t number,
                               const struct sup_value *keys, uint32_t count, sup_row_fn fn,
                               void *context)
{
    struct drawer *drawer = enter(store, SUP_READ);
    if (drawer == NULL) {
        return store->error.code;
    }
    struct table *table = &drawer->tables[number];
    for (uint32_t i = 0; i < count; i++) {
        size_t place;
        if (table_find(table, keys + (size_t)i * table->shape->key_count, &place) &&
            hand_out(drawer, table->rows[place], fn, context)) {
            break;
        }
    }
    return SUP_OK;
}

static int32_t drawer_scan(struct sup_store *store, const struct sup_scan *scan, sup_row_fn fn,
                           void *context)
{
    struct drawer *drawer = enter(store, SUP_READ);
    struct row **rows;
    size_t count;
    if (drawer == NULL) {
        return store->error.code;
    }
    if (choose(&drawer->tables[scan->table], scan, &rows, &count) != SUP_OK) {
        return no_memory(drawer);
    }
    for (size_t i = 0; i < count && !hand_out(drawer, rows[i], fn, context); i++) {
    }
    free(rows);
    return SUP_OK;
}

static int32_t drawer_remove_range(struct sup_store *store, const struct sup_scan *scan,
                                   int64_t *removed)
{
    struct drawer *drawer = enter(store, SUP_WRITE);
    struct row **rows;
    size_t count;
    if (drawer == NULL) {
        return store->error.code;
    }
    if (choose(&drawer->tables[scan->table], scan, &rows, &count) != SUP_OK) {
        return no_memory(drawer);
    }
    size_t before = drawer->step_count;
    int32_t rc = SUP_OK;
    for (size_t i = 0; i < count && rc == SUP_OK; i++) {
        size_t place;
        table_find(&drawer->tables[scan->table], rows[i]->values, &place);
        rc = write_row(drawer, scan->table, NULL, place, rows[i]);
    }
    free(rows);
    if (rc != SUP_OK) { /* a verb that fails changes nothing */
        while (drawer->step_count > before) {
            struct step *step = &drawer->steps[--drawer->step_count];
            size_t place;
            table_find(&drawer->tables[step->table], step->old_row->values, &place);
            table_put_at(&drawer->tables[step->table], place, step->old_row);
        }
        return rc;
    }
    *removed = (int64_t)count;
    return SUP_OK;
}

/** 0 when it does not fit into 64 bits. */
static int add(int64_t *sum, int64_t number)
{
    if ((number > 0 && *sum > INT64_MAX - number) || (number < 0 && *sum < INT64_MIN - number)) {
        return 0;
    }
    *sum += number;
    return 1;
}

static int32_t drawer_aggregate(struct sup_store *store, const struct sup_scan *scan,
                                uint32_t column, struct sup_aggregate *out)
{
    struct drawer *drawer = enter(store, SUP_READ);
    struct row **rows;
    size_t count;
    if (drawer == NULL) {
        return store->error.code;
    }
    if (choose(&drawer->tables[scan->table], scan, &rows, &count) != SUP_OK) {
        return no_memory(drawer);
    }
    struct sup_aggregate result = {.count = (int64_t)count, .is_empty = 1};
    int is_within = 1;
    for (size_t i = 0; i < count && column != SUP_STORE_ROWS_ONLY; i++) {
        const struct sup_value *value = &rows[i]->values[column];
        if (value->type != SUP_INT) {
            continue;
        }
        is_within = is_within && add(&result.sum, value->number);
        result.min = result.is_empty || value->number < result.min ? value->number : result.min;
        result.max = result.is_empty || value->number > result.max ? value->number : result.max;
        result.is_empty = 0;
    }
    free(rows);
    if (!is_within) {
        return drawer_fail(drawer, SUP_LIMIT, "the sum does not fit into 64 bits", "sum up less");
    }
    *out = result;
    return SUP_OK;
}

static void drawer_close(struct sup_store *store)
{
    struct drawer *drawer = (struct drawer *)store;
    if (drawer->is_calling) {
        return; /* from a callback: without effect */
    }
    take_back(drawer);
    forget_tables(drawer);
    free(drawer->steps);
    free(drawer->path);
    free(drawer);
}

static const struct sup_store_methods methods = {
    .size = sizeof(struct sup_store_methods),
    .name = "drawer",
    .prepare = drawer_prepare,
    .begin = drawer_begin,
    .commit = drawer_commit,
    .rollback = drawer_rollback,
    .insert = drawer_insert,
    .put = drawer_put,
    .update = drawer_update,
    .get = drawer_get,
    .get_many = drawer_get_many,
    .scan = drawer_scan,
    .remove = drawer_remove,
    .remove_range = drawer_remove_range,
    .aggregate = drawer_aggregate,
    .close = drawer_close,
};

int32_t drawer_open(const char *path, struct sup_store **store)
{
    struct drawer *drawer = calloc(1, sizeof *drawer);
    *store = NULL;
    if (drawer == NULL || (drawer->path = strdup(path)) == NULL) {
        free(drawer);
        return SUP_NOMEM;
    }
    drawer->head.methods = &methods;
    drawer->head.error.size = sizeof drawer->head.error;
    *store = &drawer->head;
    return SUP_OK;
}
