/*
 * sqlite_store.h: what the files of the SQLite backend share.
 *
 * Nothing outside lib/sqlite includes this file.
 */
#ifndef SUP__SQLITE_STORE_H
#define SUP__SQLITE_STORE_H

#include <sys/types.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "sqlite/sqlite_api.h"
#include "supportcore/sqlite.h"

enum {
    SUP__SQLITE_APPLICATION_ID = 0x53555043, /* "SUPC", at byte 68 of the file */
    SUP__SQLITE_BUSY_TIMEOUT_MS = 5000,
    SUP__SQLITE_PAGE_BYTES = 4096,
    /* Some days of a busy desk: with SQLite's 2 MB each look at a ticket of yesterday reads its pages
     * from the file again, and figures from scratch take a tenth more. */
    SUP__SQLITE_CACHE_KIB = 16 * 1024,
    SUP__SQLITE_WAL_LIMIT_BYTES = 64 * 1024 * 1024,
    SUP__SQLITE_VERSION_MIN = 3037000,
    SUP__STATEMENTS_MAX = 256, /* kept prepared; the least recently used one makes room */
    SUP__STATEMENT_BUCKETS = 256
};

enum sup__verb {
    SUP__VERB_INSERT = 1,
    SUP__VERB_PUT,
    SUP__VERB_UPDATE,
    SUP__VERB_GET,
    SUP__VERB_SCAN,
    SUP__VERB_REMOVE,
    SUP__VERB_REMOVE_RANGE,
    SUP__VERB_AGGREGATE
};

enum sup__shape_flag {
    SUP__SHAPE_LOWER_OPEN = 1,
    SUP__SHAPE_UPPER_OPEN = 2,
    SUP__SHAPE_DESCENDING = 4,
    SUP__SHAPE_LIMIT = 8,
    SUP__SHAPE_VERSION = 16 /* update compares the version */
};

/* A mask of what is read. */
#define SUP__ALL_COLUMNS (~UINT64_C(0))

/** Everything that decides a statement's text; values are always parameters. No padding, so that
 *  two shapes are the same when their bytes are. */
struct sup__shape {
    uint64_t mask; /* update: the columns set; scan: those that are read */
    uint16_t table;
    uint8_t verb;
    uint8_t index;
    uint8_t prefix_count;
    uint8_t lower_count;
    uint8_t upper_count;
    uint8_t flags;
    uint8_t filter_count;
    uint8_t column; /* aggregate */
    uint8_t reserved[6];
    struct {
        uint8_t column;
        uint8_t compare; /* enum sup_compare, + 128 for a comparison with NULL */
    } filters[SUP_STORE_FILTERS_MAX];
};

struct sup__statement {
    struct sup__shape shape;
    sqlite3_stmt *prepared;
    uint64_t used; /* the cache's count when it was last asked for */
    int32_t next;  /* in its bucket; -1 ends */
};

struct sup__statements {
    struct sup__statement entries[SUP__STATEMENTS_MAX];
    int32_t buckets[SUP__STATEMENT_BUCKETS]; /* -1 is empty */
    uint32_t count;
    uint64_t used;
};

/** Statements that are prepared before they are needed, so that a rollback needs no memory. */
enum sup__control {
    SUP__CONTROL_PULSE, /* tells when the others have to be prepared anew */
    SUP__CONTROL_BEGIN_READ,
    SUP__CONTROL_BEGIN_WRITE,
    SUP__CONTROL_COMMIT,
    SUP__CONTROL_ROLLBACK,
    SUP__CONTROL_SAVEPOINT,
    SUP__CONTROL_RELEASE,
    SUP__CONTROL_ROLLBACK_TO,
    SUP__CONTROL_COUNT
};

/** What a rollback that failed has left on the host's connection. */
enum sup__left { SUP__LEFT_NOTHING, SUP__LEFT_SAVEPOINT, SUP__LEFT_TRANSACTION };

/** An object of the database that is ours: its definition as SQLite stores it. */
struct sup__object {
    const char *type; /* "table", "index", "view" */
    const char *name;
    const char *sql;
    const struct sup_table *table; /* of a table that may have extra columns, else NULL */
    int is_found;
};

struct sup__sqlite {
    struct sup_store base; /* first */
    struct sup__mem mem;
    sqlite3 *db;
    const struct sup_schema *schema; /* NULL until prepare() succeeded */
    pid_t pid;

    int is_borrowed;
    int is_memory;
    int is_making;    /* the tables, which SQLite does not count among the changes */
    int is_unsettled; /* prepared in a transaction of the host's that may yet be rolled back */
    int is_read_only;
    int busy_timeout_ms;

    int mode;              /* enum sup_mode of the open transaction, 0 when none is */
    int is_joined;         /* it is a savepoint in the host's transaction */
    int is_lost;           /* SQLite itself rolled it back after an error */
    int is_poisoned;       /* a commit's outcome is not known */
    int left;              /* enum sup__left */
    int left_wrote;        /* there are changes in it */
    uint32_t left_version; /* of the file's content, which a commit of what is left would change */
    int is_in_callback;
    int64_t rowid;   /* the host's last_insert_rowid() */
    int64_t changes; /* of the connection so far, when the transaction began */

    sqlite3_stmt *controls[SUP__CONTROL_COUNT];
    int pulse;
    sqlite3_stmt *sentinel; /* reads the version; SQLite prepares it anew when a schema changed */
    int sentinel_count;     /* how often it had when the schema was last verified */
    uint32_t seen_version;  /* of the file's content, when the schema was last looked at */
    int has_seen_version;
    sqlite3_stmt *lock;    /* writes nothing, but takes the write lock */
    sqlite3_stmt *journal; /* reads the mode of the host's rollback journal */

    struct sup__arena arena;     /* the objects' texts */
    struct sup__object *objects; /* sorted by name */
    uint32_t object_count;
    struct sup__buffer sql; /* a statement's text while it is prepared */
    struct sup__statements statements;
};

/* error.c */

/** Fill the error from what SQLite says now, and return its code. `doing` is what failed. */
int32_t sup__sqlite_fail(struct sup__sqlite *s, const char *doing, const char *object);
/** SQLite said OK to a statement that changed no row: fill the error and return its code. */
int32_t sup__sqlite_ignored(struct sup__sqlite *s, const char *doing, const char *object);
/** Fill the error for a fact of our own. */
int32_t sup__sqlite_state(struct sup__sqlite *s, const char *text);
/** A verb that begins something came in the middle of a call. The library does not do that, so it
 *  is the host, with another core of this store in a hook. */
int32_t sup__sqlite_under_way(struct sup__sqlite *s);
/** After an error because the host opened it for reading: how it can be written. */
void sup__sqlite_hint_read_only(struct sup__sqlite *s);
int32_t sup__sqlite_no_memory(struct sup__sqlite *s);
int32_t sup__sqlite_poisoned(struct sup__sqlite *s);
/** SUP_OK when a verb that needs `mode` may run now. */
int32_t sup__sqlite_enter(struct sup__sqlite *s, int mode);

/* statement.c */

void sup__statements_init(struct sup__statements *statements);
void sup__statements_drop(struct sup__statements *statements);
/** The statement of a shape, from the cache or prepared; borrowed until the next call. */
int32_t sup__sqlite_statement(struct sup__sqlite *s, const struct sup__shape *shape,
                              sqlite3_stmt **statement);
/** Step until done and reset; a SQLite code. */
int sup__sqlite_run(sqlite3_stmt *statement);
int sup__sqlite_bind(sqlite3_stmt *statement, int *at, const struct sup_value *values,
                     uint32_t count);
/** Prepare a statement outside the cache; a SQLite code. */
int sup__sqlite_prepare_text(struct sup__sqlite *s, const char *sql, sqlite3_stmt **statement);

/* shape.c */

/** The shape of a verb over a scan. */
void sup__shape_of_scan(struct sup__shape *shape, enum sup__verb verb, const struct sup_scan *scan);
/** Append the statement's text. */
void sup__shape_sql(const struct sup_schema *schema, const struct sup__shape *shape,
                    struct sup__buffer *sql);
/** An index's whole order: its named columns, then the rest of the primary key. */
uint32_t sup__index_order(const struct sup_table *table, uint32_t index,
                          uint32_t columns[2 * SUP_STORE_KEY_COLUMNS_MAX]);
void sup__sql_name(struct sup__buffer *sql, const char *name);
/** 1 when rows are kept by a hidden number with the primary key beside them, as wide ones are. */
int sup__is_rowid_table(const struct sup_table *table);

/* transaction.c */

int32_t sup__sqlite_begin(struct sup_store *store, int64_t tenant, int32_t mode);
int32_t sup__sqlite_commit(struct sup_store *store);
int32_t sup__sqlite_content(struct sup_store *store, uint64_t *number);
int32_t sup__sqlite_rollback(struct sup_store *store);
int32_t sup__sqlite_controls(struct sup__sqlite *s);
void sup__sqlite_controls_drop(struct sup__sqlite *s);
/** Begin without a look at the schema: for the code that makes it. */
int32_t sup__sqlite_begin_raw(struct sup__sqlite *s, int32_t mode);
/** Refuse to write on a connection that keeps no rollback journal. */
int32_t sup__sqlite_check_journal(struct sup__sqlite *s);
/** Roll back because of `code`. The code to answer: that one with its error, but where rolling back
 *  fails too, its own. */
int32_t sup__sqlite_abandon(struct sup__sqlite *s, int32_t code);

/* undo.c */

/** Run a prepared control statement; a SQLite code. */
int sup__sqlite_control(struct sup__sqlite *s, enum sup__control control);
/** A number that changes with each commit; sure while a lock is held. */
uint32_t sup__sqlite_content_version(struct sup__sqlite *s);
/** Roll back to our savepoint and release it, or our transaction. SQLITE_OK when nothing is left,
 *  SQLITE_ERROR where there was no savepoint, or why it could not be done. */
int sup__sqlite_take_back(struct sup__sqlite *s);
/** Undo what is open because of `code`; as sup__sqlite_abandon(), without being done. */
int32_t sup__sqlite_undo(struct sup__sqlite *s, int32_t code);
/** Before anything else is done: is what an earlier rollback has left gone? */
int32_t sup__sqlite_settle(struct sup__sqlite *s);

/* read.c, write.c */

int32_t sup__sqlite_no_row(struct sup__sqlite *s);
int32_t sup__sqlite_get(struct sup_store *store, uint32_t table, uint32_t index,
                        const struct sup_value *key, sup_row_fn fn, void *context);
int32_t sup__sqlite_get_many(struct sup_store *store, uint32_t table, const struct sup_value *keys,
                             uint32_t count, sup_row_fn fn, void *context);
int32_t sup__sqlite_scan(struct sup_store *store, const struct sup_scan *scan, sup_row_fn fn,
                         void *context);
int32_t sup__sqlite_aggregate(struct sup_store *store, const struct sup_scan *scan, uint32_t column,
                              struct sup_aggregate *out);
int32_t sup__sqlite_read_many(struct sup_store *store, const struct sup_read *reads, uint32_t count,
                              sup_read_fn fn, void *context);
int sup__sqlite_bind_scan(sqlite3_stmt *statement, const struct sup_scan *scan);
int32_t sup__sqlite_insert(struct sup_store *store, uint32_t table, const struct sup_value *row);
int32_t sup__sqlite_put(struct sup_store *store, uint32_t table, const struct sup_value *row);
int32_t sup__sqlite_update(struct sup_store *store, uint32_t table, const struct sup_value *row,
                           uint64_t mask, int64_t expected_version);
int32_t sup__sqlite_remove(struct sup_store *store, uint32_t table, const struct sup_value *key);
int32_t sup__sqlite_remove_range(struct sup_store *store, const struct sup_scan *scan,
                                 int64_t *removed);

/* object.c, token.c, verify.c, prepare.c */

/** The definitions of everything that the schema declares, into s->objects. */
int32_t sup__sqlite_objects(struct sup__sqlite *s, const struct sup_schema *schema);
struct sup__object *sup__sqlite_object(struct sup__sqlite *s, const char *name);
/** One column's definition, as in CREATE TABLE and in ALTER TABLE ADD COLUMN. */
void sup__sql_column(struct sup__buffer *sql, const struct sup_column *column);
/** 1 when `sql` defines the table as we do, but for extra columns that are harmless. *odd is what
 *  of an extra column is not, in `sql`; else NULL. */
int sup__table_matches(const struct sup_table *table, const char *sql, struct sup__buffer *scratch,
                       int *has_extra, const char **odd);
/** Step over ", " and a column that a user may add: nullable or with a default, nothing more. On 0
 *  *text is where a constraint begins, or what else is not taken. */
int sup__take_extra_column(const char **text);
/** 1 when `sql` defines a plain index: not unique, on columns only. */
int sup__index_is_plain(const char *sql);
/** Compare every definition with ours and look for triggers. The objects' is_found tell what is
 *  there; where only views and indexes are missing the message is STORE_INCOMPLETE. */
int32_t sup__sqlite_verify(struct sup__sqlite *s);
int32_t sup__sqlite_prepare(struct sup_store *store, const struct sup_schema *schema);
/** The first column of the first row of a query as a number; a SQLite code. */
int sup__sqlite_number(struct sup__sqlite *s, const char *sql, int64_t *out);
/** Refuse another program's file; nothing is written. The hint tells where a desk is in it. */
int32_t sup__sqlite_check_owner(struct sup__sqlite *s, int64_t *user_version);

/* backup.c */

int32_t sup__sqlite_backup(struct sup_store *store, const char *path, sup_progress_fn progress,
                           void *user);
int32_t sup__sqlite_maintain(struct sup_store *store);
int32_t sup__sqlite_purge(struct sup_store *store);

/* open.c */

void sup__sqlite_close(struct sup_store *store);

#endif
