/*
 * memory_store.h: the memory store's state, and what its files share.
 *
 * A transaction writes to the tables at once and keeps an undo log of the rows before and after.
 * Commit frees the rows before, rollback puts them back in reverse order. Everything that needs
 * memory is reserved before the first link of a verb changes, so a verb that runs out of memory
 * has changed nothing, and a rollback needs none.
 */
#ifndef SUP__MEMORY_STORE_H
#define SUP__MEMORY_STORE_H

#include "memory/table.h"

/** One row's change: no `before` was an insert, no `after` a removal. */
struct sup__memory_undo {
    struct sup__memory_table *table;
    struct sup__memory_row *before;
    struct sup__memory_row *after;
};

struct sup__memory_shape {
    struct sup__arena arena;
    struct sup__memory_table *tables;
    uint32_t table_count;
    int32_t version;
};

struct sup__memory_store {
    struct sup_store head;
    struct sup__mem mem;
    struct sup__memory_shape shape;
    struct sup__memory_undo *undo;
    size_t undo_count;
    size_t undo_capacity;
    struct sup__tree_spares spares;
    uint64_t content;   /* commits so far */
    int32_t mode;       /* enum sup_mode; 0 outside of a transaction */
    int32_t is_calling; /* a row callback runs */
    int32_t is_prepared;
    struct sup_value row[SUP_STORE_COLUMNS_MAX]; /* handed to callbacks */
};

/** The store when a transaction allows this verb now, else NULL with the error told. */
struct sup__memory_store *sup__memory_enter(struct sup_store *store, int32_t mode);
/** The table with that number, NULL with the error told. */
struct sup__memory_table *sup__memory_table_at(struct sup__memory_store *store, uint32_t table);
/** Tell the error of a call that does not fit the schema. */
int32_t sup__memory_misfit(struct sup__memory_store *store, const char *what);
int32_t sup__memory_nomem(struct sup__memory_store *store);
/** As sup__sqlite_under_way(): the host began something in the middle of a call. */
int32_t sup__memory_under_way(struct sup__memory_store *store);
/** Hand a row to the callback; what the callback answers. */
int32_t sup__memory_call(struct sup__memory_store *store, const struct sup__memory_table *table,
                         const struct sup__memory_row *row, sup_row_fn fn, void *context);

/* undo.c */

/** Room for one more change; SUP_NOMEM with the error told. */
int32_t sup__memory_undo_reserve(struct sup__memory_store *store);
/** Note a change for which there is room. */
void sup__memory_undo_add(struct sup__memory_store *store, struct sup__memory_table *table,
                          struct sup__memory_row *before, struct sup__memory_row *after);
void sup__memory_undo_keep(struct sup__memory_store *store); /* the changes stay: commit */
void sup__memory_undo_all(struct sup__memory_store *store);  /* none of them stays: rollback */

/* cursor.c */

/** A walk over the rows of a scan, filters and limit applied. */
struct sup__memory_cursor {
    struct sup__memory_table *table;
    const struct sup_scan *scan;
    struct sup__tree_place place;  /* visited next, before bounds and filters are looked at */
    struct sup__memory_probe last; /* the bound it runs towards */
    uint32_t left;                 /* rows the limit still allows */
};

int32_t sup__memory_cursor_begin(struct sup__memory_cursor *cursor, struct sup__memory_store *store,
                                 const struct sup_scan *scan);
struct sup__memory_row *
sup__memory_cursor_next(struct sup__memory_cursor *cursor); /* NULL at the end */

/* The verbs, as in struct sup_store_methods. */

int32_t sup__memory_prepare(struct sup_store *store, const struct sup_schema *schema);
void sup__memory_shape_free(struct sup__memory_shape *shape); /* with all rows */

int32_t sup__memory_insert(struct sup_store *store, uint32_t table, const struct sup_value *row);
int32_t sup__memory_put(struct sup_store *store, uint32_t table, const struct sup_value *row);
int32_t sup__memory_update(struct sup_store *store, uint32_t table, const struct sup_value *row,
                           uint64_t mask, int64_t expected_version);
int32_t sup__memory_remove(struct sup_store *store, uint32_t table, const struct sup_value *key);
int32_t sup__memory_remove_range(struct sup_store *store, const struct sup_scan *scan,
                                 int64_t *removed);

int32_t sup__memory_get(struct sup_store *store, uint32_t table, uint32_t index,
                        const struct sup_value *key, sup_row_fn fn, void *context);
int32_t sup__memory_get_many(struct sup_store *store, uint32_t table, const struct sup_value *keys,
                             uint32_t count, sup_row_fn fn, void *context);
int32_t sup__memory_scan(struct sup_store *store, const struct sup_scan *scan, sup_row_fn fn,
                         void *context);
int32_t sup__memory_aggregate(struct sup_store *store, const struct sup_scan *scan, uint32_t column,
                              struct sup_aggregate *out);
int32_t sup__memory_read_many(struct sup_store *store, const struct sup_read *reads, uint32_t count,
                              sup_read_fn fn, void *context);

#endif
