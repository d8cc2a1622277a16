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

#include <string.h>
#include <unistd.h>

static const char *const control_texts[SUP__CONTROL_COUNT] = {
    "SELECT 1", "BEGIN",      "BEGIN IMMEDIATE", "COMMIT",
    "ROLLBACK", "SAVEPOINT ", "RELEASE ",        "ROLLBACK TO ", /* the name follows */
};

static int prepared_count(sqlite3_stmt *statement)
{
    return sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_REPREPARE, 0);
}

/* The savepoint's name is this store's own: ROLLBACK TO can never mean one of the host's, and
 * where it finds none, ours is gone. */
static int32_t control_text(struct sup__sqlite *s, int control)
{
    sup__buffer_clear(&s->sql);
    sup__buffer_text(&s->sql, control_texts[control]);
    if (control >= SUP__CONTROL_SAVEPOINT) {
        sup__buffer_text(&s->sql, "sup_op_");
        sup__buffer_int(&s->sql, (int64_t)(intptr_t)s);
    }
    if (s->sql.is_failed) {
        sup__buffer_free(&s->sql);
        return sup__sqlite_no_memory(s);
    }
    return SUP_OK;
}

int32_t sup__sqlite_controls(struct sup__sqlite *s)
{
    for (int i = 0; i < SUP__CONTROL_COUNT; i++) {
        sqlite3_stmt *prepared = NULL;
        int32_t code = control_text(s, i);

        if (code != SUP_OK) {
            return code;
        }
        if (sup__sqlite_prepare_text(s, s->sql.data, &prepared) != SQLITE_OK) {
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
    (void)sqlite3_finalize(s->journal);
    s->sentinel = s->lock = s->journal = NULL;
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

/* Undo because of `code`, and be done. What is to be told, and its code. */
int32_t sup__sqlite_abandon(struct sup__sqlite *s, int32_t code)
{
    code = sup__sqlite_undo(s, code);
    finish(s);
    return code;
}

/* Inside the host's transaction the write lock is taken now, by a statement that changes nothing:
 * a lock that cannot be had is told before any work is done. */
static int join(struct sup__sqlite *s, int32_t mode)
{
    int rc = sup__sqlite_control(s, SUP__CONTROL_SAVEPOINT);

    s->is_joined = 1; /* also where it failed: an interrupt may come after the savepoint is made */
    if (rc == SQLITE_OK && mode == SUP_WRITE && !s->is_making &&
        sqlite3_txn_state(s->db, "main") != SQLITE_TXN_WRITE) {
        rc = sup__sqlite_run(s->lock);
    }
    return rc;
}

/* Before a transaction begins: the statements that end one, and an end to what is left. */
static int32_t get_ready(struct sup__sqlite *s)
{
    int32_t code = SUP_OK;

    if (sup__sqlite_control(s, SUP__CONTROL_PULSE) != SQLITE_OK) {
        return sup__sqlite_fail(s, "preparing", "a transaction");
    }
    if (prepared_count(s->controls[SUP__CONTROL_PULSE]) != s->pulse) {
        code = sup__sqlite_controls(s);
    }
    if (code != SUP_OK) {
        return code;
    }
    return s->is_borrowed ? sup__sqlite_settle(s) : sup__sqlite_undo(s, SUP_OK);
}

/* Without a journal ROLLBACK TO does nothing and says OK. The host may set that at any time. */
int32_t sup__sqlite_check_journal(struct sup__sqlite *s)
{
    int32_t code = SUP_OK;
    int rc = SQLITE_OK;

    if (s->journal == NULL) {
        rc = sup__sqlite_prepare_text(s, "PRAGMA main.journal_mode", &s->journal);
    }
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(s->journal);
    }
    if (rc == SQLITE_DONE) {
        code = sup__fail(&s->base.error, SUP_MSG_STORE_DENIED, NULL,
                         "an authorizer hides the journal mode");
    } else if (rc != SQLITE_ROW) {
        code = sup__sqlite_fail(s, "reading", "the journal mode");
    } else if (strcmp((const char *)sqlite3_column_text(s->journal, 0), "off") == 0) {
        code = sup__fail(&s->base.error, SUP_MSG_STORE_NO_JOURNAL, NULL,
                         "the connection's journal_mode is off");
    }
    (void)sqlite3_reset(s->journal);
    return code;
}

int32_t sup__sqlite_begin_raw(struct sup__sqlite *s, int32_t mode)
{
    int32_t code = get_ready(s);
    int rc;

    if (code != SUP_OK) {
        return code;
    }
    s->rowid = sqlite3_last_insert_rowid(s->db);
    s->changes = sqlite3_total_changes64(s->db);
    s->is_lost = 0;
    if (sqlite3_get_autocommit(s->db)) {
        rc = sup__sqlite_control(s, mode == SUP_WRITE ? SUP__CONTROL_BEGIN_WRITE
                                                      : SUP__CONTROL_BEGIN_READ);
    } else {
        rc = join(s, mode);
    }
    if (rc == SQLITE_OK) {
        s->mode = mode;
        return SUP_OK;
    }
    /* An interrupt may come after the statement has done its work, so there may be a transaction
     * all the same. */
    code = sup__sqlite_fail(s, "beginning", mode == SUP_WRITE ? "to write" : "to read");
    return sup__sqlite_abandon(s, code);
}

static int32_t rolled_back(struct sup__sqlite *s, const char *what)
{
    return sup__fail(&s->base.error, SUP_MSG_STORE_ROLLED_BACK, NULL,
                     "the tables were %s in a transaction of the host's that was rolled back",
                     what);
}

/* The version cannot be read: the tables went with the host's transaction, or somebody was here. */
static int32_t version_gone(struct sup__sqlite *s)
{
    int64_t ours = 0;

    if (s->is_unsettled) {
        if (sup__sqlite_number(s,
                               "SELECT count(*) FROM main.sqlite_schema WHERE "
                               "lower(substr(name, 1, 4)) = 'sup_'",
                               &ours) != SQLITE_OK) {
            return sup__sqlite_fail(s, "reading", "the schema");
        }
        if (ours == 0) {
            return rolled_back(s, "made");
        }
    }
    return sup__fail(&s->base.error, SUP_MSG_STORE_TAMPERED, "sup_schema_version",
                     "the table sup_schema_version is gone or empty");
}

/* Read the version, which also begins the read transaction, and verify when a schema changed. */
static int32_t look_at_schema(struct sup__sqlite *s)
{
    int64_t version = 0;
    int32_t code = SUP_OK;
    int is_gone = 0;
    int count;
    int rc = sqlite3_step(s->sentinel);

    if (rc == SQLITE_ROW) {
        version = sqlite3_column_int64(s->sentinel, 0);
    } else if (rc == SQLITE_DONE || (rc & 0xff) == SQLITE_ERROR) {
        is_gone = 1;
    } else {
        code = sup__sqlite_fail(s, "reading", "sup_schema_version");
    }
    (void)sqlite3_reset(s->sentinel);
    if (is_gone) {
        code = version_gone(s);
    } else if (code == SUP_OK && s->is_unsettled && version < s->schema->version) {
        code = rolled_back(s, "brought up to date");
    }
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
static void saw_content(struct sup__sqlite *s)
{
    s->seen_version = s->is_borrowed ? 0 : sup__sqlite_content_version(s);
    s->has_seen_version = !s->is_borrowed;
}

static int is_as_seen(struct sup__sqlite *s, int32_t mode)
{
    return mode == SUP_WRITE && s->has_seen_version &&
           sup__sqlite_content_version(s) == s->seen_version;
}

/* Why a transaction could not begin. Inside the host's the lock is taken on a table of ours, and
 * SQLite knows no more than that it is not there. */
static int32_t begin_failed(struct sup__sqlite *s, int32_t code)
{
    struct sup_error why = s->base.error;

    if ((why.backend_code & 0xff) == SQLITE_ERROR && sup__sqlite_begin_raw(s, SUP_READ) == SUP_OK) {
        if (look_at_schema(s) != SUP_OK) {
            why = s->base.error;
            code = why.code;
        }
        s->base.error = why;
        return sup__sqlite_abandon(s, code);
    }
    s->base.error = why;
    return code;
}

int32_t sup__sqlite_begin(struct sup_store *store, int64_t tenant, int32_t mode)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    int32_t code;

    (void)tenant; /* one writer per file is one per tenant, too */
    if (s->is_in_callback || s->mode != 0) {
        return sup__sqlite_under_way(s);
    }
    if (s->schema == NULL) {
        return sup__sqlite_state(s, "the store is not prepared");
    }
    if (s->pid != getpid()) {
        return sup__fail(&s->base.error, SUP_MSG_FORKED, NULL,
                         "the store was opened in another process");
    }
    if (s->is_poisoned) {
        return sup__sqlite_poisoned(s);
    }
    if (s->is_read_only && mode == SUP_WRITE) {
        code = sup__fail(&s->base.error, SUP_MSG_STORE_READ_ONLY, NULL,
                         "the store was opened for reading only");
        sup__sqlite_hint_read_only(s);
        return code;
    }
    code = sup__sqlite_begin_raw(s, mode);
    if (code != SUP_OK) {
        return begin_failed(s, code);
    }
    if (is_as_seen(s, mode)) {
        return SUP_OK;
    }
    code = look_at_schema(s);
    if (code == SUP_OK && s->is_borrowed && mode == SUP_WRITE) {
        code = sup__sqlite_check_journal(s);
    }
    if (code == SUP_OK) {
        s->is_unsettled &= s->is_joined; /* seen outside of the host's transaction, it is there */
        saw_content(s);
    } else {
        code = sup__sqlite_abandon(s, code);
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

/* COMMIT or RELEASE failed. While SQLite says the transaction is open, nothing was changed and it
 * is rolled back; else frames may be in the log that a crash would bring to life. */
static int32_t commit_failed(struct sup__sqlite *s)
{
    int extended = sqlite3_extended_errcode(s->db);
    int is_over = sqlite3_get_autocommit(s->db);
    int32_t code = sup__sqlite_fail(s, "committing", "a transaction");

    if (is_over && !s->is_joined && s->mode == SUP_WRITE &&
        !((extended & 0xff) == SQLITE_FULL && full_is_unchanged(s))) {
        struct sup_error why = s->base.error;

        s->is_poisoned = 1;
        code = sup__fail(&s->base.error, SUP_MSG_STORE_COMMIT, NULL, "%s", why.text);
        s->base.error.backend_code = extended;
    } else if (!is_over && s->is_joined && (extended & 0xff) == SQLITE_INTERRUPT &&
               (sup__sqlite_take_back(s) & 0xff) == SQLITE_ERROR) {
        finish(s); /* there is no savepoint: the interrupt came after its release */
        return SUP_OK;
    }
    return sup__sqlite_abandon(s, code);
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
    if (sup__sqlite_control(s, s->is_joined ? SUP__CONTROL_RELEASE : SUP__CONTROL_COMMIT) !=
        SQLITE_OK) {
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

    if (s->is_in_callback || s->mode == 0) {
        return sup__sqlite_state(s, "there is nothing to roll back");
    }
    return sup__sqlite_abandon(s, SUP_OK);
}

int32_t sup__sqlite_content(struct sup_store *store, uint64_t *number)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;

    /* The host may do anything with its own connection, and roll it back too. */
    if (s->is_borrowed || !s->has_seen_version) {
        return SUP_UNSUPPORTED;
    }
    *number = sup__sqlite_content_version(s);
    return SUP_OK;
}
