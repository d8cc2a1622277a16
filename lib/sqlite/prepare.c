/*
 * prepare.c: makes the tables, brings older ones up to date, and verifies them.
 *
 * First everything is looked at in a read transaction; only a database that is empty, or ours and
 * older, is written to. The version is kept in a table of our own, sup_schema_version, since on a
 * borrowed connection user_version is the shop's; a file of our own carries application_id and
 * user_version besides.
 */
#include "sqlite/sqlite_store.h"

#include <string.h>
#include <unistd.h>

enum state { STATE_EMPTY, STATE_OLDER, STATE_INCOMPLETE, STATE_CURRENT };

int sup__sqlite_number(struct sup__sqlite *s, const char *sql, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL);

    if (rc == SQLITE_OK) {
        rc = sqlite3_step(statement);
        *out = rc == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
        rc = sqlite3_finalize(statement);
    }
    return rc;
}

int32_t sup__sqlite_check_owner(struct sup__sqlite *s, int64_t *user_version)
{
    int64_t application = 0;
    int64_t objects = 0;
    int64_t desks = 0;
    int32_t code;

    *user_version = 0;
    if (sup__sqlite_number(s, "PRAGMA main.application_id", &application) != SQLITE_OK ||
        sup__sqlite_number(s, "PRAGMA main.user_version", user_version) != SQLITE_OK) {
        return sup__sqlite_fail(s, "reading", "the header");
    }
    if (application == SUP__SQLITE_APPLICATION_ID) {
        return SUP_OK;
    }
    if (application == 0 && *user_version == 0) {
        if (sup__sqlite_number(s, "SELECT count(*) FROM main.sqlite_schema", &objects) !=
            SQLITE_OK) {
            return sup__sqlite_fail(s, "reading", "the schema");
        }
        if (objects == 0) {
            return SUP_OK;
        }
    }
    if (sup__sqlite_number(s,
                           "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND "
                           "name = 'sup_schema_version'",
                           &desks) != SQLITE_OK) {
        return sup__sqlite_fail(s, "reading", "the schema");
    }
    code = sup__fail(&s->base.error, SUP_MSG_STORE_FOREIGN, "path",
                     "it is another program's database (application_id %lld, user_version %lld)",
                     (long long)application, (long long)*user_version);
    if (desks != 0) {
        sup__hint(&s->base.error, "there is a desk in it, made on the shop's connection: open it "
                                  "with sup_sqlite_borrow()");
    }
    return code;
}

/* Text order is byte order only in UTF-8. */
static int32_t check_encoding(struct sup__sqlite *s)
{
    sqlite3_stmt *statement = NULL;
    int32_t code = SUP_OK;

    if (sqlite3_prepare_v2(s->db, "PRAGMA encoding", -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        code = sup__sqlite_fail(s, "reading", "the encoding");
    } else if (strcmp((const char *)sqlite3_column_text(statement, 0), "UTF-8") != 0) {
        code = sup__fail(&s->base.error, SUP_MSG_UNSUPPORTED, NULL,
                         "the database keeps text as UTF-16");
        sup__hint(&s->base.error, "use a database with PRAGMA encoding = 'UTF-8'");
    }
    (void)sqlite3_finalize(statement);
    return code;
}

/* Without a version there may be no object of our prefix: it would be somebody else's, or what is
 * left of ours. */
static int32_t check_nothing_of_ours(struct sup__sqlite *s)
{
    sqlite3_stmt *list = NULL;
    int32_t code = SUP_OK;
    int rc = sqlite3_prepare_v2(
        s->db, "SELECT name FROM main.sqlite_schema WHERE lower(substr(name, 1, 4)) = 'sup_'", -1,
        &list, NULL);

    if (rc == SQLITE_OK) {
        rc = sqlite3_step(list);
    }
    if (rc == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(list, 0);

        code = sup__fail(&s->base.error, SUP_MSG_STORE_TAMPERED, name,
                         "%s is there, but the table sup_schema_version is not", name);
    } else if (rc != SQLITE_DONE) {
        code = sup__sqlite_fail(s, "reading", "the schema");
    }
    (void)sqlite3_finalize(list);
    return code;
}

/* What there is, in the open transaction. */
static int32_t look(struct sup__sqlite *s, const struct sup_schema *schema, enum state *state)
{
    int64_t user_version = 0;
    int64_t is_there = 0;
    int64_t version = 0;
    int32_t code = s->is_borrowed ? check_encoding(s) : sup__sqlite_check_owner(s, &user_version);

    if (code == SUP_OK && s->is_borrowed && !s->is_read_only) {
        code = sup__sqlite_check_journal(s);
    }
    if (code != SUP_OK) {
        return code;
    }
    *state = STATE_EMPTY;
    if (user_version > schema->version) {
        version = user_version; /* nothing else in the file need be what we know */
    } else {
        if (sup__sqlite_number(s,
                               "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND "
                               "name = 'sup_schema_version'",
                               &is_there) != SQLITE_OK) {
            return sup__sqlite_fail(s, "reading", "the schema");
        }
        if (!is_there) {
            return check_nothing_of_ours(s);
        }
        if (sup__sqlite_number(s, "SELECT version FROM main.sup_schema_version", &version) !=
            SQLITE_OK) {
            return sup__sqlite_fail(s, "reading", "sup_schema_version");
        }
    }
    if (version > schema->version) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_NEWER, NULL,
                         "the database has schema version %lld, this library knows %d",
                         (long long)version, (int)schema->version);
    }
    if (version < 1 || (!s->is_borrowed && user_version != version)) {
        return sup__fail(&s->base.error, SUP_MSG_STORE_TAMPERED, "sup_schema_version",
                         "the schema version is %lld in its table and %lld in the file's header",
                         (long long)version, (long long)user_version);
    }
    *state = version < schema->version ? STATE_OLDER : STATE_CURRENT;
    return SUP_OK;
}

static int32_t execute(struct sup__sqlite *s, const char *doing, const char *name)
{
    if (s->sql.is_failed) {
        sup__buffer_free(&s->sql);
        return sup__sqlite_no_memory(s);
    }
    if (sqlite3_exec(s->db, s->sql.data, NULL, NULL, NULL) != SQLITE_OK) {
        return sup__sqlite_fail(s, doing, name);
    }
    return SUP_OK;
}

/* The stored text, with "main." before the object's name. */
static int32_t create(struct sup__sqlite *s, const struct sup__object *object)
{
    const char *quote = strchr(object->sql, '"');

    sup__buffer_clear(&s->sql);
    sup__buffer_append(&s->sql, object->sql, (size_t)(quote - object->sql));
    sup__buffer_text(&s->sql, "main.");
    sup__buffer_text(&s->sql, quote);
    return execute(s, "creating", object->name);
}

static int32_t exists(struct sup__sqlite *s, const char *sql, const char *on, const char *name,
                      int *out)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL);

    if (rc == SQLITE_OK) {
        (void)sqlite3_bind_text(statement, 1, on, -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(statement, 2, name, -1, SQLITE_STATIC);
        *out = sqlite3_step(statement) == SQLITE_ROW;
        rc = sqlite3_finalize(statement);
    }
    return rc == SQLITE_OK ? SUP_OK : sup__sqlite_fail(s, "looking for", name);
}

/* The columns that an older table lacks. Only nullable ones are ever added to the schema. */
static int32_t add_columns(struct sup__sqlite *s, const struct sup_table *table)
{
    int32_t code = SUP_OK;

    for (uint32_t i = 0; code == SUP_OK && i < table->column_count; i++) {
        int is_there = 0;

        code = exists(s, "SELECT 1 FROM pragma_table_info(?1, 'main') WHERE name = ?2", table->name,
                      table->columns[i].name, &is_there);
        if (code == SUP_OK && !is_there) {
            sup__buffer_clear(&s->sql);
            sup__buffer_text(&s->sql, "ALTER TABLE main.");
            sup__sql_name(&s->sql, table->name);
            sup__buffer_text(&s->sql, " ADD COLUMN ");
            sup__sql_column(&s->sql, &table->columns[i]);
            code = execute(s, "adding a column to", table->name);
        }
    }
    return code;
}

/* Bring one object into being or up to date. */
static int32_t upgrade(struct sup__sqlite *s, const struct sup__object *object)
{
    int is_there = 0;
    int32_t code = exists(s, "SELECT 1 FROM main.sqlite_schema WHERE type = ?1 AND name = ?2",
                          object->type, object->name, &is_there);

    if (code == SUP_OK && is_there && strcmp(object->type, "view") == 0) {
        sup__buffer_clear(&s->sql);
        sup__buffer_text(&s->sql, "DROP VIEW main.");
        sup__sql_name(&s->sql, object->name);
        code = execute(s, "dropping", object->name);
        is_there = 0;
    }
    if (code != SUP_OK) {
        return code;
    }
    if (!is_there) {
        return create(s, object);
    }
    return object->table != NULL ? add_columns(s, object->table) : SUP_OK;
}

/* Tables before the indexes on them and the views over them. */
static int32_t write_schema(struct sup__sqlite *s, const struct sup_schema *schema)
{
    static const char *const types[] = {"table", "index", "view"};
    int32_t code = SUP_OK;

    for (size_t type = 0; type < sizeof types / sizeof types[0]; type++) {
        for (uint32_t i = 0; code == SUP_OK && i < s->object_count; i++) {
            if (strcmp(s->objects[i].type, types[type]) == 0) {
                code = upgrade(s, &s->objects[i]);
            }
        }
    }
    if (code != SUP_OK) {
        return code;
    }
    sup__buffer_clear(&s->sql);
    sup__buffer_text(&s->sql, "INSERT INTO main.sup_schema_version (id, version) VALUES (1, ");
    sup__buffer_int(&s->sql, schema->version);
    sup__buffer_text(&s->sql, ") ON CONFLICT (id) DO UPDATE SET version = excluded.version");
    if (!s->is_borrowed) {
        sup__buffer_text(&s->sql, "; PRAGMA main.application_id = ");
        sup__buffer_int(&s->sql, SUP__SQLITE_APPLICATION_ID);
        sup__buffer_text(&s->sql, "; PRAGMA main.user_version = ");
        sup__buffer_int(&s->sql, schema->version);
    }
    return execute(s, "writing", "the schema version");
}

/* Switch a file of our own to the write-ahead log, which stays so in the file. Another process
 * that opens the file for the first time now does the same, and SQLite does not wait there. */
static int32_t use_wal(struct sup__sqlite *s)
{
    sqlite3_stmt *statement = NULL;
    int32_t code = SUP_OK;
    int waited_ms = 0;
    int rc;

    do {
        (void)sqlite3_finalize(statement);
        statement = NULL;
        rc = sqlite3_prepare_v2(s->db, "PRAGMA main.journal_mode = WAL", -1, &statement, NULL);
        if (rc == SQLITE_OK) {
            rc = sqlite3_step(statement);
        }
        if ((rc & 0xff) != SQLITE_BUSY) {
            break;
        }
        waited_ms += sqlite3_sleep(10);
    } while (waited_ms < s->busy_timeout_ms);
    if (rc != SQLITE_ROW) {
        code = sup__sqlite_fail(s, "switching to", "the write-ahead log");
    } else if (strcmp((const char *)sqlite3_column_text(statement, 0), "wal") != 0) {
        code = sup__fail(&s->base.error, SUP_MSG_STORE_OPEN, "path",
                         "this file system cannot keep a write-ahead log");
        sup__hint(&s->base.error, "put the file on a local disk");
    }
    (void)sqlite3_finalize(statement);
    return code;
}

static int is_incomplete(const struct sup__sqlite *s, int32_t code)
{
    return code != SUP_OK && s->base.error.message_id == SUP_MSG_STORE_INCOMPLETE;
}

/* Make the views and indexes that are missing; what there is has been verified. */
static int32_t complete(struct sup__sqlite *s)
{
    int32_t code = SUP_OK;

    for (uint32_t i = 0; code == SUP_OK && i < s->object_count; i++) {
        if (!s->objects[i].is_found) {
            code = create(s, &s->objects[i]);
            if (code == SUP_EXISTS) { /* rows that a unique index would not have let in */
                struct sup_error why = s->base.error;

                code = sup__fail(&s->base.error, SUP_MSG_STORE_CORRUPT, s->objects[i].name, "%s",
                                 why.text);
            }
        }
    }
    return code == SUP_OK ? sup__sqlite_verify(s) : code;
}

/* Look, write what has to be written, verify. */
static int32_t make(struct sup__sqlite *s, const struct sup_schema *schema, int mode,
                    enum state *state)
{
    int32_t code = look(s, schema, state);

    if (code == SUP_OK && *state != STATE_CURRENT && mode == SUP_WRITE) {
        code = write_schema(s, schema);
        *state = STATE_CURRENT;
    } else if (code == SUP_OK && *state != STATE_CURRENT && s->is_read_only) {
        code = sup__fail(&s->base.error, SUP_MSG_STORE_READ_ONLY, NULL,
                         "the database is empty or of an older version, and open for reading");
        sup__sqlite_hint_read_only(s);
    }
    if (code == SUP_OK && *state == STATE_CURRENT) {
        code = sup__sqlite_verify(s);
        if (is_incomplete(s, code) && mode == SUP_WRITE) {
            code = complete(s);
        } else if (is_incomplete(s, code) && !s->is_read_only) {
            *state = STATE_INCOMPLETE;
            code = SUP_OK;
        }
    }
    return code;
}

/* One transaction around make(). */
static int32_t make_in(struct sup__sqlite *s, const struct sup_schema *schema, int mode,
                       enum state *state)
{
    int32_t code;

    s->is_making = 1;
    code = sup__sqlite_begin_raw(s, mode);
    if (code == SUP_OK) {
        code = make(s, schema, mode, state);
        code = code == SUP_OK ? sup__sqlite_commit(&s->base) : sup__sqlite_abandon(s, code);
    }
    s->is_making = 0;
    return code;
}

static void drop_watch(struct sup__sqlite *s)
{
    (void)sqlite3_finalize(s->sentinel);
    (void)sqlite3_finalize(s->lock);
    s->sentinel = s->lock = NULL;
}

static int32_t prepare_watch(struct sup__sqlite *s)
{
    if (sup__sqlite_prepare_text(s, "SELECT version FROM main.sup_schema_version", &s->sentinel) !=
            SQLITE_OK ||
        sup__sqlite_prepare_text(s, "DELETE FROM main.sup_schema_version WHERE id = 0", &s->lock) !=
            SQLITE_OK) {
        return sup__sqlite_fail(s, "preparing", "sup_schema_version");
    }
    return SUP_OK;
}

/* One more core on a store of our own that is prepared. */
static int32_t verify_again(struct sup__sqlite *s)
{
    enum state state = STATE_CURRENT;
    int32_t code = sup__sqlite_begin(&s->base, 0, SUP_READ);

    if (code == SUP_OK) {
        return sup__sqlite_commit(&s->base);
    }
    return is_incomplete(s, code) && !s->is_read_only ? make_in(s, s->schema, SUP_WRITE, &state)
                                                      : code;
}

/* Nothing is prepared for this schema yet, or for another version of it. */
static int32_t start_over(struct sup__sqlite *s, const struct sup_schema *schema)
{
    sup__statements_drop(&s->statements);
    drop_watch(s);
    s->schema = NULL;
    return sup__sqlite_objects(s, schema);
}

static int32_t prepare(struct sup__sqlite *s, const struct sup_schema *schema)
{
    enum state state = STATE_EMPTY;
    int is_again = s->schema == schema;
    int is_joining = s->is_borrowed && !sqlite3_get_autocommit(s->db);
    int32_t code = is_again ? SUP_OK : start_over(s, schema);

    if (code == SUP_OK) {
        code = make_in(s, schema, SUP_READ, &state);
    }
    if (code == SUP_OK && !s->is_borrowed && !s->is_read_only && !s->is_memory) {
        code = use_wal(s);
    }
    if (code == SUP_OK && state != STATE_CURRENT) {
        code = make_in(s, schema, SUP_WRITE, &state);
    }
    if (code == SUP_OK && !is_again) {
        code = prepare_watch(s);
    }
    if (code == SUP_OK) {
        s->schema = schema;
        s->is_unsettled = is_joining;
    }
    return code;
}

int32_t sup__sqlite_prepare(struct sup_store *store, const struct sup_schema *schema)
{
    struct sup__sqlite *s = (struct sup__sqlite *)store;

    if (s->pid != getpid()) {
        return sup__fail(&s->base.error, SUP_MSG_FORKED, NULL,
                         "the store was opened in another process");
    }
    if (s->is_in_callback || s->mode != 0) {
        return sup__sqlite_under_way(s);
    }
    if (s->is_poisoned) {
        return sup__sqlite_poisoned(s);
    }
    /* The next begin verifies against what SQLite has compiled then. Where the store is prepared
     * already this is for one more core: whatever fails here, the others go on. */
    s->has_seen_version = 0;
    s->sentinel_count = -1;
    return s->schema == schema && !s->is_borrowed ? verify_again(s) : prepare(s, schema);
}
