/*
 * store.h: the only caller of storage backends.
 *
 * Wraps each verb: checks the types of a row against the schema on the way in and on the way out,
 * counts the calls, keeps track of the transaction, and carries the backend's error to the
 * handle's. What the values of a row may be is checked a layer above, by repo/values.c.
 */
#ifndef SUP__STORE_H
#define SUP__STORE_H

#include "store/tables.h"

struct sup__db {
    struct sup_store *store;
    const struct sup_schema *schema;
    struct sup_error *error; /* where failures are told */
    int64_t calls;
    int64_t tenant;
    int32_t mode; /* of the open transaction; 0 when none is */
};

int32_t sup__db_prepare(struct sup__db *db);
int32_t sup__db_begin(struct sup__db *db, int32_t mode);
int32_t sup__db_commit(struct sup__db *db);
/* Optional verbs: SUP_UNSUPPORTED where the backend has none. Outside of transactions. */
int32_t sup__db_backup(struct sup__db *db, const char *path, sup_progress_fn progress, void *user);
int32_t sup__db_maintain(struct sup__db *db);
int32_t sup__db_purge(struct sup__db *db);
/** The store's content number, if it can tell; not counted, since nothing is read. 1 if so. */
int sup__db_content(struct sup__db *db, uint64_t *number);
/** Ends a transaction if one is open, because of `code`. The code to answer: that one, with the
 *  error that led to it; but where the rollback fails as well, its own: then more is wrong. */
int32_t sup__db_rollback(struct sup__db *db, int32_t code);
int32_t sup__db_insert(struct sup__db *db, enum sup__table table, const struct sup_value *row);
int32_t sup__db_put(struct sup__db *db, enum sup__table table, const struct sup_value *row);
int32_t sup__db_update(struct sup__db *db, enum sup__table table, const struct sup_value *row,
                       uint64_t mask, int64_t expected_version);
/** SUP_NOT_FOUND leaves the error untouched: the caller knows what it means. */
int32_t sup__db_get(struct sup__db *db, enum sup__table table, uint32_t index,
                    const struct sup_value *key, sup_row_fn fn, void *context);
int32_t sup__db_get_many(struct sup__db *db, enum sup__table table, const struct sup_value *keys,
                         uint32_t count, sup_row_fn fn, void *context);
int32_t sup__db_scan(struct sup__db *db, const struct sup_scan *scan, sup_row_fn fn, void *context);
int32_t sup__db_remove(struct sup__db *db, enum sup__table table, const struct sup_value *key);
int32_t sup__db_remove_range(struct sup__db *db, const struct sup_scan *scan, int64_t *removed);
int32_t sup__db_aggregate(struct sup__db *db, const struct sup_scan *scan, uint32_t column,
                          struct sup_aggregate *out);
/** Several reads in one call, where the backend offers that. */
int32_t sup__db_read_many(struct sup__db *db, const struct sup_read *reads, uint32_t count,
                          sup_read_fn fn, void *context);

/** Count a core that uses the store; SUP_MISUSE when the host has closed it. */
int32_t sup__store_hold(struct sup_store *store, struct sup_error *error);
/** One core less. A store that the host has closed goes with its last one. */
void sup__store_release(struct sup_store *store);

/* Values, for keys and bounds. */
struct sup_value sup__int(int64_t number);
struct sup_value sup__text(const char *text); /* NULL becomes SUP_NULL */
struct sup_value sup__blob(const void *data, size_t bytes);

#endif
