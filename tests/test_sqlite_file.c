/*
 * test_sqlite_file.c: files of the library's own: how they are made, opened and upgraded, which
 * files are refused, and that a refused file is left as it was, byte for byte.
 */
#include "sqlite_support.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sqlite/sqlite_store.h"

static sqlite3 *db_of(struct sup_store *store)
{
    return ((struct sup__sqlite *)store)->db;
}

static void make(const char *path)
{
    store_close(store_open(path));
}

/* The file is refused with this message and not one byte of it changes. */
static void refused_untouched(const char *path, const struct sup_schema *schema, int32_t message)
{
    struct sup_store *store = NULL;
    struct sup_error error = {0};
    size_t before_bytes;
    size_t after_bytes;
    unsigned char *before = file_bytes(path, &before_bytes);
    unsigned char *after;

    assert_int_not_equal(store_try(path, schema, &store, &error), SUP_OK);
    if (error.message_id != message) {
        fail_msg("%s: %d: %s", path, (int)error.message_id, error.text);
    }
    assert_null(store);
    after = file_bytes(path, &after_bytes);
    assert_int_equal(before_bytes, after_bytes);
    assert_memory_equal(before, after, before_bytes);
    free(before);
    free(after);
}

static void a_new_file_carries_our_marks(void **state)
{
    const char *path = in_folder(state, "a.db");
    unsigned char *bytes;
    size_t count;

    make(path);
    bytes = file_bytes(path, &count);
    assert_memory_equal(bytes, "SQLite format 3", 16);
    assert_int_equal(bytes[16] << 8 | bytes[17], SUP__SQLITE_PAGE_BYTES);
    assert_int_equal(bytes[18], 2); /* write-ahead log */
    assert_memory_equal(bytes + 60, "\0\0\0\1", 4);
    assert_memory_equal(bytes + 68, "SUPC", 4);
    free(bytes);
    assert_int_equal(sql_file_number(path, "SELECT version FROM sup_schema_version"), 1);
}

static void the_page_size_can_be_chosen(void **state)
{
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = in_folder(state, "a.db"), .page_bytes = 8192};
    struct sup_store *store = NULL;

    assert_int_equal(sup_sqlite_open(&options, &store, NULL), SUP_OK);
    must(store, store->methods->prepare(store, &test_schema));
    store_close(store);
    assert_int_equal(sql_file_number(options.path, "PRAGMA page_size"), 8192);
}

static void tables_are_strict_and_have_the_text_we_expect(void **state)
{
    const char *path = in_folder(state, "a.db");

    make(path);
    assert_int_equal(
        sql_file_number(
            path, "SELECT sql = 'CREATE TABLE \"sup_item\" (\"tenant\" INTEGER NOT NULL, \"id\" "
                  "INTEGER NOT NULL, \"version\" INTEGER NOT NULL, \"code\" TEXT NOT NULL, "
                  "\"due\" INTEGER NOT NULL, \"note\" TEXT, \"data\" BLOB, PRIMARY KEY "
                  "(\"tenant\", \"id\")) STRICT, WITHOUT ROWID' FROM sqlite_schema WHERE name = "
                  "'sup_item'"),
        1);
    assert_int_equal(sql_file_number(path, "SELECT count(*) FROM sqlite_schema WHERE name IN "
                                           "('sup_item_by_due', 'sup_item_by_code', "
                                           "'sup_v_items', 'sup_pair', 'sup_schema_version')"),
                     5);
    assert_int_equal(sql_file_number(path, "SELECT sql = 'CREATE INDEX \"sup_item_by_due\" ON "
                                           "\"sup_item\" (\"tenant\", \"due\")' FROM "
                                           "sqlite_schema WHERE name = 'sup_item_by_due'"),
                     1);
    assert_int_equal(sql_file_number(path, "SELECT sql = 'CREATE INDEX \"sup_wide_by_due\" ON "
                                           "\"sup_wide\" (\"tenant\", \"due\", \"id\")' FROM "
                                           "sqlite_schema WHERE name = 'sup_wide_by_due'"),
                     1);
}

static void wrong_options_are_refused(void **state)
{
    char path[] = "never.db";
    struct {
        struct sup_sqlite_options first;
        char tail[8];
    } longer = {.first = {.size = sizeof longer, .path = path}};
    struct sup_sqlite_options options[] = {
        {.size = sizeof options[0] - 1, .path = path},
        {.size = sizeof options[0]},
        {.size = sizeof options[0], .path = ""},
        {.size = sizeof options[0], .path = path, .durability = 2},
        {.size = sizeof options[0], .path = path, .is_read_only = 2},
        {.size = sizeof options[0], .path = path, .must_exist = 2},
        {.size = sizeof options[0], .path = path, .busy_timeout_ms = -1},
        {.size = sizeof options[0], .path = path, .page_bytes = 256},
        {.size = sizeof options[0], .path = path, .page_bytes = 1000},
        {.size = sizeof options[0], .path = path, .page_bytes = 131072},
    };
    struct sup_store *store = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        assert_int_equal(sup_sqlite_open(&options[i], &store, NULL), SUP_INVALID);
    }
    longer.tail[3] = 1;
    assert_int_equal(sup_sqlite_open(&longer.first, &store, NULL), SUP_INVALID);
    assert_int_equal(sup_sqlite_open(NULL, &store, NULL), SUP_INVALID);
    assert_int_equal(sup_sqlite_open(&options[0], NULL, NULL), SUP_INVALID);
    assert_int_equal(access(path, F_OK), -1);
    longer.tail[3] = 0;
    longer.first.path = ":memory:";
    assert_int_equal(sup_sqlite_open(&longer.first, &store, NULL), SUP_OK);
    store_close(store);
}

static void a_missing_file_is_told_and_not_made(void **state)
{
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = in_folder(state, "a.db"), .must_exist = 1};
    struct sup_store *store = NULL;
    struct sup_error error = {0};

    assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_NOT_FOUND);
    assert_string_equal(error.field, "path");
    options.must_exist = 0;
    options.is_read_only = 1;
    assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_NOT_FOUND);
    assert_int_equal(access(options.path, F_OK), -1);
    options.is_read_only = 0;
    options.path = in_folder(state, "no/folder.db");
    assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_IO);
    assert_int_equal(error.message_id, SUP_MSG_STORE_OPEN);
    options.path = *state; /* a folder */
    assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_IO);
    options.path = "/dev/null"; /* SQLite would take it, and leave a journal beside it */
    assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_IO);
    assert_int_equal(error.message_id, SUP_MSG_STORE_OPEN);
    assert_string_equal(error.text, "/dev/null is no regular file");
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

/* A file of no bytes is a database to SQLite; nobody made a desk in it. */
static void a_file_without_content_is_no_desk_when_one_must_exist(void **state)
{
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = in_folder(state, "empty.db"), .must_exist = 1};
    struct sup_store *store = NULL;
    struct sup_error error = {0};
    size_t bytes = 1;

    write_file(options.path, "");
    for (options.is_read_only = 0; options.is_read_only < 2; options.is_read_only++) {
        assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_NOT_FOUND);
        assert_int_equal(error.message_id, SUP_MSG_STORE_ABSENT);
        assert_string_equal(error.field, "path");
        assert_non_null(strstr(error.text, "it is empty"));
        free(file_bytes(options.path, &bytes));
        assert_int_equal(bytes, 0);
    }
    options.is_read_only = 0;
    sql_file(options.path, "PRAGMA user_version = 0; VACUUM"); /* a header and no table */
    free(file_bytes(options.path, &bytes));
    assert_int_not_equal(bytes, 0);
    assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_NOT_FOUND);
    options.must_exist = 0;
    assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_OK);
    must(store, store->methods->prepare(store, &test_schema));
    store_close(store);
    options.must_exist = 1;
    assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_OK);
    store_close(store);
    options.path = ":memory:"; /* always new */
    assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_OK);
    store_close(store);
}

static void what_is_not_ours_is_left_alone(void **state)
{
    const char *path = in_folder(state, "text");
    char long_text[5000];

    write_file(path, "just a text");
    refused_untouched(path, &test_schema, SUP_MSG_STORE_NOT_A_DATABASE);
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    path = in_folder(state, "long");
    write_file(path, long_text);
    refused_untouched(path, &test_schema, SUP_MSG_STORE_NOT_A_DATABASE);

    path = in_folder(state, "other.db");
    sql_file(path, "PRAGMA application_id = 7; CREATE TABLE a (b)");
    refused_untouched(path, &test_schema, SUP_MSG_STORE_FOREIGN);
    path = in_folder(state, "plain.db");
    sql_file(path, "CREATE TABLE a (b)");
    refused_untouched(path, &test_schema, SUP_MSG_STORE_FOREIGN);
    path = in_folder(state, "numbered.db");
    sql_file(path, "PRAGMA user_version = 3");
    refused_untouched(path, &test_schema, SUP_MSG_STORE_FOREIGN);
    path = in_folder(state, "ours-by-name.db");
    sql_file(path, "CREATE TABLE sup_item (a)");
    refused_untouched(path, &test_schema, SUP_MSG_STORE_FOREIGN);
}

static void copy_file(const char *from, const char *to)
{
    size_t count;
    unsigned char *bytes = file_bytes(from, &count);
    FILE *file = fopen(to, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    assert_int_equal(fclose(file), 0);
    free(bytes);
}

/* The other program crashed: its log must not be moved into its file by us. */
static void the_log_of_another_program_is_not_checkpointed(void **state)
{
    const char *live = in_folder(state, "live.db");
    const char *dead = in_folder(state, "dead.db");
    sqlite3 *db = raw_open(live);
    unsigned char *before;
    unsigned char *after;
    size_t before_count;
    size_t after_count;

    sql(db, "PRAGMA journal_mode = WAL; PRAGMA application_id = 7; CREATE TABLE a (b); INSERT INTO "
            "a VALUES (1)");
    copy_file(live, dead);
    copy_file(in_folder(state, "live.db-wal"), in_folder(state, "dead.db-wal"));
    before = file_bytes(in_folder(state, "dead.db-wal"), &before_count);
    refused_untouched(in_folder(state, "dead.db"), &test_schema, SUP_MSG_STORE_FOREIGN);
    after = file_bytes(in_folder(state, "dead.db-wal"), &after_count);
    assert_int_equal(before_count, after_count);
    assert_memory_equal(before, after, before_count);
    free(before);
    free(after);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void a_newer_schema_is_left_alone(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *store = NULL;
    struct sup_error error = {0};

    assert_int_equal(store_try(path, &test_schema_2, &store, &error), SUP_OK);
    store_close(store);
    refused_untouched(path, &test_schema, SUP_MSG_STORE_NEWER);
    sql_file(path, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 9");
    refused_untouched(path, &test_schema_2, SUP_MSG_STORE_NEWER);
}

#define PK ", PRIMARY KEY (\"tenant\", \"left\", \"right\")"
#define PAIR_COLUMNS                                                                               \
    "\"tenant\" INTEGER NOT NULL, \"left\" TEXT NOT NULL, \"right\" INTEGER NOT NULL"
#define PAIR(columns, key, tail)                                                                   \
    "DROP TABLE sup_pair; CREATE TABLE \"sup_pair\" (" columns key ") " tail

static const struct {
    const char *plant;
    const char *name; /* what the error must name */
} planted_changes[] = {
    {"CREATE TRIGGER evil AFTER INSERT ON sup_item BEGIN DELETE FROM sup_item; END", "evil"},
    {"CREATE TRIGGER evil BEFORE UPDATE ON SUP_ITEM BEGIN SELECT RAISE(IGNORE); END", "evil"},
    {"CREATE TRIGGER evil INSTEAD OF INSERT ON sup_v_items BEGIN SELECT 1; END", "evil"},
    {"CREATE UNIQUE INDEX evil ON sup_item (tenant)", "evil"},
    {"CREATE INDEX evil ON sup_item (due) WHERE due > 1", "evil"},
    {"CREATE INDEX evil ON sup_item (abs(due))", "evil"},
    {"CREATE INDEX evil ON sup_item (due + 1)", "evil"},
    {"CREATE INDEX evil ON sup_item (code COLLATE NOCASE)", "evil"},
    {"CREATE INDEX sup_evil ON sup_item (due)", "sup_evil"},
    {"CREATE TABLE sup_evil (a)", "sup_evil"},
    {"CREATE TABLE SUP_EVIL (a)", "SUP_EVIL"},
    {"CREATE VIEW Sup_Evil AS SELECT 1", "Sup_Evil"},
    {"DROP INDEX sup_item_by_due; CREATE INDEX sup_item_by_due ON sup_item (tenant, id)",
     "sup_item_by_due"},
    {"DROP INDEX sup_item_by_code; CREATE INDEX \"sup_item_by_code\" ON \"sup_item\" "
     "(\"tenant\", \"code\")",
     "sup_item_by_code"},
    {"DROP VIEW sup_v_items; CREATE VIEW sup_v_items AS SELECT 1", "sup_v_items"},
    {"DROP VIEW sup_v_items; CREATE TABLE sup_v_items (a)", "sup_v_items"},
    {"DROP TABLE sup_pair", "sup_pair"},
    {"DROP TABLE sup_pair; CREATE VIEW sup_pair AS SELECT 1", "sup_pair"},
    {"DROP TABLE sup_schema_version", "sup_item"},
    {"DELETE FROM sup_schema_version", "sup_schema_version"},
    {"PRAGMA user_version = 0", "sup_schema_version"},
    {PAIR(PAIR_COLUMNS, ", PRIMARY KEY (\"tenant\", \"left\", \"right\") ON CONFLICT REPLACE",
          "STRICT, WITHOUT ROWID"),
     "sup_pair"},
    {PAIR(PAIR_COLUMNS, PK ", UNIQUE (\"right\") ON CONFLICT IGNORE", "STRICT, WITHOUT ROWID"),
     "sup_pair"},
    {PAIR(PAIR_COLUMNS, PK ", UNIQUE (\"right\")", "STRICT, WITHOUT ROWID"), "sup_pair"},
    {PAIR(PAIR_COLUMNS, PK ", CHECK (\"right\" > 0)", "STRICT, WITHOUT ROWID"), "sup_pair"},
    {PAIR(PAIR_COLUMNS, PK, "STRICT"), "sup_pair"},
    {PAIR(PAIR_COLUMNS, PK, "WITHOUT ROWID"), "sup_pair"},
    {PAIR("\"tenant\" INTEGER NOT NULL, \"left\" TEXT NOT NULL COLLATE NOCASE, \"right\" "
          "INTEGER NOT NULL",
          PK, "STRICT, WITHOUT ROWID"),
     "sup_pair"},
    {PAIR("\"tenant\" INTEGER NOT NULL ON CONFLICT IGNORE, \"left\" TEXT NOT NULL, \"right\" "
          "INTEGER NOT NULL",
          PK, "STRICT, WITHOUT ROWID"),
     "sup_pair"},
    {PAIR(PAIR_COLUMNS ", a TEXT UNIQUE", PK, "STRICT, WITHOUT ROWID"), "sup_pair"},
    {PAIR(PAIR_COLUMNS ", a TEXT UNIQUE ON CONFLICT REPLACE", PK, "STRICT, WITHOUT ROWID"),
     "sup_pair"},
    {PAIR(PAIR_COLUMNS ", a TEXT DEFAULT (random())", PK, "STRICT, WITHOUT ROWID"), "sup_pair"},
    {PAIR(PAIR_COLUMNS ", a TEXT NOT NULL", PK, "STRICT, WITHOUT ROWID"), "sup_pair"},
    {PAIR(PAIR_COLUMNS ", a TEXT NOT NULL DEFAULT NULL", PK, "STRICT, WITHOUT ROWID"), "sup_pair"},
    {PAIR("a TEXT, " PAIR_COLUMNS, PK, "STRICT, WITHOUT ROWID"), "sup_pair"},
    {PAIR(PAIR_COLUMNS ", a TEXT /* , */", PK, "STRICT, WITHOUT ROWID"), "sup_pair"},
    {PAIR(PAIR_COLUMNS ", a TEXT -- x\n", PK, "STRICT, WITHOUT ROWID"), "sup_pair"},
    {"ALTER TABLE sup_item ADD COLUMN a TEXT CHECK (a <> 'x')", "sup_item"},
    {"ALTER TABLE sup_item ADD COLUMN a INTEGER REFERENCES sup_pair", "sup_item"},
    {"ALTER TABLE sup_item ADD COLUMN a TEXT COLLATE NOCASE", "sup_item"},
    {"ALTER TABLE sup_item ADD COLUMN a INTEGER AS (due + 1)", "sup_item"},
    {"ALTER TABLE sup_item ADD COLUMN a INTEGER GENERATED ALWAYS AS (due) VIRTUAL", "sup_item"},
    {"ALTER TABLE sup_item ADD COLUMN a TEXT CONSTRAINT b DEFAULT 'x'", "sup_item"},
    {"ALTER TABLE sup_item RENAME COLUMN note TO remark", "sup_item"},
    {"ALTER TABLE sup_item DROP COLUMN note", "sup_item"},
    {"ALTER TABLE sup_pair RENAME TO pair", "sup_pair"},
};

static void planted_changes_are_refused_by_name(void **state)
{
    for (size_t i = 0; i < sizeof planted_changes / sizeof planted_changes[0]; i++) {
        struct sup_store *store = NULL;
        struct sup_error error = {0};
        char name[24];
        const char *path;

        (void)snprintf(name, sizeof name, "%zu.db", i);
        path = in_folder(state, name);
        make(path);
        sql_file(path, planted_changes[i].plant);
        if (store_try(path, &test_schema, &store, &error) != SUP_CORRUPT ||
            error.message_id != SUP_MSG_STORE_TAMPERED ||
            strcmp(error.field, planted_changes[i].name) != 0) {
            fail_msg("%s: %d, %s, %s", planted_changes[i].plant, (int)error.message_id, error.field,
                     error.text);
        }
    }
}

/* Views and indexes hold no data: a missing one is told where nothing may be written, and made
 * again where it may. A missing table took its rows with it. */
static void what_holds_no_data_is_made_again(void **state)
{
    static const char *const names[] = {"sup_item_by_due", "sup_item_by_code", "sup_v_items"};
    const char *path = in_folder(state, "a.db");
    struct sup_sqlite_options reading = {.size = sizeof reading, .path = path, .is_read_only = 1};
    struct sup_store *store = NULL;

    make(path);
    sql_file(path,
             "DROP INDEX sup_item_by_due; DROP INDEX sup_item_by_code; DROP VIEW sup_v_items");
    assert_int_equal(sup_sqlite_open(&reading, &store, NULL), SUP_OK);
    assert_int_equal(store->methods->prepare(store, &test_schema), SUP_CORRUPT);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_INCOMPLETE);
    assert_non_null(strstr(store->error.hint, "open the desk for writing"));
    store_close(store);
    store = store_open(path);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char query[120];

        (void)snprintf(query, sizeof query, "SELECT count(*) FROM sqlite_schema WHERE name = '%s'",
                       names[i]);
        assert_int_equal(sql_file_number(path, query), 1);
    }
    assert_int_equal(insert_item(store, 77, 77), SUP_OK);
    sql_file(path, "DROP VIEW sup_v_items"); /* while it is open */
    assert_int_equal(insert_item(store, 78, 78), SUP_CORRUPT);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_INCOMPLETE);
    assert_string_equal(store->error.field, "sup_v_items");
    must(store, store->methods->prepare(store, &test_schema)); /* one more core */
    assert_int_equal(insert_item(store, 78, 78), SUP_OK);
    store_close(store);
}

static void a_unique_index_over_rows_that_are_not_is_not_made_again(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *store = store_open(path);
    struct sup_error error = {0};

    assert_int_equal(insert_item(store, 77, 77), SUP_OK);
    assert_int_equal(insert_item(store, 78, 78), SUP_OK);
    store_close(store);
    sql_file(path, "DROP INDEX sup_item_by_code; UPDATE sup_item SET code = 'c77'");
    assert_int_equal(store_try(path, &test_schema, &store, &error), SUP_CORRUPT);
    assert_int_equal(error.message_id, SUP_MSG_STORE_CORRUPT);
    assert_string_equal(error.field, "sup_item_by_code");
    sql_file(path, "DROP TABLE sup_pair");
    assert_int_equal(store_try(path, &test_schema, &store, &error), SUP_CORRUPT);
    assert_int_equal(error.message_id, SUP_MSG_STORE_TAMPERED);
    assert_non_null(strstr(error.hint, "restore a backup"));
}

static void what_shops_may_add_is_accepted(void **state)
{
    static const char *const additions[] = {
        "ALTER TABLE sup_item ADD COLUMN a TEXT",
        "ALTER TABLE sup_item ADD   \"a b\"  INTEGER   DEFAULT -5",
        "ALTER TABLE sup_item ADD COLUMN a REAL NOT NULL DEFAULT 1.5e-3",
        "ALTER TABLE sup_item ADD COLUMN a BLOB DEFAULT x'00ff' NOT NULL",
        "ALTER TABLE sup_item ADD COLUMN [a] ANY DEFAULT 'it''s, PRIMARY KEY'; ALTER TABLE "
        "sup_item ADD COLUMN b INT DEFAULT NULL; ALTER TABLE sup_item ADD COLUMN c INT DEFAULT "
        "TRUE",
        "ALTER TABLE sup_item ADD COLUMN a TEXT; ALTER TABLE sup_item ADD COLUMN b TEXT; ALTER "
        "TABLE sup_item DROP COLUMN a",
        "CREATE INDEX mine ON sup_item (version, due DESC)",
        "CREATE INDEX \"mine too\" ON \"sup_item\" (\"note\" ASC)",
        "CREATE VIEW mine AS SELECT * FROM sup_item",
        "CREATE TABLE mine (a REFERENCES other (b)); CREATE TRIGGER own AFTER INSERT ON mine BEGIN "
        "DELETE FROM mine; END",
        "ANALYZE",
        "PRAGMA journal_mode = DELETE",
        "VACUUM",
    };

    for (size_t i = 0; i < sizeof additions / sizeof additions[0]; i++) {
        struct sup_store *store = NULL;
        struct sup_error error = {0};
        char name[24];
        const char *path;

        (void)snprintf(name, sizeof name, "%zu.db", i);
        path = in_folder(state, name);
        make(path);
        sql_file(path, additions[i]);
        if (store_try(path, &test_schema, &store, &error) != SUP_OK) {
            fail_msg("%s: %s", additions[i], error.text);
        }
        assert_int_equal(insert_item(store, 1, 1), SUP_OK);
        assert_int_equal(count_items(store), 1);
        store_close(store);
    }
}

static void a_trigger_planted_while_open_is_noticed_at_the_next_begin(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *store = store_open(path);

    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql_file(path, "CREATE TRIGGER evil AFTER INSERT ON sup_item BEGIN DELETE FROM sup_pair; END");
    assert_int_equal(insert_item(store, 2, 2), SUP_CORRUPT);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_TAMPERED);
    assert_string_equal(store->error.field, "evil");
    assert_int_equal(insert_item(store, 2, 2), SUP_CORRUPT);
    assert_int_equal(store->methods->begin(store, 1, SUP_READ), SUP_CORRUPT);
    sql_file(path, "DROP TRIGGER evil; ALTER TABLE sup_item ADD COLUMN mine TEXT");
    assert_int_equal(insert_item(store, 2, 2), SUP_OK);
    store_close(store);
}

static void an_upgrade_by_another_process_is_noticed(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *old = store_open(path);
    struct sup_store *now = NULL;
    struct sup_error error = {0};

    assert_int_equal(insert_item(old, 1, 1), SUP_OK);
    assert_int_equal(store_try(path, &test_schema_2, &now, &error), SUP_OK);
    assert_int_equal(insert_item(old, 2, 2), SUP_UNSUPPORTED);
    assert_int_equal(old->error.message_id, SUP_MSG_STORE_NEWER);
    store_close(now);
    store_close(old);
}

static void an_older_file_is_upgraded_around_the_shops_columns(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *store = store_open(path);
    struct sup_error error = {0};
    struct sup_value row[8];
    struct item item;

    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    store_close(store);
    sql_file(path, "ALTER TABLE sup_item ADD COLUMN shop_mark TEXT; UPDATE sup_item SET shop_mark "
                   "= 'vip'");
    for (int time = 0; time < 2; time++) { /* the second time there is nothing to do */
        assert_int_equal(store_try(path, &test_schema_2, &store, &error), SUP_OK);
        item_make(&item, 10 + time, 2);
        memcpy(row, item.values, sizeof item.values);
        row[7] = TEXT("new");
        must(store, store->methods->begin(store, 1, SUP_WRITE));
        must(store, store->methods->insert(store, TABLE_ITEM, row));
        must(store, store->methods->commit(store));
        store_close(store);
    }
    assert_int_equal(sql_file_number(path, "SELECT count(*) FROM sup_v_items WHERE extra = 'new'"),
                     2);
    assert_int_equal(
        sql_file_number(path, "SELECT count(*) FROM sup_item WHERE shop_mark = 'vip' AND extra IS "
                              "NULL"),
        1);
    assert_int_equal(sql_file_number(path, "PRAGMA user_version"), 2);
    assert_int_equal(sql_file_number(path, "SELECT count(*) FROM sup_later"), 0);
    /* The same text as in a new file, so that both are recognized the same way. */
    make(in_folder(state, "old.db"));
    assert_int_equal(store_try(in_folder(state, "new.db"), &test_schema_2, &store, &error), SUP_OK);
    store_close(store);
    assert_int_equal(store_try(in_folder(state, "old.db"), &test_schema_2, &store, &error), SUP_OK);
    store_close(store);
    {
        sqlite3 *db = raw_open(in_folder(state, "old.db"));
        char attach[400];

        (void)snprintf(attach, sizeof attach, "ATTACH '%s' AS fresh", in_folder(state, "new.db"));
        sql(db, attach);
        assert_int_equal(sql_number(db, "SELECT count(*) FROM (SELECT sql FROM main.sqlite_schema "
                                        "EXCEPT SELECT sql FROM fresh.sqlite_schema)"),
                         0);
        assert_int_equal(sqlite3_close(db), SQLITE_OK);
    }
}

static void a_tampered_older_file_is_not_upgraded(void **state)
{
    const char *path = in_folder(state, "a.db");

    make(path);
    sql_file(path, "CREATE TRIGGER evil AFTER INSERT ON sup_item BEGIN SELECT 1; END");
    refused_untouched(path, &test_schema_2, SUP_MSG_STORE_TAMPERED);
    assert_int_equal(sql_file_number(path, "SELECT version FROM sup_schema_version"), 1);
}

static void the_connection_is_hardened(void **state)
{
    static const struct {
        int option;
        int value;
    } settings[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},       {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},  {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},     {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},         {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0}};
    struct sup_store *store = store_open(in_folder(state, "a.db"));

    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        int now = -1;

        assert_int_equal(sqlite3_db_config(db_of(store), settings[i].option, -1, &now), SQLITE_OK);
        assert_int_equal(now, settings[i].value);
    }
    assert_int_equal(sql_number(db_of(store), "PRAGMA synchronous"), 2);
    assert_int_equal(sql_number(db_of(store), "PRAGMA busy_timeout"), 20);
    assert_int_equal(sql_number(db_of(store), "PRAGMA mmap_size"), 0);
    assert_int_equal(sql_number(db_of(store), "PRAGMA cell_size_check"), 1);
    assert_int_equal(sql_number(db_of(store), "PRAGMA journal_size_limit"), 64 * 1024 * 1024);
    assert_int_equal(sqlite3_exec(db_of(store), "SELECT \"nosuch\"", NULL, NULL, NULL),
                     SQLITE_ERROR);
    store_close(store);
}

static void a_path_is_never_a_uri(void **state)
{
    char cwd[1000];
    struct sup_store *store;

    assert_non_null(getcwd(cwd, sizeof cwd));
    assert_int_equal(chdir(*state), 0);
    store = store_open("file:a.db?mode=memory");
    assert_int_equal(access("file:a.db?mode=memory", F_OK), 0);
    must(store, store->methods->backup(store, "file:b.db?mode=memory", NULL, NULL));
    assert_int_equal(access("file:b.db?mode=memory", F_OK), 0);
    store_close(store);
    assert_int_equal(chdir(cwd), 0);
}

static void links_in_the_path_are_followed(void **state)
{
    make(in_folder(state, "real.db"));
    assert_int_equal(symlink("real.db", in_folder(state, "link.db")), 0);
    assert_int_equal(symlink(".", in_folder(state, "current")), 0);
    sql_file(in_folder(state, "real.db"), "INSERT INTO sup_pair VALUES (1, 'a', 2)");
    make(in_folder(state, "link.db"));
    make(in_folder(state, "current/link.db"));
    assert_int_equal(access(in_folder(state, "link.db-wal"), F_OK), -1);
}

static int32_t open_read_only(const char *path, struct sup_store **store, struct sup_error *error)
{
    struct sup_sqlite_options options = {.size = sizeof options, .path = path, .is_read_only = 1};

    return sup_sqlite_open(&options, store, error);
}

static void a_read_only_store_reads_and_does_not_write(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *writer = store_open(path);
    struct sup_store *store = NULL;

    assert_int_equal(insert_item(writer, 1, 1), SUP_OK);
    assert_int_equal(open_read_only(path, &store, NULL), SUP_OK);
    assert_int_equal(store->methods->prepare(store, &test_schema_2), SUP_IO);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_READ_ONLY);
    assert_non_null(strstr(store->error.hint, "without is_read_only"));
    must(store, store->methods->prepare(store, &test_schema));
    assert_int_equal(count_items(store), 1);
    assert_int_equal(insert_item(writer, 2, 2), SUP_OK);
    assert_int_equal(count_items(store), 2);
    assert_int_equal(insert_item(store, 3, 3), SUP_IO);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_READ_ONLY);
    assert_non_null(strstr(store->error.hint, "without is_read_only"));
    assert_int_equal(store->methods->maintain(store), SUP_IO);
    store_close(store);
    store_close(writer);
}

static void an_empty_file_opened_for_reading_is_told(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *store = NULL;

    write_file(path, "");
    assert_int_equal(open_read_only(path, &store, NULL), SUP_OK);
    assert_int_equal(store->methods->prepare(store, &test_schema), SUP_IO);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_READ_ONLY);
    store_close(store);
}

/* As another user, since root may write everywhere. 0: told as it should be; 2: cannot try. */
static int try_in_locked_folder(const char *path)
{
    struct sup_store *store = NULL;
    struct sup_error error = {0};

    if (geteuid() == 0 && setuid(65534) != 0) {
        return 2;
    }
    if (access(path, R_OK) != 0) {
        return 2; /* the folders above are closed to that user */
    }
    if (open_read_only(path, &store, &error) == SUP_OK) {
        return 1;
    }
    return error.message_id == SUP_MSG_STORE_OPEN && strstr(error.hint, "sup_backup") != NULL ? 0
                                                                                              : 1;
}

static void a_live_database_in_a_locked_folder_says_what_is_needed(void **state)
{
    const char *path = in_folder(state, "a.db");
    int status = -1;
    pid_t child;

    make(path);
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(*state, 0555), 0);
    child = fork();
    if (child == 0) {
        _exit(try_in_locked_folder(path));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(*state, 0755), 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 2) {
        print_message("needs a folder that another user can reach\n");
        skip();
    }
    assert_int_equal(status, 0);
}

static void a_damaged_file_is_corrupt_and_does_not_crash(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *store = store_open(path);
    size_t count;
    unsigned char *bytes;

    for (int i = 1; i <= 200; i++) {
        assert_int_equal(insert_item(store, i, i), SUP_OK);
    }
    store_close(store);
    bytes = file_bytes(path, &count);
    for (size_t page = 0; page < count; page += SUP__SQLITE_PAGE_BYTES) {
        FILE *file = fopen(path, "wb");
        unsigned char *copy = malloc(count);
        struct sup_error error = {0};

        assert_non_null(copy);
        memcpy(copy, bytes, count);
        memset(copy + page + (page == 0 ? 100 : 0), 0xa5, 60);
        assert_non_null(file);
        assert_int_equal(fwrite(copy, 1, count, file), count);
        assert_int_equal(fclose(file), 0);
        free(copy);
        if (store_try(path, &test_schema, &store, &error) == SUP_OK) {
            struct sup_value tenant = INT(1);
            struct sup_scan scan = {.size = sizeof scan, .prefix_count = 1, .prefix = &tenant};
            struct seen seen = {0};

            must(store, store->methods->begin(store, 1, SUP_READ));
            for (scan.index = 0; scan.index < 3; scan.index++) {
                int32_t code = store->methods->scan(store, &scan, see, &seen);

                assert_true(code == SUP_OK || code == SUP_CORRUPT);
            }
            must(store, store->methods->rollback(store));
            store_close(store);
        } else {
            assert_true(error.code == SUP_CORRUPT);
        }
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)
        TEST(a_new_file_carries_our_marks),
        TEST(the_page_size_can_be_chosen),
        TEST(tables_are_strict_and_have_the_text_we_expect),
        TEST(wrong_options_are_refused),
        TEST(a_missing_file_is_told_and_not_made),
        TEST(a_file_without_content_is_no_desk_when_one_must_exist),
        TEST(what_is_not_ours_is_left_alone),
        TEST(the_log_of_another_program_is_not_checkpointed),
        TEST(a_newer_schema_is_left_alone),
        TEST(planted_changes_are_refused_by_name),
        TEST(what_holds_no_data_is_made_again),
        TEST(a_unique_index_over_rows_that_are_not_is_not_made_again),
        TEST(what_shops_may_add_is_accepted),
        TEST(a_trigger_planted_while_open_is_noticed_at_the_next_begin),
        TEST(an_upgrade_by_another_process_is_noticed),
        TEST(an_older_file_is_upgraded_around_the_shops_columns),
        TEST(a_tampered_older_file_is_not_upgraded),
        TEST(the_connection_is_hardened),
        TEST(a_path_is_never_a_uri),
        TEST(links_in_the_path_are_followed),
        TEST(a_read_only_store_reads_and_does_not_write),
        TEST(an_empty_file_opened_for_reading_is_told),
        TEST(a_live_database_in_a_locked_folder_says_what_is_needed),
        TEST(a_damaged_file_is_corrupt_and_does_not_crash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
