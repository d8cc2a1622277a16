/*
 * read.c: the verbs that read rows.
 *
 * No statement is left in the middle of its rows when a verb returns: an open cursor would hold
 * back the write-ahead log's checkpoint for as long as it lives.
 */
#include "sqlite/sqlite_store.h"

#include <string.h>

int32_t sup__sqlite_no_row(struct sup__sqlite *s)
{
    static const char text[] = "no row has this key";
    static const char hint[] = "check the key";
    struct sup_error *error = &s->base.error;

    /* An answer rather than a failure, and frequent: sup__fail() would cost more than the read. */
    error->code = SUP_NOT_FOUND;
    error->message_id = SUP_MSG_STORE_NO_ROW;
    error->backend_code = 0;
    memcpy(error->text, text, sizeof text);
    memcpy(error->hint, hint, sizeof hint);
    error->field[0] = '\0';
    return SUP_NOT_FOUND;
}

/* One column of the current row. 0 when memory ran out or the type is none of ours. Most are
 * numbers, which are asked of the value: asking the statement again for each thing about them costs
 * more than all the rest. It is ours, and nobody else steps it. */
static int read_column(sqlite3_stmt *statement, int column, struct sup_value *value)
{
    sqlite3_value *stored = sqlite3_column_value(statement, column);

    value->type = SUP_NULL;
    value->bytes = 0;
    value->number = 0;
    value->data = NULL;
    switch (sqlite3_value_type(stored)) {
    case SQLITE_INTEGER:
        value->type = SUP_INT;
        value->number = sqlite3_value_int64(stored);
        return 1;
    case SQLITE_TEXT:
        value->type = SUP_TEXT;
        value->data = sqlite3_column_text(statement, column);
        value->bytes = (size_t)sqlite3_column_bytes(statement, column);
        return value->data != NULL;
    case SQLITE_BLOB:
        value->type = SUP_BLOB;
        value->data = sqlite3_column_blob(statement, column);
        value->bytes = (size_t)sqlite3_column_bytes(statement, column);
        value->data = value->bytes > 0 ? value->data : "";
        return value->data != NULL;
    case SQLITE_NULL:
        return 1;
    default:
        return 0;
    }
}

/* Hand the current row to `fn`. *is_stopped tells that it has seen enough. */
static int32_t give_row(struct sup__sqlite *s, sqlite3_stmt *statement,
                        const struct sup_table *table, uint64_t mask, sup_row_fn fn, void *context,
                        int *is_stopped)
{
    struct sup_value row[SUP_STORE_COLUMNS_MAX];
    int column = 0;

    for (uint32_t i = 0; i < table->column_count; i++) {
        if (!(mask >> i & 1)) {
            row[i] = (struct sup_value){.type = SUP_NULL};
        } else if (!read_column(statement, column++, &row[i])) {
            if (row[i].type != SUP_NULL) {
                return sup__sqlite_no_memory(s);
            }
            return sup__fail(&s->base.error, SUP_MSG_STORE_CORRUPT, table->columns[i].name,
                             "a column of %s holds a number with a fraction", table->name);
        }
    }
    if (fn != NULL) {
        s->is_in_callback = 1;
        *is_stopped = fn(context, row, table->column_count) != 0;
        s->is_in_callback = 0;
    }
    return SUP_OK;
}

/* Step through all rows; reset in any case. */
static int32_t give_rows(struct sup__sqlite *s, sqlite3_stmt *statement,
                         const struct sup_table *table, uint64_t mask, sup_row_fn fn,
                         void *context, uint32_t *given, int *is_stopped)
{
    int32_t code = SUP_OK;
    int rc = SQLITE_DONE;

    while (code == SUP_OK && !*is_stopped && (rc = sqlite3_step(statement)) == SQLITE_ROW) {
        code = give_row(s, statement, table, mask, fn, context, is_stopped);
        (*given)++;
    }
    if (code == SUP_OK && rc != SQLITE_ROW && rc != SQLITE_DONE) {
        code = sup__sqlite_fail(s, "reading", table->name);
    }
    (void)sqlite3_reset(statement);
    return code;
}

int32_t sup__sqlite_get(struct sup_store *store, uint32_t table, uint32_t index,
                        const struct sup_value *key, sup_row_fn fn, void *context)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    struct sup__shape shape = {
        .verb = SUP__VERB_GET, .table = (uint16_t)table, .index = (uint8_t)index};
    const struct sup_table *is;
    sqlite3_stmt *statement;
    uint32_t given = 0;
    int is_stopped = 0;
    int at = 1;
    int32_t code = sup__sqlite_enter(s, SUP_READ);

    if (code != SUP_OK || (code = sup__sqlite_statement(s, &shape, &statement)) != SUP_OK) {
        return code;
    }
    is = &s->schema->tables[table];
    if (sup__sqlite_bind(statement, &at, key,
                         index > 0 ? is->indexes[index - 1].column_count : is->key_count) !=
        SQLITE_OK) {
        return sup__sqlite_fail(s, "reading", is->name);
    }
    code = give_rows(s, statement, is, SUP__ALL_COLUMNS, fn, context, &given, &is_stopped);
    return code == SUP_OK && given == 0 ? sup__sqlite_no_row(s) : code;
}

/* One point lookup after the other with the same statement: as quick as a join with the list of
 * keys, and the order is that of the keys without further ado. */
int32_t sup__sqlite_get_many(struct sup_store *store, uint32_t table, const struct sup_value *keys,
                             uint32_t count, sup_row_fn fn, void *context)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    struct sup__shape shape = {.verb = SUP__VERB_GET, .table = (uint16_t)table};
    const struct sup_table *is;
    sqlite3_stmt *statement;
    uint32_t given = 0;
    int is_stopped = 0;
    int32_t code = sup__sqlite_enter(s, SUP_READ);

    if (code != SUP_OK || (code = sup__sqlite_statement(s, &shape, &statement)) != SUP_OK) {
        return code;
    }
    is = &s->schema->tables[table];
    for (uint32_t i = 0; code == SUP_OK && !is_stopped && i < count; i++) {
        int at = 1;

        if (sup__sqlite_bind(statement, &at, keys + i * is->key_count, is->key_count) !=
            SQLITE_OK) {
            return sup__sqlite_fail(s, "reading", is->name);
        }
        code = give_rows(s, statement, is, SUP__ALL_COLUMNS, fn, context, &given, &is_stopped);
    }
    return code;
}

int sup__sqlite_bind_scan(sqlite3_stmt *statement, const struct sup_scan *scan)
{
    int at = 1;
    int rc = sup__sqlite_bind(statement, &at, scan->prefix, scan->prefix_count);

    if (rc == SQLITE_OK) {
        rc = sup__sqlite_bind(statement, &at, scan->lower, scan->lower_count);
    }
    if (rc == SQLITE_OK) {
        rc = sup__sqlite_bind(statement, &at, scan->upper, scan->upper_count);
    }
    for (uint32_t i = 0; rc == SQLITE_OK && i < scan->filter_count; i++) {
        const struct sup_filter *filter = &scan->filters[i];

        /* IS NULL and IS NOT NULL have no parameter. */
        if (filter->value.type != SUP_NULL || filter->compare > SUP_NE) {
            rc = sup__sqlite_bind(statement, &at, &filter->value, 1);
        }
    }
    if (rc == SQLITE_OK && scan->limit > 0) {
        rc = sqlite3_bind_int64(statement, at, scan->limit);
    }
    return rc;
}

int32_t sup__sqlite_scan(struct sup_store *store, const struct sup_scan *scan, sup_row_fn fn,
                         void *context)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    struct sup__shape shape;
    sqlite3_stmt *statement;
    uint32_t given = 0;
    int is_stopped = 0;
    int32_t code = sup__sqlite_enter(s, SUP_READ);

    if (code != SUP_OK) {
        return code;
    }
    sup__shape_of_scan(&shape, SUP__VERB_SCAN, scan);
    code = sup__sqlite_statement(s, &shape, &statement);
    if (code != SUP_OK) {
        return code;
    }
    if (sup__sqlite_bind_scan(statement, scan) != SQLITE_OK) {
        return sup__sqlite_fail(s, "reading", s->schema->tables[scan->table].name);
    }
    return give_rows(s, statement, &s->schema->tables[scan->table], shape.mask, fn, context, &given,
                     &is_stopped);
}

/* The two halves of a sum, see aggregate_sql(). 0 when it does not fit. */
static int join_sum(int64_t high, int64_t low, int64_t *sum)
{
    high += low >> 32;
    low &= INT64_C(4294967295);
    if (high < INT32_MIN || high > INT32_MAX) {
        return 0;
    }
    *sum = high * INT64_C(4294967296) + low;
    return 1;
}

int32_t sup__sqlite_aggregate(struct sup_store *store, const struct sup_scan *scan, uint32_t column,
                              struct sup_aggregate *out)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    struct sup__shape shape;
    sqlite3_stmt *statement;
    int is_sum = 1;
    int32_t code = sup__sqlite_enter(s, SUP_READ);

    if (code != SUP_OK) {
        return code;
    }
    sup__shape_of_scan(&shape, SUP__VERB_AGGREGATE, scan);
    shape.column = (uint8_t)column;
    code = sup__sqlite_statement(s, &shape, &statement);
    if (code != SUP_OK) {
        return code;
    }
    if (sup__sqlite_bind_scan(statement, scan) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        code = sup__sqlite_fail(s, "reading", s->schema->tables[scan->table].name);
    } else {
        memset(out, 0, sizeof *out);
        out->count = sqlite3_column_int64(statement, 0);
        out->is_empty = sqlite3_column_int64(statement, 1) == 0;
        is_sum = join_sum(sqlite3_column_int64(statement, 2), sqlite3_column_int64(statement, 3),
                          &out->sum);
        out->min = sqlite3_column_int64(statement, 4);
        out->max = sqlite3_column_int64(statement, 5);
    }
    (void)sqlite3_reset(statement);
    if (!is_sum) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_SUM,
                         s->schema->tables[scan->table].columns[column].name,
                         "a sum over %s does not fit 64 bits", s->schema->tables[scan->table].name);
    }
    return code;
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

int32_t sup__sqlite_read_many(struct sup_store *store, const struct sup_read *reads, uint32_t count,
                              sup_read_fn fn, void *context)
{
    struct reading reading = {.fn = fn, .context = context};
    int32_t code = SUP_OK;

    for (uint32_t i = 0; code == SUP_OK && !reading.is_stopped && i < count; i++) {
        const struct sup_read *read = &reads[i];

        reading.read = i;
        code = read->aggregate != NULL
                   ? sup__sqlite_aggregate(store, read->scan, read->column, read->aggregate)
                   : sup__sqlite_scan(store, read->scan, give_read, &reading);
    }
    return code;
}
