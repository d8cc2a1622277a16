/*
 * extension_support.h: what the tests of the loadable extension share: a connection that it is
 * loaded into, and requests in SQL.
 */
#ifndef EXTENSION_SUPPORT_H
#define EXTENSION_SUPPORT_H

#include "sqlite_support.h"

#define NOW "2026-03-29T09:00:00Z"

/** The extension's file, which the build names. */
const char *extension_path(void);
/** Open a database and load the extension into it; fails the test unless it works. */
sqlite3 *extension_open(const char *path);
void extension_load(sqlite3 *db);
/** sqlite3_close(), which refuses while anything of ours is prepared. */
void extension_close(sqlite3 *db);

/** The first column of the first row as text, "NULL" and "no row"; of an error "error: " and its
 *  text. In one of eight buffers that the next calls leave alone. */
const char *answer(sqlite3 *db, const char *text);
/** All rows: columns apart by |, rows by a space. */
const char *rows(sqlite3 *db, const char *text);

/** SELECT sup_call() of a request, as `answer`: the method and its parameters as JSON. */
const char *ask(sqlite3 *db, const char *actor, const char *method, const char *params);
/** The same, of which a value of the reply is taken, such as $.result.id. */
const char *ask_for(sqlite3 *db, const char *actor, const char *method, const char *params,
                    const char *path);

/** Open a ticket as the system; its id. */
int64_t ticket_open(sqlite3 *db, const char *subject);

#endif
