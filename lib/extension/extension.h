/*
 * extension.h: what the files of the loadable SQLite extension share.
 *
 *     SELECT sup_call('agent:3', '2026-03-29T09:00:00Z', '{"jsonrpc": "2.0", ...}');
 *     SELECT id, subject FROM sup_tickets('agent:3', '2026-03-29T09:00:00Z') WHERE status = 'open';
 *
 * Desks are opened on the connection that asks and work in its transaction, with the host's SQLite
 * (see sqlite/sqlite_api.h). The extension is written on the public headers, as a binding for
 * another language is; how texts and times are read it shares with the library.
 */
#ifndef SUP__EXTENSION_H
#define SUP__EXTENSION_H

#include <stdarg.h>

#include "sqlite/sqlite_api.h"
#include "supportcore.h"

#define SUP__TICKETS_TABLE "sup_tickets"

enum { SUP__DESKS_MAX = 8 /* open at once on a connection; the least recently used makes room */ };

/** A desk of a connection. */
struct sup__desk {
    int64_t tenant;
    sup_core *core; /* NULL: a free place */
    uint64_t used;
};

/** What a connection has of the library: made when the extension is loaded into it. */
struct sup__session {
    sqlite3 *db;
    struct sup_store *store; /* NULL while no desk is open */
    struct sup__desk desks[SUP__DESKS_MAX];
    uint64_t used;
    int connected; /* tables of ours that SQLite has connected: it tells them when it closes */
    int holders;   /* functions, modules and tables that SQLite will tell when it drops them */
};

/** Why something was not done, as the host will read it. */
struct sup__why {
    int code; /* of SQLite; SQLITE_OK: nothing is wrong */
    char text[512];
};

/* entry.c */

/** One holder less; the last one frees the session. */
void sup__session_release(void *session);

/* session.c */

/** Close every desk; they are opened again when they are asked for. */
void sup__session_close_desks(struct sup__session *session);

/** What is done on a desk. */
typedef int32_t (*sup__desk_fn)(sup_core *core, void *context);

/**
 * Do something on a tenant's desk, which is opened if need be. It may be called twice, when the
 * desk has to be opened anew in between.
 *
 * @param name  the SQL function that asks, for `why`
 * @param code  what `fn` answered, and sup_last_error() of the core in *error
 * @return 1 when `fn` was called; else `why` says why not
 */
int sup__session_run(struct sup__session *session, const char *name, int64_t tenant,
                     sup__desk_fn fn, void *context, struct sup_error *error, int32_t *code,
                     struct sup__why *why);

/* argument.c */

void sup__why_set(struct sup__why *why, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** What the library said, with its hint. */
void sup__why_error(struct sup__why *why, const char *name, const struct sup_error *error);

/** A whole number, also one that came as a real, as JavaScript sends them. 1 if it is one. */
int sup__value_integer(sqlite3_value *value, int64_t *out);
/** "system", "agent:3" ... 1 if it is an actor. */
int sup__value_actor(sqlite3_value *value, struct sup_caller *caller);
/** RFC 3339 or milliseconds since 1970. 1 if it is a time. */
int sup__value_time(sqlite3_value *value, int64_t *ms);
/** Who asks, when and whom, or why not; `tenant` may be NULL, and then is 0. 1 if all is well. */
int sup__read_caller(const char *name, sqlite3_value *actor, sqlite3_value *now,
                     sqlite3_value *tenant_value, struct sup_caller *caller, int64_t *tenant,
                     struct sup__why *why);

/** When it happened, the trace and whether another system decided it: up to three more arguments of
 *  sup_call(), each left out or NULL. Texts stay SQLite's. 1 if all is well. */
int sup__read_told(const char *name, int count, sqlite3_value **arguments,
                   struct sup_caller *caller, struct sup__why *why);

/* call.c */

/** sup_call(actor, now, request [, tenant [, at [, traceparent [, is_import]]]]) */
enum { SUP__CALL_ARGUMENTS_MIN = 3, SUP__CALL_ARGUMENTS_MAX = 7 };
void sup__sql_call(sqlite3_context *context, int count, sqlite3_value **arguments);

/* table.c */

/** A list of the desk as a table-valued function. */
struct sup__list {
    struct sup__session *session;
    const char *name;
    int32_t operation; /* enum sup_operation_number; answers items and next_after */
    int32_t get;       /* the operation that reads one by its id; 0: there is none */
};

extern const sqlite3_module sup__list_module;

enum sup__column_kind {
    SUP__COLUMN_ITEM,  /* of a row */
    SUP__COLUMN_GIVEN, /* a parameter that no row has: what was asked for */
    SUP__COLUMN_ACTOR,
    SUP__COLUMN_NOW,
    SUP__COLUMN_TENANT
};

struct sup__column {
    enum sup__column_kind kind;
    const char *name;
    const struct sup_field *item;
    const struct sup_field *param; /* that = looks for; NULL: SQLite looks itself */
};

enum { SUP__COLUMNS_MAX = 64 };

struct sup__table {
    sqlite3_vtab base;     /* first */
    struct sup__list list; /* a copy: SQLite may drop the module before its table */
    const struct sup_operation *operation;
    const struct sup_shape *item;
    int column_count;
    struct sup__column columns[SUP__COLUMNS_MAX];
};

/** The field of that name; NULL when there is none. */
const struct sup_field *sup__shape_field(const struct sup_shape *shape, const char *name);
/** The operation that reads one row by the id in this column; 0 for other columns. */
int32_t sup__column_get(const struct sup__table *table, int column);

/* What xBestIndex tells xFilter: by idxNum how to read, by idxStr the columns of its values. */
enum { SUP__PLAN_ASCENDING = 1, SUP__PLAN_ONE = 2, SUP__PLAN_INCOMPLETE = 4 };
enum { SUP__PLAN_COLUMN_BASE = '0' }; /* a column as one byte of idxStr */

/* cursor.c */

int sup__cursor_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out);
int sup__cursor_close(sqlite3_vtab_cursor *base);
int sup__cursor_filter(sqlite3_vtab_cursor *base, int plan, const char *columns, int count,
                       sqlite3_value **values);
int sup__cursor_next(sqlite3_vtab_cursor *base);
int sup__cursor_eof(sqlite3_vtab_cursor *base);
int sup__cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column);
int sup__cursor_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid);

#endif
