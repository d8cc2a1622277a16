/*
 * sqlite_support.h: what the tests of the SQLite backend share: a small schema, values, a folder
 * of their own, and raw access to the same database.
 */
#ifndef SQLITE_SUPPORT_H
#define SQLITE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "supportcore/sqlite.h"

/* Columns of sup_item, the test's table 0. */
enum {
    ITEM_TENANT,
    ITEM_ID,
    ITEM_VERSION,
    ITEM_CODE,
    ITEM_DUE,
    ITEM_NOTE, /* nullable */
    ITEM_DATA, /* nullable blob */
    ITEM_COUNT
};

/* Indexes of sup_item. */
enum { BY_KEY, BY_DUE, BY_CODE };

/* Table 1, sup_pair: a primary key of int, text, int and nothing else. Table 2, sup_wide: the
 * columns and indexes of sup_item in a table for wide rows. */
enum { TABLE_ITEM, TABLE_PAIR, TABLE_WIDE };

/** The schema, and a later version of it: one more nullable column, table, index; another view. */
extern const struct sup_schema test_schema;
extern const struct sup_schema test_schema_2;

#define INT(n)     ((struct sup_value){.type = SUP_INT, .number = (n)})
#define TEXT(t)    ((struct sup_value){.type = SUP_TEXT, .data = (t), .bytes = strlen(t)})
#define BLOB(p, n) ((struct sup_value){.type = SUP_BLOB, .data = (p), .bytes = (n)})

/** A row of sup_item: tenant 1, version 1, code "c<id>", no note, no data. */
struct item {
    struct sup_value values[ITEM_COUNT];
    char code[24];
};
void item_make(struct item *item, int64_t id, int64_t due);

/** Rows as a callback saw them: the ids, and the last row's values. */
struct seen {
    int32_t count;
    int32_t stop_after; /* 0: never */
    int64_t ids[64];
    char code[64];
    char note[64];
    int note_is_null;
    int data_is_null;
    size_t data_bytes;
};
int32_t see(void *context, const struct sup_value *row, uint32_t count);

/** A new empty folder below the current one; cmocka setup and teardown. *state is its path. */
int folder_make(void **state);
int folder_remove(void **state);
/** "<folder>/<name>" in a static buffer that the next four calls leave alone. */
const char *in_folder(void **state, const char *name);

/** Open and prepare; fails the test unless it works. */
struct sup_store *store_open(const char *path);
/** Open with a short timeout and prepare with a schema; the code of what failed. */
int32_t store_try(const char *path, const struct sup_schema *schema, struct sup_store **store,
                  struct sup_error *error);
void store_close(struct sup_store *store);

/** SQL on a raw connection; fails the test unless it works. */
void sql(sqlite3 *db, const char *text);
int64_t sql_number(sqlite3 *db, const char *text);
/** The same on a connection of its own to a file. */
void sql_file(const char *path, const char *text);
int64_t sql_file_number(const char *path, const char *text);
sqlite3 *raw_open(const char *path);

/** A file's whole content, to be released with free(); its size in *bytes. */
unsigned char *file_bytes(const char *path, size_t *bytes);

/** insert of an item in a transaction of its own; the code. */
int32_t insert_item(struct sup_store *store, int64_t id, int64_t due);
int64_t count_items(struct sup_store *store);

/** expected SUP_OK; prints the store's error otherwise. */
#define must(store, call) must_be_ok((store), (call), #call, __FILE__, __LINE__)
void must_be_ok(struct sup_store *store, int32_t code, const char *call, const char *file,
                int line);

#endif
