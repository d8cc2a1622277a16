/*
 * backup.c: a consistent copy while others go on working, and housekeeping.
 *
 * The copy is made under a temporary name next to its target, checked, brought to the disk, and
 * only then given its name, so that a file of that name is always a whole backup. It is left in
 * rollback-journal mode: one file, which can be read on read-only media.
 */
#include "sqlite/sqlite_store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BACKUP_STEP_PAGES = 512, BACKUP_RETRIES_MAX = 500, BACKUP_RETRY_MS = 10 };

static int32_t target_exists(struct sup__sqlite *s, const char *path)
{
    return sup__fail(&s->base.error, SUP_MSG_STORE_TARGET, "path", "%s is already there", path);
}

/* The target must be free, and so must the names of its companions: a log or journal that an
 * earlier database of that name left would be applied to the copy when it is opened. None of them
 * is removed, since somebody may still have that database open. */
static int32_t check_free(struct sup__sqlite *s, const char *path)
{
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
    struct stat ignored;
    struct sup__buffer name;
    int32_t code = SUP_OK;

    sup__buffer_init(&name, &s->mem);
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0] && code == SUP_OK; i++) {
        sup__buffer_clear(&name);
        sup__buffer_text(&name, path);
        sup__buffer_text(&name, suffixes[i]);
        if (name.is_failed) {
            code = sup__sqlite_no_memory(s);
        } else if (lstat(name.data, &ignored) == 0) {
            code = target_exists(s, name.data);
            if (i > 0) {
                sup__hint(&s->base.error, "an earlier database of that name left it: remove it if "
                                          "nobody uses that one, or give another path");
            }
        }
    }
    sup__buffer_free(&name);
    return code;
}

static int32_t file_error(struct sup__sqlite *s, const char *doing, const char *path)
{
    int number = errno;
    int32_t code =
        sup__fail(&s->base.error, SUP_MSG_STORE_IO, "path", "%s %s: errno %d", doing, path, number);

    s->base.error.backend_code = number;
    return code;
}

/* No file can be made next to `path`. What a host can mend by itself is told in words. */
static int32_t creating_failed(struct sup__sqlite *s, const char *path)
{
    int number = errno;
    int is_absent = number == ENOENT || number == ENOTDIR;
    int32_t code;

    if (!is_absent && number != EACCES && number != EPERM && number != EROFS) {
        return file_error(s, "creating the copy for", path);
    }
    code = sup__fail(&s->base.error, SUP_MSG_STORE_IO, "path",
                     is_absent ? "there is no folder for %s" : "the folder of %s takes no new file",
                     path);
    sup__hint(&s->base.error, is_absent ? "nothing was copied; make the folder, or check the path"
                                        : "nothing was copied; check the rights of the folder");
    s->base.error.backend_code = number;
    return code;
}

/* Make the temporary file, for us alone: it holds what customers wrote. */
static int32_t make_temporary(struct sup__sqlite *s, const char *path, struct sup__buffer *name)
{
    int32_t code = check_free(s, path);

    if (code != SUP_OK) {
        return code;
    }
    for (int attempt = 0; attempt < 100; attempt++) {
        int file;

        sup__buffer_clear(name);
        sup__buffer_text(name, strncmp(path, "file:", 5) == 0 ? "./" : "");
        sup__buffer_text(name, path);
        sup__buffer_text(name, ".partial-");
        sup__buffer_int(name, (int64_t)getpid() * 100 + attempt);
        if (name->is_failed) {
            return sup__sqlite_no_memory(s);
        }
        file = open(name->data, O_CREAT | O_EXCL | O_RDWR, 0600);
        if (file >= 0) {
            (void)close(file); /* before SQLite has it open, so no lock is lost */
            return SUP_OK;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return creating_failed(s, path);
}

static int32_t copy_error(struct sup__sqlite *s, sqlite3 *copy, const char *doing)
{
    int32_t code =
        sup__fail(&s->base.error, SUP_MSG_STORE_IO, "path", "%s: %s", doing, sqlite3_errmsg(copy));

    s->base.error.backend_code = sqlite3_extended_errcode(copy);
    return code;
}

static int32_t copy_pages(struct sup__sqlite *s, sqlite3 *copy, sup_progress_fn progress,
                          void *user)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", s->db, "main");
    int is_stopped = 0;
    int retries = 0;
    int rc = SQLITE_OK;

    if (backup == NULL) {
        return copy_error(s, copy, "starting the backup");
    }
    while (!is_stopped && (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED)) {
        rc = sqlite3_backup_step(backup, BACKUP_STEP_PAGES);
        if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED) {
            if (retries++ == BACKUP_RETRIES_MAX) {
                break;
            }
            (void)sqlite3_sleep(BACKUP_RETRY_MS);
        }
        if (progress != NULL) {
            int64_t total = sqlite3_backup_pagecount(backup);

            s->is_in_callback = 1;
            is_stopped = progress(user, total - sqlite3_backup_remaining(backup), total) != 0 &&
                         rc != SQLITE_DONE;
            s->is_in_callback = 0;
        }
    }
    (void)sqlite3_backup_finish(backup);
    if (is_stopped) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_STOPPED, NULL, "the backup was stopped");
    }
    if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_BUSY, NULL,
                         "the database was locked for the whole time");
    }
    return rc == SQLITE_DONE ? SUP_OK : copy_error(s, copy, "copying");
}

/* Check the copy and leave it as one file. */
static int32_t check_copy(struct sup__sqlite *s, sqlite3 *copy)
{
    sqlite3_stmt *check = NULL;
    int32_t code = SUP_OK;
    const char *answer = NULL;

    if (sqlite3_exec(copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(copy, "PRAGMA quick_check(1)", -1, &check, NULL) != SQLITE_OK ||
        sqlite3_step(check) != SQLITE_ROW) {
        code = copy_error(s, copy, "checking the copy");
    } else {
        answer = (const char *)sqlite3_column_text(check, 0);
        if (answer == NULL || strcmp(answer, "ok") != 0) {
            code = sup__fail(&s->base.error, SUP_MSG_STORE_CORRUPT, NULL, "the copy is damaged: %s",
                             answer != NULL ? answer : "");
        }
    }
    (void)sqlite3_finalize(check);
    return code;
}

static int32_t copy_to(struct sup__sqlite *s, const char *name, sup_progress_fn progress,
                       void *user)
{
    sqlite3 *copy = NULL;
    int32_t code;

    if (sqlite3_open_v2(name, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK) {
        code = copy != NULL ? copy_error(s, copy, "opening the copy") : sup__sqlite_no_memory(s);
    } else {
        (void)sqlite3_extended_result_codes(copy, 1);
        code = copy_pages(s, copy, progress, user);
        if (code == SUP_OK) {
            code = check_copy(s, copy);
        }
    }
    (void)sqlite3_close(copy);
    return code;
}

/* Bring a file, or the entries of the folder it is in, to the disk. */
static int sync_path(const char *path, int is_folder)
{
    int file = open(path, is_folder ? O_RDONLY | O_DIRECTORY : O_RDONLY);
    int failed;

    if (file < 0) {
        return -1;
    }
    failed = fsync(file);
    /* Not every file system can sync a folder; what it can do is done. */
    failed = is_folder && (errno == EINVAL || errno == EBADF) ? 0 : failed;
    (void)close(file);
    return failed;
}

static int sync_folder_of(const struct sup__sqlite *s, const char *path)
{
    struct sup__buffer folder;
    const char *slash = strrchr(path, '/');
    int failed = -1;

    if (slash == NULL) {
        return sync_path(".", 1);
    }
    sup__buffer_init(&folder, &s->mem);
    sup__buffer_append(&folder, path, (size_t)(slash - path) + 1);
    if (!folder.is_failed) {
        failed = sync_path(folder.data, 1);
    }
    sup__buffer_free(&folder);
    return failed;
}

/* Give the copy its name. A link fails when the name is taken; where there are no links, and for
 * the companions, the check right before has to do. */
static int32_t publish(struct sup__sqlite *s, const char *name, const char *path)
{
    int32_t code;

    if (sync_path(name, 0) != 0) {
        return file_error(s, "syncing", name);
    }
    code = check_free(s, path);
    if (code != SUP_OK) {
        return code;
    }
    if (link(name, path) != 0) {
        if (errno == EEXIST) {
            return target_exists(s, path);
        }
        if (rename(name, path) != 0) {
            return file_error(s, "naming", path);
        }
    }
    (void)unlink(name); /* the copy keeps its other name */
    return sync_folder_of(s, path) == 0 ? SUP_OK : file_error(s, "syncing the folder of", path);
}

int32_t sup__sqlite_backup(struct sup_store *store, const char *path, sup_progress_fn progress,
                           void *user)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    struct sup__buffer name;
    int32_t code;

    if (s->is_borrowed && sqlite3_txn_state(s->db, "main") == SQLITE_TXN_WRITE) {
        code = sup__fail(&s->base.error, SUP_MSG_STORE_BUSY_BORROWED, NULL,
                         "your open transaction has written");
        sup__hint(&s->base.error, "commit or roll back before the backup");
        return code;
    }
    /* The read transaction keeps one state for the whole copy: without it, each change by another
     * connection would make SQLite start over. */
    code = sup__sqlite_begin(store, 0, SUP_READ);
    if (code != SUP_OK) {
        return code;
    }
    sup__buffer_init(&name, &s->mem);
    code = make_temporary(s, path, &name);
    if (code == SUP_OK) {
        code = copy_to(s, name.data, progress, user);
        if (code == SUP_OK) {
            code = publish(s, name.data, path);
        }
        if (code != SUP_OK) {
            (void)unlink(name.data);
        }
    }
    sup__buffer_free(&name);
    return sup__sqlite_abandon(s, code);
}

/* Housekeeping is for our own file, between transactions. */
static int32_t may_keep_house(struct sup__sqlite *s)
{
    if (s->is_in_callback || s->mode != 0) {
        return sup__sqlite_under_way(s);
    }
    if (s->schema == NULL) {
        return sup__sqlite_state(s, "the store is not prepared");
    }
    if (s->is_poisoned) {
        return sup__sqlite_poisoned(s);
    }
    if (s->is_borrowed) {
        return sup__fail(&s->base.error, SUP_MSG_UNSUPPORTED, NULL,
                         "the connection is yours, and so is its maintenance");
    }
    if (s->is_read_only) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_READ_ONLY, NULL,
                         "the store was opened for reading only");
    }
    return SUP_OK;
}

int32_t sup__sqlite_maintain(struct sup_store *store)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    int32_t code = may_keep_house(s);

    if (code != SUP_OK) {
        return code;
    }
    /* The limit bounds the time that ANALYZE takes on large tables. */
    if (sqlite3_exec(s->db, "PRAGMA analysis_limit = 400; PRAGMA main.optimize", NULL, NULL,
                     NULL) != SQLITE_OK ||
        sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) !=
            SQLITE_OK) {
        return sup__sqlite_fail(s, "maintaining", "the database");
    }
    return SUP_OK;
}

/* VACUUM writes each page anew into the log, and the checkpoint over the old ones. */
int32_t sup__sqlite_purge(struct sup_store *store)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    int32_t code = may_keep_house(s);

    if (code != SUP_OK) {
        return code;
    }
    (void)sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM attaches what it writes */
    if (sqlite3_exec(s->db, "VACUUM", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) !=
            SQLITE_OK) {
        code = sup__sqlite_fail(s, "purging", "the database");
    }
    (void)sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
    return code;
}
