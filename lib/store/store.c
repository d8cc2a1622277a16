/*
 * store.c: every storage verb goes through here, so that a backend may trust its input and the
 * library may trust a backend's output.
 */
#include "store/store.h"

#include "base/message.h"

#include <string.h>

struct sup_value sup__int(int64_t number)
{
    struct sup_value value = {.type = SUP_INT, .number = number};
    return value;
}

struct sup_value sup__text(const char *text)
{
    struct sup_value value = {.type = text ? SUP_TEXT : SUP_NULL};
    value.data = text;
    value.bytes = text ? strlen(text) : 0;
    return value;
}

struct sup_value sup__blob(const void *data, size_t bytes)
{
    struct sup_value value = {.type = SUP_BLOB, .data = data, .bytes = bytes};
    return value;
}

static const struct sup_table *table_of(const struct sup__db *db, uint32_t table)
{
    return &db->schema->tables[table];
}

/* The first column that does not fit the schema, or -1. Columns outside `mask` are not looked at.
 */
static int32_t misfit(const struct sup_table *table, const struct sup_value *row, uint64_t mask)
{
    uint64_t known = ~UINT64_C(0) >> (64 - table->column_count);
    for (uint64_t left = mask & known; left; left &= left - 1) {
        int32_t i = __builtin_ctzll(left);
        const struct sup_column *column = &table->columns[i];
        if (row[i].type != column->type &&
            (row[i].type != SUP_NULL || !(column->flags & SUP_COLUMN_NULLABLE))) {
            return i;
        }
    }
    return -1;
}

static uint64_t key_mask(const struct sup_table *table)
{
    return (UINT64_C(1) << table->key_count) - 1;
}

/* A backend's failure becomes the handle's. */
static int32_t told(struct sup__db *db, int32_t code)
{
    if (code == SUP_OK || code == SUP_NOT_FOUND) {
        return code;
    }
    if (db->store->error.code == code) {
        *db->error = db->store->error;
        return code;
    }
    sup__fail(db->error, SUP_MSG_STORE_IO, NULL, "the %s store failed without saying why (%s)",
              db->store->methods->name, sup_code_name(code));
    db->error->code = code;
    return code;
}

static int32_t wrong_state(struct sup__db *db, const char *what)
{
    return sup__fail(db->error, SUP_MSG_STORE_STATE, NULL, "%s", what);
}

static int32_t row_misfit(struct sup__db *db, const struct sup_table *table, int32_t column)
{
    return sup__fail(db->error, SUP_MSG_STORE_CORRUPT, table->columns[column].name,
                     "column %s of %s has a value that does not belong there",
                     table->columns[column].name, table->name);
}

int32_t sup__db_prepare(struct sup__db *db)
{
    db->calls++;
    return told(db, db->store->methods->prepare(db->store, db->schema));
}

int32_t sup__db_begin(struct sup__db *db, int32_t mode)
{
    if (db->mode) {
        return wrong_state(db, "a transaction is already open");
    }
    db->calls++;
    int32_t rc = told(db, db->store->methods->begin(db->store, db->tenant, mode));
    db->mode = rc == SUP_OK ? mode : 0;
    return rc;
}

int32_t sup__db_commit(struct sup__db *db)
{
    if (!db->mode) {
        return wrong_state(db, "no transaction is open");
    }
    db->calls++;
    int32_t rc = told(db, db->store->methods->commit(db->store));
    if (rc != SUP_OK) {
        db->store->methods->rollback(db->store);
    }
    db->mode = 0;
    return rc;
}

/* Is an optional verb there? Its slot may lie past the end of an older backend's struct. */
#define OFFERS(db, slot)                                                                           \
    ((db)->store->methods->size >=                                                                 \
         offsetof(struct sup_store_methods, slot) + sizeof(db)->store->methods->slot &&            \
     (db)->store->methods->slot)

static int32_t unsupported(struct sup__db *db, const char *what)
{
    return sup__fail(db->error, SUP_MSG_UNSUPPORTED, NULL, "the %s store does not offer %s",
                     db->store->methods->name, what);
}

int32_t sup__db_backup(struct sup__db *db, const char *path, sup_progress_fn progress, void *user)
{
    if (!OFFERS(db, backup)) {
        return unsupported(db, "backup");
    }
    db->calls++;
    return told(db, db->store->methods->backup(db->store, path, progress, user));
}

int32_t sup__db_maintain(struct sup__db *db)
{
    if (!OFFERS(db, maintain)) {
        return unsupported(db, "maintenance");
    }
    db->calls++;
    return told(db, db->store->methods->maintain(db->store));
}

int32_t sup__db_purge(struct sup__db *db)
{
    if (!OFFERS(db, purge)) {
        return unsupported(db, "purging");
    }
    db->calls++;
    return told(db, db->store->methods->purge(db->store));
}

int sup__db_content(struct sup__db *db, uint64_t *number)
{
    return OFFERS(db, content) && db->store->methods->content(db->store, number) == SUP_OK;
}

int32_t sup__db_rollback(struct sup__db *db, int32_t code)
{
    if (db->mode) {
        db->calls++;
        int32_t rc = told(db, db->store->methods->rollback(db->store));
        code = rc == SUP_OK ? code : rc;
        db->mode = 0;
    }
    return code;
}

static int32_t may_write(struct sup__db *db)
{
    return db->mode == SUP_WRITE ? SUP_OK : wrong_state(db, "no writing transaction is open");
}

/* insert and put: a whole row. */
static int32_t write_row(struct sup__db *db, enum sup__table table, const struct sup_value *row,
                         int32_t (*verb)(struct sup_store *, uint32_t, const struct sup_value *))
{
    int32_t column = misfit(table_of(db, table), row, ~UINT64_C(0));
    if (column >= 0) {
        return row_misfit(db, table_of(db, table), column);
    }
    int32_t rc = may_write(db);
    if (rc == SUP_OK) {
        db->calls++;
        rc = told(db, verb(db->store, table, row));
    }
    return rc;
}

int32_t sup__db_insert(struct sup__db *db, enum sup__table table, const struct sup_value *row)
{
    return write_row(db, table, row, db->store->methods->insert);
}

int32_t sup__db_put(struct sup__db *db, enum sup__table table, const struct sup_value *row)
{
    return write_row(db, table, row, db->store->methods->put);
}

int32_t sup__db_update(struct sup__db *db, enum sup__table table, const struct sup_value *row,
                       uint64_t mask, int64_t expected_version)
{
    const struct sup_table *schema = table_of(db, table);
    int32_t column = misfit(schema, row, mask | key_mask(schema));
    if (column >= 0) {
        return row_misfit(db, schema, column);
    }
    if (mask & key_mask(schema)) {
        return wrong_state(db, "an update may not change a key");
    }
    int32_t rc = may_write(db);
    if (rc == SUP_OK) {
        db->calls++;
        rc = told(db, db->store->methods->update(db->store, table, row, mask, expected_version));
    }
    return rc;
}

/* A row from a backend passes through here before anybody else sees it. */
struct gate {
    const struct sup_table *table;
    sup_row_fn fn;
    void *context;
    uint64_t columns; /* that were asked for; 0: all */
    int32_t misfit;   /* column + 1 of the first bad value */
    int32_t rows;
};

static int32_t gate_row(void *context, const struct sup_value *row, uint32_t count)
{
    struct gate *gate = context;
    int32_t column =
        count == gate->table->column_count ? misfit(gate->table, row, gate->columns ? gate->columns : ~UINT64_C(0)) : 0;
    if (column >= 0) {
        gate->misfit = column + 1;
        return 1;
    }
    gate->rows++;
    return gate->fn(gate->context, row, count);
}

static int32_t gate_end(struct sup__db *db, const struct gate *gate, int32_t rc)
{
    rc = told(db, rc);
    if (gate->misfit) {
        return row_misfit(db, gate->table, gate->misfit - 1);
    }
    return rc;
}

static int32_t may_read(struct sup__db *db)
{
    return db->mode ? SUP_OK : wrong_state(db, "no transaction is open");
}

int32_t sup__db_get(struct sup__db *db, enum sup__table table, uint32_t index,
                    const struct sup_value *key, sup_row_fn fn, void *context)
{
    struct gate gate = {.table = table_of(db, table), .fn = fn, .context = context};
    int32_t rc = may_read(db);
    if (rc != SUP_OK) {
        return rc;
    }
    db->calls++;
    rc = db->store->methods->get(db->store, table, index, key, gate_row, &gate);
    return gate_end(db, &gate, rc);
}

int32_t sup__db_get_many(struct sup__db *db, enum sup__table table, const struct sup_value *keys,
                         uint32_t count, sup_row_fn fn, void *context)
{
    struct gate gate = {.table = table_of(db, table), .fn = fn, .context = context};
    int32_t rc = may_read(db);
    if (rc != SUP_OK || count == 0) {
        return rc;
    }
    if (count > SUP_STORE_GET_MANY_MAX) {
        return wrong_state(db, "too many keys in one get_many");
    }
    db->calls++;
    rc = db->store->methods->get_many(db->store, table, keys, count, gate_row, &gate);
    return gate_end(db, &gate, rc);
}

int32_t sup__db_scan(struct sup__db *db, const struct sup_scan *scan, sup_row_fn fn, void *context)
{
    struct gate gate = {.table = table_of(db, scan->table),
                        .columns = scan->columns,
                        .fn = fn,
                        .context = context};
    int32_t rc = may_read(db);
    if (rc != SUP_OK) {
        return rc;
    }
    db->calls++;
    rc = db->store->methods->scan(db->store, scan, gate_row, &gate);
    return gate_end(db, &gate, rc);
}

int32_t sup__db_remove(struct sup__db *db, enum sup__table table, const struct sup_value *key)
{
    int32_t rc = may_write(db);
    if (rc == SUP_OK) {
        db->calls++;
        rc = told(db, db->store->methods->remove(db->store, table, key));
    }
    return rc;
}

int32_t sup__db_remove_range(struct sup__db *db, const struct sup_scan *scan, int64_t *removed)
{
    int32_t rc = may_write(db);
    if (rc == SUP_OK) {
        db->calls++;
        rc = told(db, db->store->methods->remove_range(db->store, scan, removed));
    }
    return rc;
}

int32_t sup__db_aggregate(struct sup__db *db, const struct sup_scan *scan, uint32_t column,
                          struct sup_aggregate *out)
{
    int32_t rc = may_read(db);
    if (rc == SUP_OK) {
        db->calls++;
        rc = told(db, db->store->methods->aggregate(db->store, scan, column, out));
    }
    return rc;
}

/* The reads of one call, each with its own gate. */
struct gates {
    struct sup__db *db;
    const struct sup_read *reads;
    sup_read_fn fn;
    void *context;
    uint32_t read; /* the one that goes on, where they are called one by one */
    struct gate gate;
    int is_stopped;
};

static int32_t give_read(void *context, const struct sup_value *row, uint32_t count)
{
    struct gates *gates = context;
    gates->is_stopped = gates->fn(gates->context, gates->read, row, count) != 0;
    return gates->is_stopped;
}

static int32_t gate_read(void *context, uint32_t read, const struct sup_value *row, uint32_t count)
{
    struct gates *gates = context;
    gates->read = read;
    gates->gate.table = table_of(gates->db, gates->reads[read].scan->table);
    gates->gate.columns = gates->reads[read].scan->columns;
    return gate_row(&gates->gate, row, count);
}

static int32_t read_one_by_one(struct sup__db *db, struct gates *gates, uint32_t count)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && !gates->is_stopped && i < count; i++) {
        const struct sup_read *read = &gates->reads[i];
        gates->read = i;
        rc = read->aggregate ? sup__db_aggregate(db, read->scan, read->column, read->aggregate)
                             : sup__db_scan(db, read->scan, give_read, gates);
    }
    return rc;
}

int32_t sup__db_read_many(struct sup__db *db, const struct sup_read *reads, uint32_t count,
                          sup_read_fn fn, void *context)
{
    struct gates gates = {.db = db, .reads = reads, .fn = fn, .context = context};
    int32_t rc = may_read(db);
    if (rc != SUP_OK || count == 0) {
        return rc;
    }
    if (count > SUP_STORE_READ_MANY_MAX) {
        return wrong_state(db, "too many reads in one read_many");
    }
    if (!OFFERS(db, read_many)) {
        return read_one_by_one(db, &gates, count);
    }
    gates.gate.fn = give_read;
    gates.gate.context = &gates;
    db->calls++;
    rc = db->store->methods->read_many(db->store, reads, count, gate_read, &gates);
    return gate_end(db, &gates.gate, rc);
}

int32_t sup__store_hold(struct sup_store *store, struct sup_error *error)
{
    if (store->is_closed) {
        return sup__fail(error, SUP_MSG_MISUSE, "store", "the store is closed");
    }
    store->core_count++;
    return SUP_OK;
}

void sup__store_release(struct sup_store *store)
{
    store->core_count--;
    if (store->is_closed && store->core_count == 0) {
        store->methods->close(store);
    }
}

void sup_store_close(struct sup_store *store)
{
    if (store && !store->is_closed) {
        store->is_closed = 1;
        if (store->core_count == 0) {
            store->methods->close(store);
        }
    }
}
