/*
 * extension_support.c: see extension_support.h.
 */
#include "extension_support.h"

#include <stdlib.h>

const char *extension_path(void)
{
    const char *path = getenv("SUP_EXTENSION");

    assert_non_null(path);
    return path;
}

void extension_load(sqlite3 *db)
{
    char *why = NULL;
    int rc;

    assert_int_equal(sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL),
                     SQLITE_OK);
    rc = sqlite3_load_extension(db, extension_path(), NULL, &why);
    if (rc != SQLITE_OK) {
        fail_msg("%s: %s", extension_path(), why);
    }
}

sqlite3 *extension_open(const char *path)
{
    sqlite3 *db = raw_open(path);

    extension_load(db);
    return db;
}

void extension_close(sqlite3 *db)
{
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

enum { BUFFERS = 8, BUFFER_BYTES = 16384 };

static char *next_buffer(void)
{
    static char buffers[BUFFERS][BUFFER_BYTES];
    static int at;

    at = (at + 1) % BUFFERS;
    buffers[at][0] = '\0';
    return buffers[at];
}

static void append(char *out, const char *text)
{
    size_t used = strlen(out);

    (void)snprintf(out + used, BUFFER_BYTES - used, "%s", text);
}

static void append_row(char *out, sqlite3_stmt *statement, int columns)
{
    for (int i = 0; i < columns; i++) {
        const char *text = (const char *)sqlite3_column_text(statement, i);

        append(out, i > 0 ? "|" : "");
        append(out, text != NULL ? text : "NULL");
    }
}

static const char *read_rows(sqlite3 *db, const char *text, int is_first_only)
{
    char *out = next_buffer();
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(db, text, -1, &statement, NULL);
    int count = 0;

    if (rc == SQLITE_OK) {
        rc = sqlite3_step(statement);
    }
    for (; rc == SQLITE_ROW; rc = sqlite3_step(statement)) {
        if (!is_first_only || count == 0) {
            append(out, count > 0 ? " " : "");
            append_row(out, statement, is_first_only ? 1 : sqlite3_column_count(statement));
        }
        count++;
    }
    if (rc != SQLITE_DONE) {
        append(out, "error: ");
        append(out, sqlite3_errmsg(db));
    } else if (count == 0) {
        append(out, "no row");
    }
    (void)sqlite3_finalize(statement);
    return out;
}

const char *answer(sqlite3 *db, const char *text)
{
    return read_rows(db, text, 1);
}

const char *rows(sqlite3 *db, const char *text)
{
    return read_rows(db, text, 0);
}

const char *ask(sqlite3 *db, const char *actor, const char *method, const char *params)
{
    char *text = sqlite3_mprintf("SELECT sup_call(%Q, '" NOW "', '{\"jsonrpc\":\"2.0\",\"id\":1,"
                                 "\"method\":\"%q\",\"params\":%q}')",
                                 actor, method, params);
    const char *out;

    out = answer(db, text);
    sqlite3_free(text);
    return out;
}

const char *ask_for(sqlite3 *db, const char *actor, const char *method, const char *params,
                    const char *path)
{
    const char *reply = ask(db, actor, method, params);
    char *text = sqlite3_mprintf("SELECT json_extract(%Q, %Q)", reply, path);
    const char *out = answer(db, text);

    sqlite3_free(text);
    return strncmp(out, "error: ", 7) == 0 ? reply : out;
}

int64_t ticket_open(sqlite3 *db, const char *subject)
{
    char *params = sqlite3_mprintf("{\"subject\":\"%s\"}", subject);
    const char *id = ask_for(db, "system", "ticket.open", params, "$.result.id");

    sqlite3_free(params);
    assert_true(id[0] >= '1' && id[0] <= '9');
    return strtoll(id, NULL, 10);
}
