/*
 * transaction.c: begin, commit and rollback, on a file of our own and inside the host's
 * transaction.
 *
 * BEGIN, COMMIT and ROLLBACK are prepared before they are needed, because a ROLLBACK that has to
 * be compiled first fails when memory has run out. SQLite marks prepared statements as expired
 * when, for instance, a TEMP table is made; the "pulse" shows that it did, before a transaction
 * begins and while a failure costs nothing.
 *
 * The "sentinel" shows when a schema, TEMP included, is no longer the one that was verified:
 * SQLite then prepares it anew, and counts that. Unlike a comparison of schema_version numbers
 * this also notices a change that was rolled back and followed by another one.
 */
#include "sqlite/sqlite_store.h"

#include <unistd.h>

static const char *const control_texts[SUP__CONTROL_COUNT] = {
    "SELECT 1",         "BEGIN",          "BEGIN IMMEDIATE",    "COMMIT", "ROLLBACK",
    "SAVEPOINT sup_op", "RELEASE sup_op", "ROLLBACK TO sup_op",
};

static int prepared_count(sqlite3_stmt *statement)
{
    return sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_REPREPARE, 0);
}

int32_t sup__sqlite_controls(struct sup__sqlite *s)
{
    for (int i = 0; i < SUP__CONTROL_COUNT; i++) {
        sqlite3_stmt *prepared = NULL;

        if (sup__sqlite_prepare_text(s, control_texts[i], &prepared) != SQLITE_OK) {
            return sup__sqlite_fail(s, "preparing", control_texts[i]);
        }
        (void)sqlite3_finalize(s->controls[i]);
        s->controls[i] = prepared;
    }
    s->pulse = 0;
    return SUP_OK;
}

void sup__sqlite_controls_drop(struct sup__sqlite *s)
{
    for (int i = 0; i < SUP__CONTROL_COUNT; i++) {
        (void)sqlite3_finalize(s->controls[i]);
        s->controls[i] = NULL;
    }
    (void)sqlite3_finalize(s->sentinel);
    (void)sqlite3_finalize(s->lock);
    s->sentinel = s->lock = NULL;
}

static int run(struct sup__sqlite *s, enum sup__control control)
{
    return sup__sqlite_run(s->controls[control]);
}

/* Undo our part of what is open. SUP_OK when nothing of ours is left. */
static int32_t undo(struct sup__sqlite *s)
{
    int is_joined = s->is_joined;
    int rc;

    if (sqlite3_get_autocommit(s->db)) {
        return SUP_OK; /* SQLite has done it already */
    }
    rc = run(s, is_joined ? SUP__CONTROL_ROLLBACK_TO : SUP__CONTROL_ROLLBACK);
    if (is_joined && rc == SQLITE_OK) {
        rc = run(s, SUP__CONTROL_RELEASE);
    }
    if (rc == SQLITE_OK || sqlite3_get_autocommit(s->db)) {
        return SUP_OK;
    }
    if (s->is_borrowed) {
        /* Later it cannot be told whether an open transaction is this one or a new one of the
         * host's; so there is no later. */
        s->is_poisoned = 1;
    }
    return sup__sqlite_fail(s, "rolling back", is_joined ? "a savepoint" : "a transaction");
}

static void finish(struct sup__sqlite *s)
{
    s->mode = 0;
    s->is_joined = 0;
    s->is_lost = 0;
    if (s->is_borrowed) {
        sqlite3_set_last_insert_rowid(s->db, s->rowid);
    }
}

/* Inside the host's transaction the write lock is taken now, by a statement that changes nothing:
 * a lock that cannot be had is told before any work is done. */
static int join(struct sup__sqlite *s, int32_t mode)
{
    int rc = run(s, SUP__CONTROL_SAVEPOINT);

    s->is_joined = rc == SQLITE_OK;
    if (rc == SQLITE_OK && mode == SUP_WRITE && s->lock != NULL &&
        sqlite3_txn_state(s->db, "main") != SQLITE_TXN_WRITE) {
        rc = sup__sqlite_run(s->lock);
    }
    return rc;
}

int32_t sup__sqlite_begin_raw(struct sup__sqlite *s, int32_t mode)
{
    int32_t code = SUP_OK;
    int rc;

    if (run(s, SUP__CONTROL_PULSE) != SQLITE_OK) {
        return sup__sqlite_fail(s, "preparing", "a transaction");
    }
    if (prepared_count(s->controls[SUP__CONTROL_PULSE]) != s->pulse) {
        code = sup__sqlite_controls(s);
    }
    if (code == SUP_OK && !s->is_borrowed) {
        code = undo(s); /* what an earlier rollback could not */
    }
    if (code != SUP_OK) {
        return code;
    }
    s->rowid = sqlite3_last_insert_rowid(s->db);
    s->is_lost = 0;
    if (sqlite3_get_autocommit(s->db)) {
        rc = run(s, mode == SUP_WRITE ? SUP__CONTROL_BEGIN_WRITE : SUP__CONTROL_BEGIN_READ);
    } else {
        rc = join(s, mode);
    }
    if (rc == SQLITE_OK) {
        s->mode = mode;
        return SUP_OK;
    }
    code = sup__sqlite_fail(s, "beginning", mode == SUP_WRITE ? "to write" : "to read");
    if (s->is_joined) {
        struct sup_error why = s->base.error;

        (void)undo(s);
        s->base.error = why;
    }
    finish(s);
    return code;
}

/* Read the version, which also begins the read transaction, and verify when a schema changed. */
static int32_t look_at_schema(struct sup__sqlite *s)
{
    int64_t version = 0;
    int32_t code = SUP_OK;
    int count;
    int rc = sqlite3_step(s->sentinel);

    if (rc == SQLITE_ROW) {
        version = sqlite3_column_int64(s->sentinel, 0);
    } else if (rc == SQLITE_DONE || (rc & 0xff) == SQLITE_ERROR) {
        code = sup__fail(&s->base.error, SUP_MSG_STORE_TAMPERED, "sup_schema_version",
                         "the table sup_schema_version is gone or empty");
    } else {
        code = sup__sqlite_fail(s, "reading", "sup_schema_version");
    }
    (void)sqlite3_reset(s->sentinel);
    if (code != SUP_OK) {
        return code;
    }
    if (version != s->schema->version) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_NEWER, NULL,
                         "the database has become version %lld while this handle knows %d",
                         (long long)version, (int)s->schema->version);
    }
    count = prepared_count(s->sentinel);
    if (count != s->sentinel_count) {
        code = sup__sqlite_verify(s);
        s->sentinel_count = code == SUP_OK ? count : -1;
    }
    return code;
}

/* On a connection of our own nobody changes the schema but another connection, and then the file's
 * content has another version. Looking at that costs no statement. It is sure only while a lock is
 * held: in a writing transaction, or after a statement has read. */
static uint32_t content_version(struct sup__sqlite *s)
{
    unsigned int version = 0;
    (void)sqlite3_file_control(s->db, "main", SQLITE_FCNTL_DATA_VERSION, &version);
    return version;
}

static void saw_content(struct sup__sqlite *s)
{
    s->seen_version = s->is_borrowed ? 0 : content_version(s);
    s->has_seen_version = !s->is_borrowed;
}

static int is_as_seen(struct sup__sqlite *s, int32_t mode)
{
    return mode == SUP_WRITE && s->has_seen_version && content_version(s) == s->seen_version;
}

int32_t sup__sqlite_begin(struct sup_store *store, int64_t tenant, int32_t mode)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    int32_t code;

    (void)tenant; /* one writer per file is one per tenant, too */
    if (s->is_in_callback || s->mode != 0 || s->schema == NULL) {
        return sup__sqlite_state(s, s->schema == NULL ? "the store is not prepared"
                                                      : "a transaction or a callback is open");
    }
    if (s->pid != getpid()) {
        return sup__fail(&s->base.error, SUP_MSG_FORKED, NULL,
                         "the store was opened in another process");
    }
    if (s->is_poisoned) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_POISONED, NULL,
                         "the outcome of an earlier commit is not known");
    }
    if (s->is_read_only && mode == SUP_WRITE) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_READ_ONLY, NULL,
                         "the store was opened for reading only");
    }
    code = sup__sqlite_begin_raw(s, mode);
    if (code != SUP_OK) {
        return code;
    }
    if (is_as_seen(s, mode)) {
        return SUP_OK;
    }
    code = look_at_schema(s);
    if (code == SUP_OK) {
        saw_content(s);
    } else {
        struct sup_error why = s->base.error;

        (void)sup__sqlite_rollback(store);
        s->base.error = why;
    }
    return code;
}

/* Whether a commit that failed with SQLITE_FULL has surely not happened: the log's last frame is
 * what makes it happen, and nothing is written after that one unless the device needs padding. */
static int full_is_unchanged(struct sup__sqlite *s)
{
    sqlite3_file *file = NULL;

    (void)sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    return file != NULL && file->pMethods != NULL &&
           (file->pMethods->xDeviceCharacteristics(file) & SQLITE_IOCAP_POWERSAFE_OVERWRITE) != 0;
}

/* COMMIT failed. While SQLite says the transaction is open, nothing was changed and it is rolled
 * back; else frames may be in the log that a crash would bring to life. */
static int32_t commit_failed(struct sup__sqlite *s)
{
    int extended = sqlite3_extended_errcode(s->db);
    int32_t code = sup__sqlite_fail(s, "committing", "a transaction");
    struct sup_error why = s->base.error;

    if (!sqlite3_get_autocommit(s->db)) {
        (void)undo(s);
        s->base.error = why;
    } else if (s->mode == SUP_WRITE &&
               !((extended & 0xff) == SQLITE_FULL && full_is_unchanged(s))) {
        s->is_poisoned = 1;
        code = sup__fail(&s->base.error, SUP_MSG_STORE_COMMIT, NULL, "%s", why.text);
        s->base.error.backend_code = extended;
    }
    finish(s);
    return code;
}

int32_t sup__sqlite_commit(struct sup_store *store)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    int32_t code = sup__sqlite_enter(s, SUP_READ);

    if (code != SUP_OK) {
        if (s->is_lost && !s->is_in_callback) {
            finish(s); /* it is over, and nothing of it was kept */
        }
        return code;
    }
    if (run(s, s->is_joined ? SUP__CONTROL_RELEASE : SUP__CONTROL_COMMIT) != SQLITE_OK) {
        return commit_failed(s);
    }
    if (s->has_seen_version && s->mode == SUP_WRITE) {
        saw_content(s); /* as we have just left it */
    }
    finish(s);
    return SUP_OK;
}

int32_t sup__sqlite_rollback(struct sup_store *store)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    int32_t code;

    if (s->is_in_callback || s->mode == 0) {
        return sup__sqlite_state(s, "there is nothing to roll back");
    }
    code = undo(s);
    finish(s);
    return code;
}

int32_t sup__sqlite_content(struct sup_store *store, uint64_t *number)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;

    /* The host may do anything with its own connection, and roll it back too. */
    if (s->is_borrowed || !s->has_seen_version) {
        return SUP_UNSUPPORTED;
    }
    *number = content_version(s);
    return SUP_OK;
}
