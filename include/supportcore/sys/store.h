/*
 * sys/store.h: the contract between the library and a storage backend.
 *
 * For people who write backends. A backend keeps rows of typed columns in tables that a
 * schema (struct sup_schema) declares, and offers the verbs below. It is not a query language
 * and never becomes one: no joins, no expressions. The library checks every row against the
 * schema before it calls a backend and after, so a backend may trust what it is given.
 *
 * The rules every backend keeps, all tested by sup_store_conformance() (sys/conformance.h):
 *
 *  1. begin(WRITE) makes this the tenant's only writer until commit or rollback. begin(READ)
 *     gives one consistent view. Transactions do not nest.
 *  2. A duplicate key makes insert answer SUP_EXISTS and leaves the transaction usable.
 *  3. Key columns are never NULL. Text and blobs compare as bytes, integers as numbers.
 *  4. A scan returns rows exactly in the order of its index (which ends in the primary key),
 *     and sees the transaction's own writes.
 *  5. A row handed to a callback is borrowed until the callback returns. Callbacks do not call
 *     the store; a store answers SUP_MISUSE if one does.
 *  6. Columns that users added to a table, nullable or with a default, are tolerated: they are
 *     not in the rows a backend hands out, and `update` leaves them as they are.
 *  7. A put or update that meets another row's unique value answers SUP_EXISTS; where the expected
 *     version does not match either, SUP_CONFLICT wins. A scan that its callback stops is SUP_OK. A
 *     key that get_many is given twice gives its row twice. A sum past 64 bits is an error. A
 * schema older than the stored one is refused.
 *  8. On failure but SUP_NOT_FOUND the store fills `error` of its struct sup_store and returns a
 * code. A failed verb changes nothing; the transaction may go on unless the code is SUP_IO or
 * SUP_CORRUPT.
 *
 * New verbs are only ever appended to struct sup_store_methods.
 */
#ifndef SUPPORTCORE_SYS_STORE_H
#define SUPPORTCORE_SYS_STORE_H

#include "supportcore/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of the storage contract. @since 0.1 */
enum {
    SUP_STORE_COLUMNS_MAX = 60,     /**< columns of one table */
    SUP_STORE_KEY_COLUMNS_MAX = 12, /**< columns of one index, primary key included */
    SUP_STORE_INDEXES_MAX = 8,      /**< secondary indexes of one table */
    SUP_STORE_GET_MANY_MAX = 100,   /**< keys of one get_many */
    SUP_STORE_FILTERS_MAX = 8,      /**< filters of one scan */
    SUP_STORE_READ_MANY_MAX = 4096, /**< reads of one read_many */
    SUP_STORE_ROWS_ONLY = 255       /**< in place of aggregate()'s column: rows are only counted */
};

/** Types of columns and values. @since 0.1 */
enum sup_type { SUP_NULL = 0, SUP_INT = 1, SUP_TEXT = 2, SUP_BLOB = 3 };

/** One value. `number` for SUP_INT; `data` and `bytes` for text (no NUL needed) and blobs. */
struct sup_value {
    int32_t type; /**< enum sup_type */
    uint32_t reserved;
    int64_t number;
    const void *data;
    size_t bytes;
};

/** Column flags. @since 0.1 */
enum sup_column_flag {
    SUP_COLUMN_NULLABLE = 1, /**< may be NULL; never in a key */
    SUP_COLUMN_PRIVATE = 2   /**< may hold personal text: erasure looks here */
};

/** A column of a table. */
struct sup_column {
    const char *name;
    int32_t type;        /**< enum sup_type */
    uint32_t flags;      /**< enum sup_column_flag */
    const char *meaning; /**< one sentence for the data model page */
};

/** A secondary index: the columns by number; the primary key's columns that are not yet in it
 *  are part of its order, after the named ones. A unique index is unique in the named ones. */
struct sup_index {
    const char *name;
    uint32_t is_unique;
    uint32_t column_count;
    const uint32_t *columns; /**< by their numbers */
};

/** What a table is for. @since 0.1 */
enum sup_table_kind { SUP_TABLE_RECORD = 1, SUP_TABLE_PROJECTION = 2, SUP_TABLE_OPERATIONAL = 3 };

/** Table flags: hints about the data, which change no answer. @since 0.1 */
enum sup_table_flag {
    SUP_TABLE_WIDE = 1 /**< rows usually hold more than some 500 bytes: texts, documents */
};

/** A table. Its first `key_count` columns are the primary key; the first of all is the tenant. */
struct sup_table {
    const char *name; /**< "sup_ticket" */
    int32_t kind;     /**< enum sup_table_kind */
    uint32_t key_count;
    uint32_t column_count;
    uint32_t index_count;
    const struct sup_column *columns; /**< those of the primary key first */
    const struct sup_index *indexes;  /**< secondary ones */
    int32_t version_column;           /**< the column that update() compares, or -1 */
    uint32_t flags;                   /**< enum sup_table_flag */
    const char *meaning;              /**< one sentence for the data model page */
};

/** A view for people who read with SQL; backends without SQL ignore views. */
struct sup_view {
    const char *name;
    const char
        *select; /**< the SELECT, in SQLite's SQL; others write their own with these columns */
    const char *meaning; /**< one sentence for the data model page */
    const char *columns; /**< a line for each, in their order: "name: meaning" */
};

/** Every table and view that the library keeps. */
struct sup_schema {
    uint32_t size;
    int32_t version; /**< grows by one with each change of tables */
    uint32_t table_count;
    uint32_t view_count;
    const struct sup_table *tables; /**< in the order of their numbers */
    const struct sup_view *views;   /**< made after the tables */
};

/** The library's schema: every table that it keeps. Borrowed, static. @since 0.1 */
SUP_API const struct sup_schema *sup_schema(void);

/** What a transaction may do. @since 0.1 */
enum sup_mode { SUP_READ = 1, SUP_WRITE = 2 };

/** Comparisons of a filter. NULL never matches but with SUP_EQ and SUP_NE against NULL. */
enum sup_compare { SUP_EQ = 1, SUP_NE = 2, SUP_LT = 3, SUP_LE = 4, SUP_GT = 5, SUP_GE = 6 };

/** What a column of a row has to be. */
struct sup_filter {
    uint32_t column;        /**< by its number */
    int32_t compare;        /**< enum sup_compare */
    struct sup_value value; /**< to compare with */
};

/**
 * Rows to visit: those of `table` whose leading columns of the index equal `prefix`, within the
 * bounds, that pass all filters, at most `limit`.
 *
 * `index` 0 is the primary key, n is indexes[n - 1]. A bound is a tuple over the index's columns
 * right after the prefix (lower_count of them), compared as a tuple; count 0 is no bound.
 */
struct sup_scan {
    uint32_t size;
    uint32_t table;
    uint32_t index;
    uint32_t prefix_count;
    const struct sup_value *prefix;
    uint32_t lower_count;
    uint32_t lower_is_open;        /**< 1: rows equal to the bound are left out */
    const struct sup_value *lower; /**< the bound below */
    uint32_t upper_count;
    uint32_t upper_is_open;        /**< 1: rows equal to the bound are left out */
    const struct sup_value *upper; /**< the bound above */
    uint32_t filter_count;
    uint32_t is_descending;
    const struct sup_filter *filters;
    uint32_t limit; /**< rows at most; 0 is no limit */
    uint32_t reserved;
    /** scan() and read_many(): bit i asks for column i, and what the others are given as is the
     *  backend's choice: as they are, or as SUP_NULL. 0 asks for all. */
    uint64_t columns;
};

/** What aggregate() finds over the rows of a scan. `column` values that are NULL are skipped; with
 *  SUP_STORE_ROWS_ONLY as the column all are. */
struct sup_aggregate {
    int64_t count;    /**< rows */
    int64_t sum;      /**< of the column */
    int64_t min;      /**< 0 when is_empty */
    int64_t max;      /**< 0 when is_empty */
    int32_t is_empty; /**< 1: no row had a value in the column */
    int32_t reserved;
};

/** A row, all columns in the schema's order. Return 0 to go on, anything else to stop. */
typedef int32_t (*sup_row_fn)(void *context, const struct sup_value *row, uint32_t count);

/** One read of read_many(). */
struct sup_read {
    const struct sup_scan *scan;     /**< which rows */
    struct sup_aggregate *aggregate; /**< NULL: rows are handed out; else this is filled instead, as
                                          aggregate() does with `column` */
    uint32_t column;                 /**< of the aggregate */
    uint32_t reserved;
};

/** A row of the read of that number. Return 0 to go on, anything else to stop all reads. */
typedef int32_t (*sup_read_fn)(void *context, uint32_t read, const struct sup_value *row,
                               uint32_t count);

/** How far a long call has come; return 0 to go on, anything else to stop it cleanly. */
typedef int32_t (*sup_progress_fn)(void *user, int64_t done, int64_t total);

struct sup_store;

/** The verbs. `size` is sizeof the struct; slots past it, and NULL in optional ones, are absent. */
struct sup_store_methods {
    uint32_t size;
    uint32_t reserved;
    const char *name; /**< "sqlite", "memory" */

    /** Create the tables, or bring older ones up to schema->version, or verify them. A newer
     *  version, another program's database or a tampered definition is refused with nothing
     *  written. */
    int32_t (*prepare)(struct sup_store *store, const struct sup_schema *schema);
    /** Begin a transaction of a tenant; `mode` is enum sup_mode. */
    int32_t (*begin)(struct sup_store *store, int64_t tenant, int32_t mode);
    /** End it, and keep what was written. */
    int32_t (*commit)(struct sup_store *store);
    /** Never fails for want of memory. A failure is told to the host in place of the error that led
     *  here: answer one where the transaction may still come to be committed. */
    int32_t (*rollback)(struct sup_store *store);

    /** SUP_EXISTS when the primary key or a unique index has it already. */
    int32_t (*insert)(struct sup_store *store, uint32_t table, const struct sup_value *row);
    /** Insert, or replace all our columns of the row with that primary key. */
    int32_t (*put)(struct sup_store *store, uint32_t table, const struct sup_value *row);
    /** Set the columns in `mask` (bit n: column n; never key columns) of the row with the primary
     *  key in `row`. With expected_version >= 0 the stored version must equal it. No such row:
     *  SUP_CONFLICT. */
    int32_t (*update)(struct sup_store *store, uint32_t table, const struct sup_value *row,
                      uint64_t mask, int64_t expected_version);
    /** One row by the primary key (index 0) or a unique index; SUP_NOT_FOUND without a call. */
    int32_t (*get)(struct sup_store *store, uint32_t table, uint32_t index,
                   const struct sup_value *key, sup_row_fn fn, void *context);
    /** Rows by primary key: `keys` holds key_count values per row, one after the other. Rows come
     *  in the order of the keys asked for; keys without a row are left out. */
    int32_t (*get_many)(struct sup_store *store, uint32_t table, const struct sup_value *keys,
                        uint32_t count, sup_row_fn fn, void *context);
    /** Hand out the rows of a scan, in its order. */
    int32_t (*scan)(struct sup_store *store, const struct sup_scan *scan, sup_row_fn fn,
                    void *context);
    /** Remove the row with that primary key; SUP_NOT_FOUND when there is none. */
    int32_t (*remove)(struct sup_store *store, uint32_t table, const struct sup_value *key);
    /** Remove the rows of a scan (its limit holds); their number in *removed. */
    int32_t (*remove_range)(struct sup_store *store, const struct sup_scan *scan, int64_t *removed);
    /** Count a scan's rows, and add up a column. */
    int32_t (*aggregate)(struct sup_store *store, const struct sup_scan *scan, uint32_t column,
                         struct sup_aggregate *out);
    /** Release everything. The store is not used again. */
    void (*close)(struct sup_store *store);

    /* Optional from here. */

    /** Copy everything to a new file, consistently, while others go on working. */
    int32_t (*backup)(struct sup_store *store, const char *path, sup_progress_fn progress,
                      void *user);
    /** Housekeeping: write-ahead log checkpoint, statistics. */
    int32_t (*maintain)(struct sup_store *store);
    /** A number that is another one whenever anything in the store may have changed, through this
     *  store or past it. Asked inside a writing transaction before its first change, and right
     *  after its commit. Equal numbers mean: what was read then is so now. A store that cannot
     *  know answers SUP_UNSUPPORTED or leaves the slot out. */
    int32_t (*content)(struct sup_store *store, uint64_t *number);
    /** Several reads in one call, `count` of them, one after the other: each is what scan() or
     *  aggregate() does. For a store across a network: all of them in one round trip. Without it
     *  the library calls those two, read by read. */
    int32_t (*read_many)(struct sup_store *store, const struct sup_read *reads, uint32_t count,
                         sup_read_fn fn, void *context);
    /** Rewrite what is stored, so that nothing which was deleted is left in it. */
    int32_t (*purge)(struct sup_store *store);
};

/** The head of every store; a backend's own struct begins with it, zeroed but for the methods and
 *  the error's size. */
struct sup_store {
    const struct sup_store_methods *methods; /**< the backend's verbs */
    struct sup_error error;                  /**< why the last verb failed */
    uint32_t core_count;                     /**< the library's: cores that are open on it */
    uint32_t is_closed;                      /**< the library's: the host has closed it */
};

/**
 * Close a store, whoever opened it.
 *
 * While a core is open on it the store stays, the core goes on working, and the store is released
 * with its last core: so bindings may finalize stores and cores in any order. It takes no new core
 * (sup_open() answers SUP_MISUSE), and its pointer is not to be used again.
 *
 * @param store  NULL is allowed
 * @since 0.1
 */
SUP_API void sup_store_close(struct sup_store *store);

#ifdef __cplusplus
}
#endif
#endif
