/*
 * undo.c: taking back what an operation did, also where SQLite will not do it.
 *
 * On a file of our own a rollback that failed is repeated before the next transaction, and nobody
 * else can commit what is left. On a borrowed connection the host can. Its progress handler or
 * sqlite3_interrupt() stops a ROLLBACK TO like any other statement, and a handler can be neither
 * asked for nor put back, so it is not ours to lift. The statement is tried a few times, since
 * most handlers stop one statement and let the next ones pass. After that the call itself says
 * what the host has to do, and the handle does nothing until what was left is gone.
 *
 * Inside a statement of the host's, as in an SQL function, sqlite3_interrupt() stops each statement
 * until that one ends. A transaction that is all ours can be ended even so: SQLite rolls back when
 * a statement that writes is interrupted, and BEGIN IMMEDIATE is one. Where it is not interrupted
 * it is an error, since there is a transaction already.
 */
#include "sqlite/sqlite_store.h"

enum { UNDO_TRIES = 4 };

int sup__sqlite_control(struct sup__sqlite *s, enum sup__control control)
{
    return sup__sqlite_run(s->controls[control]);
}

uint32_t sup__sqlite_content_version(struct sup__sqlite *s)
{
    unsigned int version = 0;

    (void)sqlite3_file_control(s->db, "main", SQLITE_FCNTL_DATA_VERSION, &version);
    return version;
}

int sup__sqlite_take_back(struct sup__sqlite *s)
{
    enum sup__control back = s->is_joined ? SUP__CONTROL_ROLLBACK_TO : SUP__CONTROL_ROLLBACK;
    int rc = SQLITE_INTERRUPT;

    for (int i = 0; i < UNDO_TRIES && rc != SQLITE_OK && !sqlite3_get_autocommit(s->db); i++) {
        rc = sup__sqlite_control(s, back);
    }
    if ((rc & 0xff) == SQLITE_INTERRUPT && !s->is_joined && !sqlite3_get_autocommit(s->db)) {
        (void)sup__sqlite_control(s, SUP__CONTROL_BEGIN_WRITE);
    }
    if (sqlite3_get_autocommit(s->db)) {
        return SQLITE_OK; /* SQLite may have done it already, or in the end */
    }
    for (int i = 0; s->is_joined && rc == SQLITE_OK && i < UNDO_TRIES; i++) {
        if (sup__sqlite_control(s, SUP__CONTROL_RELEASE) == SQLITE_OK) {
            break; /* if it stays, it is empty and goes with the host's transaction */
        }
    }
    return rc;
}

/* What the host has to know above all: more than what made us roll back. */
static int32_t left_behind(struct sup__sqlite *s, const char *why)
{
    int32_t code;

    if (s->left == SUP__LEFT_SAVEPOINT) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_LEFT, NULL,
                         "half of an operation is in your transaction: %s", why);
    }
    code = sup__fail(&s->base.error, SUP_MSG_STORE_LEFT, NULL,
                     "a transaction of the library's is open on your connection: %s", why);
    sup__hint(&s->base.error, "run ROLLBACK on the connection before anything else: what is "
                              "written on it now is not committed");
    return code;
}

int32_t sup__sqlite_undo(struct sup__sqlite *s, int32_t code)
{
    int has_written =
        s->mode == SUP_WRITE && (s->is_making || sqlite3_total_changes64(s->db) != s->changes);
    struct sup_error why = s->base.error;
    int rc = sup__sqlite_take_back(s);

    if (rc == SQLITE_OK || (s->is_joined && (rc & 0xff) == SQLITE_ERROR)) {
        s->base.error = why; /* done, or there is no savepoint of ours */
        return code;
    }
    if (!s->is_borrowed) {
        return sup__sqlite_fail(s, "rolling back", "a transaction");
    }
    if (s->is_joined && !has_written) {
        s->base.error = why; /* the savepoint is empty and goes with the host's transaction */
        return code;
    }
    s->left = s->is_joined ? SUP__LEFT_SAVEPOINT : SUP__LEFT_TRANSACTION;
    s->left_wrote = has_written;
    s->left_version = sup__sqlite_content_version(s);
    rc = sqlite3_extended_errcode(s->db);
    code = left_behind(s, sqlite3_errmsg(s->db));
    s->base.error.backend_code = rc;
    return code;
}

int32_t sup__sqlite_settle(struct sup__sqlite *s)
{
    int is_open = !sqlite3_get_autocommit(s->db);

    if (s->left == SUP__LEFT_NOTHING) {
        return SUP_OK;
    }
    if (is_open && s->left == SUP__LEFT_SAVEPOINT) {
        int rc;

        s->is_joined = 1;
        rc = sup__sqlite_take_back(s);
        s->is_joined = 0;
        if (rc == SQLITE_OK) {
            s->left = SUP__LEFT_NOTHING;
            return SUP_OK;
        }
        is_open = (rc & 0xff) != SQLITE_ERROR; /* no such savepoint: it is another transaction */
    }
    if (is_open) {
        return left_behind(s, "it was not rolled back yet");
    }
    if (s->left_wrote && sup__sqlite_content_version(s) != s->left_version) {
        int32_t code = sup__fail(&s->base.error, SUP_MSG_STORE_POISONED, NULL,
                                 "a transaction with half of an operation may be committed");

        sup__hint(&s->base.error, "close the handle, open the desk again and run chain.verify");
        s->is_poisoned = 1;
        return code;
    }
    s->left = SUP__LEFT_NOTHING;
    return SUP_OK;
}
