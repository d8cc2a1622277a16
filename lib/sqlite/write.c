/*
 * write.c: the verbs that change rows.
 */
#include "sqlite/sqlite_store.h"

#include <string.h>

/* Bind `values` to the statement of a shape and run it; the rows it changed. They are counted by
 * the connection's total: an INSERT that an authorizer of the host's has ignored leaves
 * sqlite3_changes() at what the statement before it did. */
static int32_t run_shape(struct sup__sqlite *s, const struct sup__shape *shape, const char *doing,
                         const struct sup_value *values, uint32_t count, int *is_changed)
{
    sqlite3_int64 before = sqlite3_total_changes64(s->db);
    sqlite3_stmt *statement;
    int at = 1;
    int32_t code = sup__sqlite_statement(s, shape, &statement);

    if (code != SUP_OK) {
        return code;
    }
    if (sup__sqlite_bind(statement, &at, values, count) != SQLITE_OK ||
        sup__sqlite_run(statement) != SQLITE_OK) {
        return sup__sqlite_fail(s, doing, s->schema->tables[shape->table].name);
    }
    *is_changed = sqlite3_total_changes64(s->db) != before;
    return SUP_OK;
}

static int32_t write_row(struct sup_store *store, enum sup__verb verb, uint32_t table,
                         const char *doing, const struct sup_value *values, int *is_changed)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    struct sup__shape shape = {.verb = (uint8_t)verb, .table = (uint16_t)table};
    int32_t code = sup__sqlite_enter(s, SUP_WRITE);

    if (code != SUP_OK) {
        return code;
    }
    return run_shape(s, &shape, doing, values,
                     verb == SUP__VERB_REMOVE ? s->schema->tables[table].key_count
                                              : s->schema->tables[table].column_count,
                     is_changed);
}

/* insert and put change one row, or tell why not; but a key that is there is there. */
static int32_t add_row(struct sup_store *store, enum sup__verb verb, uint32_t table,
                       const char *doing, const struct sup_value *row)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    int is_changed = 0;
    int32_t code = write_row(store, verb, table, doing, row, &is_changed);

    if (code == SUP_OK && !is_changed &&
        (verb == SUP__VERB_INSERT ||
         s->schema->tables[table].column_count > s->schema->tables[table].key_count)) {
        return sup__sqlite_ignored(s, doing, s->schema->tables[table].name);
    }
    return code;
}

int32_t sup__sqlite_insert(struct sup_store *store, uint32_t table, const struct sup_value *row)
{
    return add_row(store, SUP__VERB_INSERT, table, "inserting into", row);
}

int32_t sup__sqlite_put(struct sup_store *store, uint32_t table, const struct sup_value *row)
{
    return add_row(store, SUP__VERB_PUT, table, "writing to", row);
}

int32_t sup__sqlite_remove(struct sup_store *store, uint32_t table, const struct sup_value *key)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    int is_changed = 0;
    int32_t code = write_row(store, SUP__VERB_REMOVE, table, "removing from", key, &is_changed);

    if (code == SUP_OK && !is_changed) {
        return sup__sqlite_no_row(s);
    }
    return code;
}

int32_t sup__sqlite_update(struct sup_store *store, uint32_t table, const struct sup_value *row,
                           uint64_t mask, int64_t expected_version)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    struct sup__shape shape = {.verb = SUP__VERB_UPDATE, .table = (uint16_t)table, .mask = mask};
    struct sup_value values[SUP_STORE_COLUMNS_MAX + SUP_STORE_KEY_COLUMNS_MAX + 1];
    const struct sup_table *is;
    uint32_t count = 0;
    int is_changed = 0;
    int32_t code = sup__sqlite_enter(s, SUP_WRITE);

    if (code != SUP_OK) {
        return code;
    }
    is = &s->schema->tables[table];
    for (uint32_t i = is->key_count; i < is->column_count; i++) {
        if (mask & UINT64_C(1) << i) {
            values[count++] = row[i];
        }
    }
    memcpy(values + count, row, is->key_count * sizeof *row);
    count += is->key_count;
    if (expected_version >= 0 && is->version_column >= 0) {
        shape.flags = SUP__SHAPE_VERSION;
        values[count++] = (struct sup_value){.type = SUP_INT, .number = expected_version};
    }
    code = run_shape(s, &shape, "updating", values, count, &is_changed);
    if (code == SUP_OK && !is_changed) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_VERSION, NULL,
                         expected_version >= 0 ? "%s has no row with this key at version %lld"
                                               : "%s has no row with this key",
                         is->name, (long long)expected_version);
    }
    return code;
}

/* Do all rows begin with the value of a prefix of one column, with which all of its rows are to go?
 * Two seeks tell. */
static int32_t is_whole_table(struct sup__sqlite *s, const struct sup_scan *scan, int *is_so)
{
    const struct sup_table *is = &s->schema->tables[scan->table];
    const char *column = is->columns[0].name;
    int64_t number = scan->prefix_count ? scan->prefix[0].number : 0;
    int64_t others = 1;

    *is_so = 0;
    if (scan->prefix_count != 1 || scan->prefix[0].type != SUP_INT || scan->index ||
        scan->lower_count || scan->upper_count || scan->filter_count || scan->limit) {
        return SUP_OK;
    }
    sup__buffer_clear(&s->sql);
    for (int is_above = 0; is_above < 2; is_above++) {
        sup__buffer_text(&s->sql, is_above ? ") OR EXISTS (SELECT 1 FROM main."
                                           : "SELECT EXISTS (SELECT 1 FROM main.");
        sup__buffer_text(&s->sql, is->name);
        sup__buffer_text(&s->sql, " WHERE ");
        sup__buffer_text(&s->sql, column);
        sup__buffer_text(&s->sql, is_above ? " > " : " < ");
        sup__buffer_int(&s->sql, number);
    }
    sup__buffer_text(&s->sql, ")");
    if (s->sql.is_failed) {
        sup__buffer_free(&s->sql);
        return sup__sqlite_no_memory(s);
    }
    if (sup__sqlite_number(s, s->sql.data, &others) != SQLITE_OK) {
        return sup__sqlite_fail(s, "reading", is->name);
    }
    *is_so = !others;
    return SUP_OK;
}

/* Run what begins so and ends with the table's name. NULL: no number is read. */
static int32_t run_on_table(struct sup__sqlite *s, const char *sql, const char *name,
                            int64_t *number)
{
    sup__buffer_clear(&s->sql);
    sup__buffer_text(&s->sql, sql);
    sup__buffer_text(&s->sql, name);
    if (s->sql.is_failed) {
        sup__buffer_free(&s->sql);
        return sup__sqlite_no_memory(s);
    }
    int rc = number ? sup__sqlite_number(s, s->sql.data, number)
                    : sqlite3_exec(s->db, s->sql.data, NULL, NULL, NULL);
    return rc == SQLITE_OK ? SUP_OK : sup__sqlite_fail(s, "removing from", name);
}

/* SQLite gives the pages back without reading the rows. Not each version tells how many they were;
 * pages of an index do. */
static int32_t clear_table(struct sup__sqlite *s, const char *name, int64_t *removed)
{
    int32_t code = run_on_table(s, "SELECT count(*) FROM main.", name, removed);
    return code == SUP_OK ? run_on_table(s, "DELETE FROM main.", name, NULL) : code;
}

int32_t sup__sqlite_remove_range(struct sup_store *store, const struct sup_scan *scan,
                                 int64_t *removed)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    struct sup__shape shape;
    sqlite3_stmt *statement;
    int is_whole = 0;
    int32_t code = sup__sqlite_enter(s, SUP_WRITE);

    if (code == SUP_OK) {
        code = is_whole_table(s, scan, &is_whole);
    }
    if (code != SUP_OK || is_whole) {
        return code != SUP_OK ? code : clear_table(s, s->schema->tables[scan->table].name, removed);
    }
    sup__shape_of_scan(&shape, SUP__VERB_REMOVE_RANGE, scan);
    code = sup__sqlite_statement(s, &shape, &statement);
    if (code != SUP_OK) {
        return code;
    }
    if (sup__sqlite_bind_scan(statement, scan) != SQLITE_OK ||
        sup__sqlite_run(statement) != SQLITE_OK) {
        return sup__sqlite_fail(s, "removing from", s->schema->tables[scan->table].name);
    }
    if (removed != NULL) {
        *removed = sqlite3_changes64(s->db);
    }
    return SUP_OK;
}
