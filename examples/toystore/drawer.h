/*
 * drawer.h: a storage backend for libsupportcore that somebody wrote who has only the installed
 * headers. Everything is in memory and, after each commit, in one flat file.
 *
 * It is a toy: each scan looks at every row of its table, and each commit writes the whole file. But
 * it keeps the whole contract of supportcore/sys/store.h, and the library's suite says so. Begin
 * here for a backend of your own; docs/backends.md tells why the rules are as they are.
 */
#ifndef DRAWER_H
#define DRAWER_H

#include <supportcore/sys/store.h>

enum { ORDER_MAX = 2 * SUP_STORE_KEY_COLUMNS_MAX };

/** A row that never changes: an update makes a new one, and a rollback finds the old one again. */
struct row {
    uint32_t count;
    uint32_t reserved;
    struct sup_value values[]; /* what texts and blobs point to follows in the same block */
};

/** A table's rows, sorted by the primary key. */
struct table {
    const struct sup_table *shape;
    struct row **rows;
    size_t count;
    size_t room;
};

/** What a verb did to a row: without an old one it is new, without a new one it is gone. */
struct step {
    uint32_t table;
    uint32_t reserved;
    struct row *old_row;
    struct row *new_row;
};

struct drawer {
    struct sup_store head; /* first: the library sees nothing else */
    char *path;
    const struct sup_schema *schema; /* NULL before prepare() */
    struct table *tables;
    uint32_t table_count;
    int32_t mode;           /* enum sup_mode; 0 outside of a transaction */
    int32_t is_calling;     /* a row is handed out: no verb may be called meanwhile */
    struct step *steps;     /* of the transaction, to take them back */
    size_t step_count;
    size_t step_room;
};

/**
 * Open a drawer.
 *
 * @param path  its file, made with the first commit; copied
 * @param[out] store  owned: close with sup_store_close()
 * @return SUP_OK or SUP_NOMEM; whether the file can be read is told by prepare(), in sup_open()
 */
int32_t drawer_open(const char *path, struct sup_store **store);

/** Write why a verb failed, and answer its code. */
int32_t drawer_fail(struct drawer *drawer, int32_t code, const char *text, const char *hint);

/* rows.c */

/** A copy of the values in one block; NULL without memory. Released with free(). */
struct row *row_copy(const struct sup_value *values, uint32_t count);
/** Less than, equal to or greater than 0; NULL comes before everything. */
int value_compare(const struct sup_value *a, const struct sup_value *b);
/** The columns by which an index sorts, the primary key's last; how many they are. 0 is the primary key. */
uint32_t index_order(const struct sup_table *shape, uint32_t index, uint32_t *order);
/** The place of the row with that primary key, or where it would be; 1 when it is there. */
int table_find(const struct table *table, const struct sup_value *key, size_t *place);
/** The row other than `except` that has these values in a unique index's columns; NULL if none has. */
struct row *table_taken(const struct table *table, const struct sup_value *values,
                        const struct row *except);
/** Room for one more row. 0 without memory. */
int table_reserve(struct table *table);
void table_put_at(struct table *table, size_t place, struct row *row);
void table_take_at(struct table *table, size_t place);
void table_clear(struct table *table);

/* choose.c */

/** The rows of a scan, in its order, up to its limit. Owned: free(). SUP_OK or SUP_NOMEM. */
int32_t choose(const struct table *table, const struct sup_scan *scan, struct row ***chosen,
               size_t *count);

/* file.c */

/** Fill the tables of the schema from the file, where there is one. */
int32_t file_read(struct drawer *drawer, const struct sup_schema *schema);
/** Write all of it beside the file and put it in its place. */
int32_t file_write(struct drawer *drawer);

#endif
