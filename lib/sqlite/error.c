/*
 * error.c: what SQLite says, in the library's words.
 */
#include "sqlite/sqlite_store.h"

/* Inside the host's transaction only the host can give way. */
static int is_in_the_hosts(const struct sup__sqlite *s)
{
    int is_ours = s->mode != 0 && !s->is_joined;

    return s->is_borrowed && !is_ours && !sqlite3_get_autocommit(s->db);
}

/* Every code not listed here is a failure to read or write. */
static enum sup__message message_of(const struct sup__sqlite *s, int extended)
{
    switch (extended) {
    case SQLITE_IOERR_NOMEM:
        return SUP_MSG_NOMEM;
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_ROWID:
        return SUP_MSG_STORE_DUPLICATE;
    case SQLITE_BUSY_SNAPSHOT:
        return s->is_borrowed ? SUP_MSG_STORE_BUSY_BORROWED : SUP_MSG_STORE_BUSY;
    default:
        break;
    }
    switch (extended & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return is_in_the_hosts(s) ? SUP_MSG_STORE_BUSY_BORROWED : SUP_MSG_STORE_BUSY;
    case SQLITE_PROTOCOL:
        return SUP_MSG_STORE_BUSY;
    case SQLITE_NOMEM:
        return SUP_MSG_NOMEM;
    case SQLITE_FULL:
        return SUP_MSG_STORE_FULL;
    case SQLITE_READONLY:
        return SUP_MSG_STORE_READ_ONLY;
    case SQLITE_NOTADB:
        return SUP_MSG_STORE_NOT_A_DATABASE;
    case SQLITE_CORRUPT:
        return SUP_MSG_STORE_CORRUPT;
    case SQLITE_MISUSE:
        return SUP_MSG_STORE_STATE;
    case SQLITE_AUTH:
        return SUP_MSG_STORE_DENIED;
    case SQLITE_TOOBIG:
        return SUP_MSG_STORE_VALUE_LONG;
    case SQLITE_INTERRUPT:
        return SUP_MSG_STORE_STOPPED;
    default:
        return SUP_MSG_STORE_IO;
    }
}

int32_t sup__sqlite_fail(struct sup__sqlite *s, const char *doing, const char *object)
{
    int extended = sqlite3_extended_errcode(s->db);
    enum sup__message message = message_of(s, extended);
    int32_t code;

    /* After some errors SQLite rolls back on its own: all of it, the host's part too. */
    if (s->is_joined && sqlite3_get_autocommit(s->db)) {
        message = SUP_MSG_STORE_HOST_ROLLED_BACK;
    }
    if (message == SUP_MSG_STORE_DUPLICATE) {
        code = sup__fail(&s->base.error, message, NULL, "%s already has a row with this key (%s)",
                         object, sqlite3_errmsg(s->db));
    } else {
        code = sup__fail(&s->base.error, message, NULL, "%s%s %s: %s",
                         message == SUP_MSG_STORE_HOST_ROLLED_BACK
                             ? "SQLite has rolled back your transaction, "
                             : "",
                         doing, object, sqlite3_errmsg(s->db));
    }
    /* SQLite has one code for both limits. */
    if (message == SUP_MSG_STORE_VALUE_LONG &&
        s->sql.bytes > (size_t)sqlite3_limit(s->db, SQLITE_LIMIT_SQL_LENGTH, -1)) {
        sup__hint(&s->base.error, "raise SQLITE_LIMIT_SQL_LENGTH of the connection");
    }
    if (extended == SQLITE_BUSY_SNAPSHOT && s->is_borrowed && sqlite3_get_autocommit(s->db)) {
        sup__hint(&s->base.error, "a SELECT that is open on the connection reads an older state: "
                                  "end or reset it, and then repeat the call");
    }
    s->base.error.backend_code = extended;
    /* Without this note the next verb would run, and commit, outside any transaction. */
    if (s->mode != 0 && sqlite3_get_autocommit(s->db)) {
        s->is_lost = 1;
    }
    return code;
}

int32_t sup__sqlite_ignored(struct sup__sqlite *s, const char *doing, const char *object)
{
    return sup__fail(&s->base.error, SUP_MSG_STORE_DENIED, NULL,
                     "%s %s changed nothing: an authorizer ignores it", doing, object);
}

int32_t sup__sqlite_state(struct sup__sqlite *s, const char *text)
{
    return sup__fail(&s->base.error, SUP_MSG_STORE_STATE, NULL, "%s", text);
}

int32_t sup__sqlite_under_way(struct sup__sqlite *s)
{
    return sup__fail(&s->base.error, SUP_MSG_REENTERED, NULL, "a call is under way on this store");
}

int32_t sup__sqlite_poisoned(struct sup__sqlite *s)
{
    return sup__fail(&s->base.error, SUP_MSG_STORE_POISONED, NULL,
                     "the outcome of an earlier commit is not known");
}

void sup__sqlite_hint_read_only(struct sup__sqlite *s)
{
    sup__hint(&s->base.error, "%s",
              s->is_borrowed ? "borrow a connection that was opened for writing"
                             : "open the store without is_read_only to write");
}

int32_t sup__sqlite_no_memory(struct sup__sqlite *s)
{
    return sup__fail(&s->base.error, SUP_MSG_NOMEM, NULL, "out of memory");
}

int32_t sup__sqlite_enter(struct sup__sqlite *s, int mode)
{
    if (s->is_in_callback) {
        return sup__sqlite_state(s, "the store was called from inside a row callback");
    }
    if (s->is_poisoned) {
        return sup__sqlite_poisoned(s);
    }
    if (s->mode == 0) {
        return sup__sqlite_state(s, "no transaction is open");
    }
    if (s->mode < mode) {
        return sup__sqlite_state(s, "the open transaction is for reading only");
    }
    if (s->is_lost) {
        return sup__fail(
            &s->base.error, s->is_joined ? SUP_MSG_STORE_HOST_ROLLED_BACK : SUP_MSG_STORE_IO, NULL,
            "an earlier error has ended %s transaction", s->is_joined ? "your" : "the");
    }
    return SUP_OK;
}
