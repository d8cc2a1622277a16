/*
 * open.c: a store on a file of its own, or inside the host's connection.
 *
 * Symbolic links are followed, also in the path's folders: deployments rely on them
 * (current/db -> shared/db), and SQLITE_OPEN_NOFOLLOW would refuse even a link in a parent folder.
 * A path that begins with "file:" is a file of that name, not a URI.
 */
#include "sqlite/sqlite_store.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct sup_store_methods methods = {
    .size = sizeof(struct sup_store_methods),
    .name = "sqlite",
    .prepare = sup__sqlite_prepare,
    .begin = sup__sqlite_begin,
    .commit = sup__sqlite_commit,
    .rollback = sup__sqlite_rollback,
    .insert = sup__sqlite_insert,
    .put = sup__sqlite_put,
    .update = sup__sqlite_update,
    .get = sup__sqlite_get,
    .get_many = sup__sqlite_get_many,
    .scan = sup__sqlite_scan,
    .remove = sup__sqlite_remove,
    .remove_range = sup__sqlite_remove_range,
    .aggregate = sup__sqlite_aggregate,
    .close = sup__sqlite_close,
    .backup = sup__sqlite_backup,
    .maintain = sup__sqlite_maintain,
    .purge = sup__sqlite_purge,
    .content = sup__sqlite_content,
    .read_many = sup__sqlite_read_many,
};

static int32_t check_options(const struct sup_sqlite_options *options, struct sup_error *error)
{
    int32_t code;

    if (options == NULL) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "options", "options are missing");
    }
    code = sup__check_struct(error, options, sizeof *options, "the options", "options.size");
    if (code != SUP_OK) {
        return code;
    }
    if (options->path == NULL || options->path[0] == '\0') {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "options.path", "the path is missing");
    }
    if (options->durability < SUP_DURABILITY_FULL || options->durability > SUP_DURABILITY_NORMAL) {
        return sup__fail(error, SUP_MSG_ARGUMENT_RANGE, "options.durability", "durability is %d",
                         (int)options->durability);
    }
    if (options->is_read_only > 1 || options->must_exist > 1) {
        int is_first = options->is_read_only > 1;

        return sup__fail(error, SUP_MSG_ARGUMENT_RANGE,
                         is_first ? "options.is_read_only" : "options.must_exist",
                         "%s is %u, not 0 or 1", is_first ? "is_read_only" : "must_exist",
                         (unsigned)(is_first ? options->is_read_only : options->must_exist));
    }
    if (options->busy_timeout_ms < 0) {
        return sup__fail(error, SUP_MSG_ARGUMENT_RANGE, "options.busy_timeout_ms",
                         "busy_timeout_ms is %d", (int)options->busy_timeout_ms);
    }
    if (options->page_bytes != 0 && (options->page_bytes < 512 || options->page_bytes > 65536 ||
                                     (options->page_bytes & (options->page_bytes - 1)) != 0)) {
        return sup__fail(error, SUP_MSG_ARGUMENT_RANGE, "options.page_bytes",
                         "page_bytes is %u, not a power of two from 512 to 65536",
                         (unsigned)options->page_bytes);
    }
    return SUP_OK;
}

static int32_t check_library(struct sup_error *error)
{
    if (sqlite3_libversion_number() < SUP__SQLITE_VERSION_MIN) {
        return sup__fail(error, SUP_MSG_UNSUPPORTED, NULL, "SQLite is %s, 3.37 is needed",
                         sqlite3_libversion());
    }
    if (sqlite3_threadsafe() == 0) {
        return sup__fail(error, SUP_MSG_UNSUPPORTED, NULL, "SQLite was built without threads");
    }
    return SUP_OK;
}

static int32_t store_new(const struct sup_allocator *allocator, struct sup__sqlite **out,
                         struct sup_error *error)
{
    struct sup__mem mem;
    struct sup__sqlite *s;
    int32_t code = sup__mem_init(&mem, allocator);

    if (code != SUP_OK) {
        return sup__fail(error, SUP_MSG_STRUCT_SIZE, "allocator", "the allocator is not usable");
    }
    s = sup__zalloc(&mem, sizeof *s);
    if (s == NULL) {
        return sup__fail(error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    s->base.methods = &methods;
    sup__error_clear(&s->base.error);
    s->mem = mem;
    s->pid = getpid();
    sup__statements_init(&s->statements);
    sup__arena_init(&s->arena, &s->mem);
    sup__buffer_init(&s->sql, &s->mem);
    *out = s;
    return SUP_OK;
}

void sup__sqlite_close(struct sup_store *store)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;
    struct sup__mem mem = s->mem;

    /* In a child of fork() the connection is the parent's: touching it could corrupt the file. */
    if (s->pid == getpid()) {
        if (s->mode != 0) {
            (void)sup__sqlite_rollback(store);
        }
        if (s->left != SUP__LEFT_NOTHING) {
            (void)sup__sqlite_settle(s); /* a last try */
        }
        sup__statements_drop(&s->statements);
        sup__sqlite_controls_drop(s);
        if (!s->is_borrowed) {
            (void)sqlite3_close_v2(s->db);
        }
    }
    sup__buffer_free(&s->sql);
    sup__arena_free(&s->arena);
    sup__dealloc(&mem, s);
}

/* Hand the error out and release what was made. */
static int32_t give_up(struct sup__sqlite *s, int32_t code, struct sup_error *error)
{
    if (error != NULL) {
        *error = s->base.error;
    }
    sup__sqlite_close(&s->base);
    return code;
}

/* SQLite takes a device for an empty file, and leaves its journal beside it. */
static int32_t check_regular(struct sup__sqlite *s, const char *path)
{
    struct stat is;

    if (s->is_memory || stat(path, &is) != 0 || S_ISREG(is.st_mode)) {
        return SUP_OK; /* what is not there may be made */
    }
    return sup__fail(&s->base.error, SUP_MSG_STORE_OPEN, "path", "%s is no regular file", path);
}

static int32_t open_file(struct sup__sqlite *s, const struct sup_sqlite_options *options)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    const char *path = options->path;
    int32_t code;
    int rc;

    flags |= options->is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    flags |= options->is_read_only || options->must_exist ? 0 : SQLITE_OPEN_CREATE;
    sup__buffer_clear(&s->sql);
    if (strncmp(path, "file:", 5) == 0) { /* some builds take every path for a URI */
        sup__buffer_text(&s->sql, "./");
        sup__buffer_text(&s->sql, path);
        if (s->sql.is_failed) {
            return sup__sqlite_no_memory(s);
        }
        path = s->sql.data;
    }
    rc = sqlite3_open_v2(path, &s->db, flags, NULL);
    if (rc == SQLITE_OK) {
        return SUP_OK;
    }
    if (s->db == NULL) {
        return sup__sqlite_no_memory(s);
    }
    if ((rc & 0xff) == SQLITE_CANTOPEN && sqlite3_system_errno(s->db) == ENOENT &&
        (options->must_exist || options->is_read_only)) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_ABSENT, "path", "there is no file %s",
                         options->path);
    }
    code = sup__sqlite_fail(s, "opening", options->path);
    if (code == SUP_IO) {
        struct sup_error why = s->base.error;

        code = sup__fail(&s->base.error, SUP_MSG_STORE_OPEN, "path", "%s", why.text);
        s->base.error.backend_code = why.backend_code;
    }
    return code;
}

/* A database file is data from elsewhere: nothing stored in it gets to run, and what only other
 * programs need is off. */
static int harden(struct sup__sqlite *s, const struct sup_sqlite_options *options)
{
    static const struct {
        int option;
        int value;
    } settings[] = {
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, /* until we know that the file is ours */
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_QPSG, 1}, /* values never change a plan */
    };
    int rc = sqlite3_extended_result_codes(s->db, 1);

    for (size_t i = 0; rc == SQLITE_OK && i < sizeof settings / sizeof settings[0]; i++) {
        int now = -1;

        rc = sqlite3_db_config(s->db, settings[i].option, settings[i].value, &now);
        if (rc == SQLITE_OK && now != settings[i].value) {
            rc = SQLITE_ERROR;
        }
    }
    s->busy_timeout_ms =
        options->busy_timeout_ms != 0 ? options->busy_timeout_ms : SUP__SQLITE_BUSY_TIMEOUT_MS;
    if (rc == SQLITE_OK) {
        rc = sqlite3_busy_timeout(s->db, s->busy_timeout_ms);
    }
    (void)sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
    (void)sqlite3_limit(s->db, SQLITE_LIMIT_WORKER_THREADS, 0);
    return rc;
}

/* Settings of the connection that do not look into the file. */
static void append_first_settings(struct sup__buffer *sql, const struct sup_sqlite_options *options)
{
    sup__buffer_text(sql, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; "
                          "PRAGMA temp_store = MEMORY; PRAGMA main.page_size = ");
    sup__buffer_int(sql, options->page_bytes != 0 ? options->page_bytes : SUP__SQLITE_PAGE_BYTES);
}

/* Settings for which SQLite reads the schema; they do not write either. */
static void append_more_settings(struct sup__buffer *sql, const struct sup_sqlite_options *options)
{
    sup__buffer_text(sql, "PRAGMA main.cache_size = -");
    sup__buffer_int(sql, SUP__SQLITE_CACHE_KIB);
    sup__buffer_text(sql, "; PRAGMA main.journal_size_limit = ");
    sup__buffer_int(sql, SUP__SQLITE_WAL_LIMIT_BYTES);
    sup__buffer_text(sql, options->durability == SUP_DURABILITY_NORMAL
                              ? "; PRAGMA main.synchronous = NORMAL"
                              : "; PRAGMA main.synchronous = FULL");
}

static int32_t set(struct sup__sqlite *s, const struct sup_sqlite_options *options,
                   void (*append)(struct sup__buffer *sql,
                                  const struct sup_sqlite_options *options))
{
    sup__buffer_clear(&s->sql);
    append(&s->sql, options);
    if (s->sql.is_failed) {
        sup__buffer_free(&s->sql);
        return sup__sqlite_no_memory(s);
    }
    if (sqlite3_exec(s->db, s->sql.data, NULL, NULL, NULL) != SQLITE_OK) {
        return sup__sqlite_fail(s, "setting up", "the connection");
    }
    return SUP_OK;
}

/* A file without content is a database to SQLite, but nobody has made a desk in it. */
static int32_t check_not_empty(struct sup__sqlite *s, const struct sup_sqlite_options *options)
{
    int64_t objects = 0;

    if (sup__sqlite_number(s, "SELECT count(*) FROM main.sqlite_schema", &objects) != SQLITE_OK) {
        return sup__sqlite_fail(s, "reading", "the schema");
    }
    return objects != 0 ? SUP_OK
                        : sup__fail(&s->base.error, SUP_MSG_STORE_ABSENT, "path",
                                    "there is no desk in the file %s: it is empty", options->path);
}

/* Whose file it is takes several looks, and another process may be making a desk in it meanwhile:
 * they are of one transaction, or half of what the other writes would look like a stranger's. */
static int32_t check_owner(struct sup__sqlite *s)
{
    int64_t user_version = 0;
    int32_t code;

    if (sqlite3_exec(s->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK) {
        return sup__sqlite_fail(s, "reading", "the header");
    }
    code = sup__sqlite_check_owner(s, &user_version);
    if (sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK && code == SUP_OK) {
        code = sup__sqlite_fail(s, "reading", "the header");
    }
    return code;
}

/* Look whose file it is before anything could write to it. */
static int32_t check_file(struct sup__sqlite *s, const struct sup_sqlite_options *options)
{
    int32_t code = check_owner(s);

    if (code != SUP_OK && s->is_read_only && s->base.error.message_id != SUP_MSG_STORE_FOREIGN &&
        code != SUP_CORRUPT && code != SUP_NOMEM) {
        struct sup_error why = s->base.error;

        code = sup__fail(&s->base.error, SUP_MSG_STORE_OPEN, "path", "%s: %s", options->path,
                         why.text);
        s->base.error.backend_code = why.backend_code;
        sup__hint(&s->base.error,
                  "reading a live database needs a folder where -wal and -shm files "
                  "can be made; a copy by sup_backup() does not");
    }
    if (code == SUP_OK && options->must_exist && !s->is_memory) {
        code = check_not_empty(s, options);
    }
    if (code == SUP_OK) {
        (void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    }
    return code;
}

int32_t sup_sqlite_open(const struct sup_sqlite_options *options, struct sup_store **store,
                        struct sup_error *error)
{
    struct sup__sqlite *s = NULL;
    int32_t code;

    if (error != NULL) {
        sup__error_clear(error);
    }
    if (store == NULL) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "store", "the result's place is missing");
    }
    *store = NULL;
    code = check_options(options, error);
    if (code == SUP_OK) {
        code = check_library(error);
    }
    if (code == SUP_OK) {
        code = store_new(options->allocator, &s, error);
    }
    if (code != SUP_OK) {
        return code;
    }
    s->is_read_only = options->is_read_only != 0;
    s->is_memory = strcmp(options->path, ":memory:") == 0;
    code = check_regular(s, options->path);
    if (code == SUP_OK) {
        code = open_file(s, options);
    }
    if (code == SUP_OK && harden(s, options) != SQLITE_OK) {
        code = sup__fail(&s->base.error, SUP_MSG_UNSUPPORTED, NULL,
                         "this build of SQLite lacks a protection that is needed");
    }
    if (code == SUP_OK) {
        code = set(s, options, append_first_settings);
    }
    if (code == SUP_OK) {
        code = check_file(s, options);
    }
    if (code == SUP_OK) {
        code = set(s, options, append_more_settings);
    }
    if (code == SUP_OK) {
        code = sup__sqlite_controls(s);
    }
    if (code != SUP_OK) {
        return give_up(s, code, error);
    }
    *store = &s->base;
    return SUP_OK;
}

int32_t sup_sqlite_borrow(struct sqlite3 *connection, const struct sup_allocator *allocator,
                          struct sup_store **store, struct sup_error *error)
{
    struct sup__sqlite *s = NULL;
    int32_t code;

    if (error != NULL) {
        sup__error_clear(error);
    }
    if (store == NULL || connection == NULL) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, store == NULL ? "store" : "connection",
                         "an argument is missing");
    }
    *store = NULL;
    code = check_library(error);
    if (code == SUP_OK) {
        code = store_new(allocator, &s, error);
    }
    if (code != SUP_OK) {
        return code;
    }
    s->db = connection;
    s->is_borrowed = 1;
    s->is_read_only = sqlite3_db_readonly(connection, "main") == 1;
    code = sup__sqlite_controls(s);
    if (code != SUP_OK) {
        return give_up(s, code, error);
    }
    *store = &s->base;
    return SUP_OK;
}
