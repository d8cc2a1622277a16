/*
 * test_sqlite_borrowed.c: work inside the host's connection: its transactions, its settings, its
 * own tables, and what the host may and may not do to ours.
 */
#include "sqlite_support.h"

#include <unistd.h>

#include "sqlite/sqlite_store.h"
#include "supportcore.h"

/* The host's program: a file with a table of its own. */
static sqlite3 *host_open(void **state)
{
    sqlite3 *db = raw_open(in_folder(state, "shop.db"));

    sql(db, "PRAGMA journal_mode = WAL");
    sql(db, "CREATE TABLE IF NOT EXISTS refund (id INTEGER PRIMARY KEY, amount INTEGER)");
    return db;
}

static struct sup_store *borrow(sqlite3 *db)
{
    struct sup_store *store = NULL;
    struct sup_error error = {0};

    if (sup_sqlite_borrow(db, NULL, &store, &error) != SUP_OK) {
        fail_msg("%s", error.text);
    }
    must(store, store->methods->prepare(store, &test_schema));
    return store;
}

/* Closing must succeed: no statement of ours may be left on the host's connection. */
static void host_close(sqlite3 *db, struct sup_store *store)
{
    store_close(store);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void a_ticket_and_the_shops_row_commit_together(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    sql(db, "BEGIN; INSERT INTO refund VALUES (1, 500)");
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    assert_int_equal(sqlite3_get_autocommit(db), 0);
    sql(db, "COMMIT");
    sql(db, "BEGIN IMMEDIATE; INSERT INTO refund VALUES (2, 500)");
    assert_int_equal(insert_item(store, 2, 2), SUP_OK);
    assert_int_equal(count_items(store), 2);
    sql(db, "ROLLBACK");
    assert_int_equal(count_items(store), 1);
    assert_int_equal(sql_number(db, "SELECT count(*) FROM refund"), 1);
    host_close(db, store);
}

static void a_rollback_of_ours_keeps_the_shops_rows(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql(db, "BEGIN; INSERT INTO refund VALUES (1, 500)");
    assert_int_equal(insert_item(store, 1, 1), SUP_EXISTS); /* rolls back */
    sql(db, "INSERT INTO refund VALUES (2, 500); COMMIT");
    assert_int_equal(sql_number(db, "SELECT count(*) FROM refund"), 2);
    assert_int_equal(count_items(store), 1);
    host_close(db, store);
}

static void without_a_transaction_of_the_host_it_makes_its_own(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    assert_int_equal(sqlite3_get_autocommit(db), 1);
    assert_int_equal(sql_file_number(in_folder(state, "shop.db"), "SELECT count(*) FROM sup_item"),
                     1);
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    assert_int_equal(sqlite3_get_autocommit(db), 0);
    must(store, store->methods->rollback(store));
    assert_int_equal(sqlite3_get_autocommit(db), 1);
    host_close(db, store);
}

static void the_hosts_savepoints_and_open_reads_go_on(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    sqlite3_stmt *reading = NULL;

    sql(db, "INSERT INTO refund VALUES (1, 1), (2, 2), (3, 3)");
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT id FROM refund", -1, &reading, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(reading), SQLITE_ROW);
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    assert_int_equal(sqlite3_step(reading), SQLITE_ROW);
    assert_int_equal(insert_item(store, 1, 1), SUP_EXISTS);
    assert_int_equal(sqlite3_step(reading), SQLITE_ROW);
    assert_int_equal(sqlite3_step(reading), SQLITE_DONE);
    (void)sqlite3_finalize(reading);

    sql(db, "SAVEPOINT outer; SAVEPOINT sup_op"); /* even of the same name */
    assert_int_equal(insert_item(store, 2, 2), SUP_OK);
    assert_int_equal(insert_item(store, 2, 2), SUP_EXISTS);
    sql(db, "ROLLBACK TO sup_op; RELEASE outer");
    assert_int_equal(count_items(store), 1);
    host_close(db, store);
}

static void nothing_of_the_connection_changes(void **state)
{
    static const char *const settings[] = {
        "PRAGMA application_id",  "PRAGMA user_version",       "PRAGMA foreign_keys",
        "PRAGMA synchronous",     "PRAGMA busy_timeout",       "PRAGMA trusted_schema",
        "PRAGMA cell_size_check", "PRAGMA recursive_triggers", "PRAGMA journal_size_limit",
        "PRAGMA temp_store",      "PRAGMA cache_size",         "PRAGMA defer_foreign_keys",
    };
    int64_t before[sizeof settings / sizeof settings[0]];
    sqlite3 *db = host_open(state);
    struct sup_store *store;
    struct item item;
    int is_on = -1;

    sql(db, "PRAGMA user_version = 77; PRAGMA application_id = 88; INSERT INTO refund VALUES (41, "
            "1)");
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        before[i] = sql_number(db, settings[i]);
    }
    store = borrow(db);
    assert_int_equal(sqlite3_last_insert_rowid(db), 41);
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    assert_int_equal(insert_item(store, 1, 1), SUP_EXISTS);
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    item_make(&item, 1, 1); /* a table for wide rows has rowids */
    must(store, store->methods->insert(store, TABLE_WIDE, item.values));
    must(store, store->methods->commit(store));
    assert_int_equal(sqlite3_last_insert_rowid(db), 41);
    assert_int_equal(store->methods->maintain(store), SUP_UNSUPPORTED);
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        assert_int_equal(sql_number(db, settings[i]), before[i]);
    }
    assert_int_equal(sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, -1, &is_on), SQLITE_OK);
    assert_int_equal(is_on, 1);
    assert_int_equal(sqlite3_step(((struct sup__sqlite *)store)->controls[0]), SQLITE_ROW);
    host_close(db, store);
}

/* A host that reads first and then lets us write, while another connection has written since. */
static void a_read_transaction_that_cannot_become_a_writer_is_told(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    sql(db, "BEGIN");
    (void)sql_number(db, "SELECT count(*) FROM refund");
    sql_file(in_folder(state, "shop.db"), "INSERT INTO refund VALUES (9, 9)");
    assert_int_equal(insert_item(store, 1, 1), SUP_BUSY);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_BUSY_BORROWED);
    assert_int_equal(store->error.backend_code, SQLITE_BUSY_SNAPSHOT);
    assert_non_null(strstr(store->error.hint, "BEGIN IMMEDIATE"));
    assert_int_equal(count_items(store), 0); /* the transaction goes on, for reading */
    sql(db, "ROLLBACK; BEGIN IMMEDIATE");
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql(db, "COMMIT");
    host_close(db, store);
}

/* Without a transaction: it is a SELECT of the host's that still reads what was there before. */
static void a_select_that_reads_an_older_state_is_told(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    sqlite3_stmt *list = NULL;

    sql(db, "INSERT INTO refund VALUES (7, 7), (8, 8)");
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT * FROM refund", -1, &list, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(list), SQLITE_ROW);
    sql_file(in_folder(state, "shop.db"), "INSERT INTO refund VALUES (9, 9)");
    assert_int_equal(insert_item(store, 1, 1), SUP_BUSY);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_BUSY_BORROWED);
    assert_non_null(strstr(store->error.hint, "end or reset it"));
    assert_int_equal(sqlite3_reset(list), SQLITE_OK);
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    assert_int_equal(sqlite3_finalize(list), SQLITE_OK);
    host_close(db, store);
}

/* A cap that is read must not change before it is written: the lock comes with begin. */
static void begin_to_write_takes_the_lock_inside_the_hosts_transaction(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    sqlite3 *other = raw_open(in_folder(state, "shop.db"));

    assert_int_equal(sqlite3_busy_timeout(other, 0), SQLITE_OK);
    sql(db, "BEGIN");
    (void)sql_number(db, "SELECT count(*) FROM refund");
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_BUSY);
    must(store, store->methods->rollback(store));
    sql(db, "ROLLBACK");
    sql(other, "BEGIN IMMEDIATE");
    sql(db, "BEGIN");
    (void)sql_number(db, "SELECT count(*) FROM refund");
    assert_int_equal(store->methods->begin(store, 1, SUP_WRITE), SUP_BUSY);
    assert_int_equal(store->methods->begin(store, 1, SUP_READ), SUP_OK);
    must(store, store->methods->commit(store));
    sql(db, "ROLLBACK");
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    host_close(db, store);
}

static void another_writer_is_busy_with_the_right_hint(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    sqlite3 *other = raw_open(in_folder(state, "shop.db"));

    assert_int_equal(sqlite3_busy_timeout(db, 20), SQLITE_OK);
    sql(other, "BEGIN IMMEDIATE");
    assert_int_equal(insert_item(store, 1, 1), SUP_BUSY);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_BUSY);
    sql(db, "BEGIN");
    (void)sql_number(db, "SELECT count(*) FROM refund");
    assert_int_equal(insert_item(store, 1, 1), SUP_BUSY);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_BUSY_BORROWED);
    sql(db, "ROLLBACK");
    sql(other, "ROLLBACK");
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    host_close(db, store);
}

static void a_half_done_write_of_the_host_is_in_the_way(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    sqlite3_stmt *writing = NULL;

    sql(db, "BEGIN");
    assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO refund VALUES (1, 1), (2, 2) RETURNING id",
                                        -1, &writing, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(writing), SQLITE_ROW);
    assert_int_equal(insert_item(store, 1, 1), SUP_BUSY);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_BUSY_BORROWED);
    (void)sqlite3_finalize(writing);
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql(db, "COMMIT");
    assert_int_equal(count_items(store), 1);
    host_close(db, store);
}

static void a_temporary_trigger_on_our_table_is_refused(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql(db,
        "CREATE TEMP TRIGGER evil AFTER INSERT ON main.Sup_Item BEGIN DELETE FROM sup_item; END");
    assert_int_equal(insert_item(store, 2, 2), SUP_CORRUPT);
    assert_string_equal(store->error.field, "evil");
    assert_int_equal(sqlite3_get_autocommit(db), 1);
    sql(db, "DROP TRIGGER evil");
    assert_int_equal(insert_item(store, 2, 2), SUP_OK);
    sql(db, "CREATE TRIGGER evil AFTER INSERT ON sup_item BEGIN DELETE FROM refund; END");
    assert_int_equal(insert_item(store, 3, 3), SUP_CORRUPT);
    sql(db, "DROP TRIGGER evil");
    assert_int_equal(insert_item(store, 3, 3), SUP_OK);
    host_close(db, store);
}

/* The schema's number is the same after each rollback; the change behind it is not. */
static void a_trigger_hidden_behind_rollbacks_is_noticed(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    sql(db, "BEGIN; CREATE TEMP TABLE harmless (a)");
    assert_int_equal(insert_item(store, 1, 1), SUP_OK); /* verified with that table */
    sql(db, "ROLLBACK");
    sql(db, "BEGIN; CREATE TEMP TRIGGER evil AFTER INSERT ON sup_item BEGIN SELECT 1; END");
    assert_int_equal(insert_item(store, 2, 2), SUP_CORRUPT);
    sql(db, "ROLLBACK");

    sql(db, "BEGIN; CREATE TABLE harmless (a)");
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql(db, "ROLLBACK");
    sql(db, "BEGIN; CREATE TRIGGER evil AFTER INSERT ON sup_item BEGIN SELECT 1; END");
    assert_int_equal(insert_item(store, 2, 2), SUP_CORRUPT);
    sql(db, "ROLLBACK");

    sql(db, "BEGIN; SAVEPOINT a; CREATE TABLE harmless (a)");
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql(db, "ROLLBACK TO a; CREATE TRIGGER evil AFTER INSERT ON sup_item BEGIN SELECT 1; END");
    assert_int_equal(insert_item(store, 2, 2), SUP_CORRUPT);
    sql(db, "ROLLBACK");
    host_close(db, store);
}

static void a_temporary_table_does_not_stand_in_for_ours(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    sql(db, "CREATE TEMP TABLE sup_item (a); CREATE TEMP TABLE sup_schema_version (version)");
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    assert_int_equal(sql_number(db, "SELECT count(*) FROM main.sup_item"), 1);
    assert_int_equal(sql_number(db, "SELECT count(*) FROM temp.sup_item"), 0);
    host_close(db, store);
}

static void names_with_our_prefix_are_ours(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = NULL;

    sql(db, "CREATE TABLE sup_wine (a)");
    assert_int_equal(sup_sqlite_borrow(db, NULL, &store, NULL), SUP_OK);
    assert_int_equal(store->methods->prepare(store, &test_schema), SUP_CORRUPT);
    assert_string_equal(store->error.field, "sup_wine");
    assert_int_equal(sqlite3_get_autocommit(db), 1);
    sql(db, "ALTER TABLE sup_wine RENAME TO wine");
    must(store, store->methods->prepare(store, &test_schema));
    sql(db, "CREATE VIEW sup_mine AS SELECT 1");
    assert_int_equal(insert_item(store, 1, 1), SUP_CORRUPT);
    assert_string_equal(store->error.field, "sup_mine");
    host_close(db, store);
}

static void a_rolled_back_creation_is_told_and_can_be_repeated(void **state)
{
    static const char *const rolls_back[] = {"BEGIN", "SAVEPOINT shop"};
    sqlite3 *db = host_open(state);
    struct sup_store *store;

    sql(db, "BEGIN");
    store = borrow(db);
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql(db, "ROLLBACK");
    for (int i = 0; i < 3; i++) { /* outside of a transaction and in others */
        if (i > 0) {
            sql(db, rolls_back[i - 1]);
        }
        assert_int_equal(insert_item(store, 1, 1), SUP_MISUSE);
        assert_int_equal(store->error.message_id, SUP_MSG_STORE_ROLLED_BACK);
        assert_non_null(strstr(store->error.text, "made in a transaction of the host's"));
        assert_int_equal(store->methods->begin(store, 1, SUP_READ), SUP_MISUSE);
        assert_int_equal(store->error.message_id, SUP_MSG_STORE_ROLLED_BACK);
        assert_int_equal(sqlite3_get_autocommit(db), i == 0);
        if (i > 0) {
            sql(db, "INSERT INTO refund (amount) VALUES (5); COMMIT"); /* the host goes on */
        }
    }
    assert_int_equal(sql_number(db, "SELECT count(*) FROM refund"), 2);
    sql(db, "BEGIN");
    must(store, store->methods->prepare(store, &test_schema)); /* also in a transaction */
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql(db, "COMMIT");
    assert_int_equal(count_items(store), 1);
    host_close(db, store);
}

/* Who opens second in the host's transaction makes nothing, and loses the tables just the same. */
static void a_second_store_is_told_of_the_rollback_too(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *first;
    struct sup_store *second;

    sql(db, "SAVEPOINT shop");
    first = borrow(db);
    second = borrow(db);
    assert_int_equal(insert_item(second, 1, 1), SUP_OK);
    sql(db, "ROLLBACK TO shop; RELEASE shop");
    assert_int_equal(insert_item(second, 1, 1), SUP_MISUSE);
    assert_int_equal(second->error.message_id, SUP_MSG_STORE_ROLLED_BACK);
    store_close(first);
    host_close(db, second);
}

/* A second core on the store is one more prepare(): what stops that one must not stop the first. */
static int32_t prepare_in_vain(struct sup_store *store, int32_t message)
{
    int32_t code = store->methods->prepare(store, &test_schema);

    assert_int_equal(store->error.message_id, message);
    return code;
}

static int deny_pragmas(void *unused, int action, const char *first, const char *second,
                        const char *database, const char *trigger)
{
    (void)unused, (void)first, (void)second, (void)database, (void)trigger;
    return action == SQLITE_PRAGMA ? SQLITE_DENY : SQLITE_OK;
}

static void opening_in_vain_leaves_the_other_cores_at_work(void **state)
{
    sqlite3 *db = raw_open(in_folder(state, "journal.db")); /* a writer keeps readers out */
    struct sup_store *store = borrow(db);
    sqlite3 *other = raw_open(in_folder(state, "journal.db"));

    assert_int_equal(sqlite3_busy_timeout(db, 20), SQLITE_OK);
    sql(other, "BEGIN EXCLUSIVE");
    assert_int_equal(prepare_in_vain(store, SUP_MSG_STORE_BUSY), SUP_BUSY); /* and not BORROWED */
    sql(other, "COMMIT");
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);

    (void)sqlite3_set_authorizer(db, deny_pragmas, NULL);
    assert_int_equal(prepare_in_vain(store, SUP_MSG_STORE_DENIED), SUP_MISUSE);
    (void)sqlite3_set_authorizer(db, NULL, NULL);
    assert_int_equal(insert_item(store, 2, 2), SUP_OK);

    sql(db, "CREATE TRIGGER evil AFTER INSERT ON sup_item BEGIN SELECT 1; END");
    assert_int_equal(prepare_in_vain(store, SUP_MSG_STORE_TAMPERED), SUP_CORRUPT);
    assert_int_equal(insert_item(store, 3, 3), SUP_CORRUPT);
    sql(db, "DROP TRIGGER evil");
    assert_int_equal(insert_item(store, 3, 3), SUP_OK);
    assert_int_equal(count_items(store), 3);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    host_close(db, store);
}

static void opening_in_vain_does_not_hide_a_rolled_back_creation(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store;

    sql(db, "BEGIN");
    store = borrow(db);
    (void)sqlite3_set_authorizer(db, deny_pragmas, NULL);
    assert_int_equal(prepare_in_vain(store, SUP_MSG_STORE_DENIED), SUP_MISUSE);
    (void)sqlite3_set_authorizer(db, NULL, NULL);
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql(db, "ROLLBACK");
    assert_int_equal(insert_item(store, 1, 1), SUP_MISUSE);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_ROLLED_BACK);
    sql(db, "CREATE VIEW sup_mine AS SELECT 1"); /* so that it cannot be made again */
    assert_int_equal(prepare_in_vain(store, SUP_MSG_STORE_TAMPERED), SUP_CORRUPT);
    sql(db, "DROP VIEW sup_mine");
    assert_int_equal(insert_item(store, 1, 1), SUP_MISUSE);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_ROLLED_BACK);
    must(store, store->methods->prepare(store, &test_schema));
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    host_close(db, store);
}

/* Tables that were there outside of the host's transaction do not go with a rollback. */
static void tables_that_are_taken_away_later_are_tampered_with(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store;

    sql(db, "BEGIN");
    store = borrow(db);
    sql(db, "COMMIT");
    assert_int_equal(count_items(store), 0); /* seen, outside */
    sql(db, "DROP VIEW sup_v_items; DROP TABLE sup_item; DROP TABLE sup_pair; DROP TABLE sup_wide; "
            "DROP TABLE sup_schema_version");
    assert_int_equal(insert_item(store, 1, 1), SUP_CORRUPT);
    assert_string_equal(store->error.field, "sup_schema_version");
    host_close(db, store);

    sql(db = host_open(state), "BEGIN");
    store = borrow(db);
    sql(db, "DROP TABLE sup_schema_version"); /* nobody rolled back: the rest is there */
    assert_int_equal(insert_item(store, 1, 1), SUP_CORRUPT);
    assert_string_equal(store->error.field, "sup_schema_version");
    sql(db, "COMMIT; BEGIN");
    assert_int_equal(insert_item(store, 1, 1), SUP_CORRUPT);
    assert_string_equal(store->error.field, "sup_schema_version");
    sql(db, "ROLLBACK");
    host_close(db, store);
}

/* The whole library: a desk opened, used and rolled back, and opened again. */
static void a_desk_that_was_rolled_back_says_so(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = NULL;
    sup_core *core = NULL;
    struct sup_caller caller = {
        .size = sizeof caller, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = 1774000000000};
    struct sup_ticket_open_params open = {.size = sizeof open, .subject = "Where is it?"};
    struct sup_options options = {.size = sizeof options};

    assert_int_equal(sup_sqlite_borrow(db, NULL, &store, NULL), SUP_OK);
    options.store = store;
    sql(db, "BEGIN");
    assert_int_equal(sup_open(&options, &core, NULL), SUP_OK);
    assert_int_equal(sup_ticket_open(core, &caller, &open, NULL), SUP_OK);
    sql(db, "ROLLBACK");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(sup_ticket_open(core, &caller, &open, NULL), SUP_MISUSE);
        assert_int_equal(sup_last_error(core)->message_id, SUP_MSG_STORE_ROLLED_BACK);
        assert_non_null(strstr(sup_last_error(core)->hint, "open it again"));
    }
    sup_close(core);
    assert_int_equal(sup_open(&options, &core, NULL), SUP_OK);
    assert_int_equal(sup_ticket_open(core, &caller, &open, NULL), SUP_OK);
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_ticket"), 1);
    sup_close(core);
    host_close(db, store);
}

static void the_hosts_own_settings_do_not_confuse_us(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store;

    sql(db, "PRAGMA count_changes = ON; PRAGMA case_sensitive_like = ON; PRAGMA "
            "reverse_unordered_selects = ON; PRAGMA foreign_keys = ON; PRAGMA "
            "full_column_names = ON; PRAGMA short_column_names = OFF");
    store = borrow(db);
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    assert_int_equal(insert_item(store, 2, 1), SUP_OK);
    assert_int_equal(count_items(store), 2);
    sql(db, "PRAGMA query_only = ON");
    assert_int_equal(insert_item(store, 3, 3), SUP_IO);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_READ_ONLY);
    sql(db, "PRAGMA query_only = OFF");
    assert_int_equal(insert_item(store, 3, 3), SUP_OK);
    host_close(db, store);
}

static void a_database_in_utf16_is_refused(void **state)
{
    sqlite3 *db = raw_open(in_folder(state, "wide.db"));
    struct sup_store *store = NULL;

    sql(db, "PRAGMA encoding = 'UTF-16'; CREATE TABLE a (b)");
    assert_int_equal(sup_sqlite_borrow(db, NULL, &store, NULL), SUP_OK);
    assert_int_equal(store->methods->prepare(store, &test_schema), SUP_UNSUPPORTED);
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sqlite_schema"), 1);
    host_close(db, store);
}

static void rollback_journals_and_memory_work_too(void **state)
{
    sqlite3 *files[2];

    files[0] = raw_open(in_folder(state, "delete.db"));
    files[1] = raw_open(":memory:");
    for (int i = 0; i < 2; i++) {
        struct sup_store *store = borrow(files[i]);

        sql(files[i], "BEGIN");
        assert_int_equal(insert_item(store, 1, 1), SUP_OK);
        assert_int_equal(insert_item(store, 1, 1), SUP_EXISTS);
        sql(files[i], "COMMIT");
        assert_int_equal(insert_item(store, 2, 1), SUP_OK);
        assert_int_equal(count_items(store), 2);
        host_close(files[i], store);
    }
}

/* ROLLBACK TO would say OK and leave half of an operation for the host to commit. */
static void a_connection_without_a_journal_is_refused(void **state)
{
    sqlite3 *db = raw_open(in_folder(state, "off.db"));
    struct sup_store *store = NULL;

    assert_int_equal(sup_sqlite_borrow(db, NULL, &store, NULL), SUP_OK);
    sql(db, "PRAGMA journal_mode = OFF");
    assert_int_equal(store->methods->prepare(store, &test_schema), SUP_MISUSE);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_NO_JOURNAL);
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sqlite_schema"), 0);
    sql(db, "PRAGMA journal_mode = MEMORY");
    must(store, store->methods->prepare(store, &test_schema));
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    for (int i = 0; i < 2; i++) { /* set later, and before a transaction of the host's */
        sql(db, i == 0 ? "PRAGMA journal_mode = OFF" : "BEGIN");
        assert_int_equal(insert_item(store, 2, 2), SUP_MISUSE);
        assert_int_equal(store->error.message_id, SUP_MSG_STORE_NO_JOURNAL);
        assert_non_null(strstr(store->error.hint, "journal_mode"));
        assert_int_equal(sqlite3_get_autocommit(db), i == 0);
        assert_int_equal(count_items(store), 1); /* reading does no harm */
    }
    sql(db, "COMMIT; PRAGMA journal_mode = TRUNCATE");
    assert_int_equal(insert_item(store, 2, 2), SUP_OK);
    host_close(db, store);
}

static void two_stores_may_share_one_connection(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *first = borrow(db);
    struct sup_store *second = borrow(db);

    assert_int_equal(insert_item(first, 1, 1), SUP_OK);
    assert_int_equal(insert_item(second, 2, 1), SUP_OK);
    assert_int_equal(count_items(first), 2);
    store_close(first);
    host_close(db, second);
}

static void a_store_closed_inside_its_transaction_rolls_back(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    struct item item;

    sql(db, "BEGIN; INSERT INTO refund VALUES (1, 500)");
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    item_make(&item, 1, 1);
    must(store, store->methods->insert(store, TABLE_ITEM, item.values));
    store_close(store);
    sql(db, "COMMIT");
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_item"), 0);
    assert_int_equal(sql_number(db, "SELECT count(*) FROM refund"), 1);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void an_upgrade_inside_the_hosts_transaction_goes_with_it(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    sql(db, "BEGIN");
    must(store, store->methods->prepare(store, &test_schema_2));
    sql(db, "ROLLBACK");
    assert_int_equal(sql_number(db, "SELECT version FROM sup_schema_version"), 1);
    assert_int_equal(insert_item(store, 1, 1), SUP_MISUSE);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_ROLLED_BACK);
    assert_non_null(strstr(store->error.text, "brought up to date"));
    must(store, store->methods->prepare(store, &test_schema_2));
    assert_int_equal(sql_number(db, "SELECT version FROM sup_schema_version"), 2);
    must(store, store->methods->begin(store, 1, SUP_READ));
    must(store, store->methods->commit(store));
    assert_int_equal(store->methods->prepare(store, &test_schema), SUP_UNSUPPORTED);
    host_close(db, store);
}

static void the_shops_database_can_be_backed_up(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    const char *copy = in_folder(state, "copy.db");

    sql(db, "INSERT INTO refund VALUES (1, 500)");
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql(db, "BEGIN IMMEDIATE; INSERT INTO refund VALUES (2, 500)");
    assert_int_equal(store->methods->backup(store, copy, NULL, NULL), SUP_BUSY);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_BUSY_BORROWED);
    assert_int_equal(access(copy, F_OK), -1);
    sql(db, "ROLLBACK");
    must(store, store->methods->backup(store, copy, NULL, NULL));
    assert_int_equal(sql_file_number(copy, "SELECT count(*) FROM refund"), 1);
    host_close(db, store);
}

/* A desk in the shop's database has the shop's application_id: the hint says how it is opened. */
static void a_shops_database_with_a_desk_is_not_a_file_of_our_own(void **state)
{
    const char *path = in_folder(state, "shop.db");
    struct sup_sqlite_options options = {.size = sizeof options, .path = path};
    struct sup_store *store = NULL;
    struct sup_error error = {0};
    sqlite3 *db = host_open(state);

    assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_CORRUPT);
    assert_int_equal(error.message_id, SUP_MSG_STORE_FOREIGN);
    assert_null(strstr(error.hint, "sup_sqlite_borrow"));
    host_close(db, borrow(db));
    assert_int_equal(sup_sqlite_open(&options, &store, &error), SUP_CORRUPT);
    assert_int_equal(error.message_id, SUP_MSG_STORE_FOREIGN);
    assert_non_null(strstr(error.hint, "sup_sqlite_borrow()"));
}

static void a_connection_opened_for_reading_can_read(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    sqlite3 *reader = NULL;
    struct sup_store *reading;

    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    assert_int_equal(
        sqlite3_open_v2(in_folder(state, "shop.db"), &reader, SQLITE_OPEN_READONLY, NULL),
        SQLITE_OK);
    reading = borrow(reader);
    assert_int_equal(count_items(reading), 1);
    assert_int_equal(insert_item(reading, 2, 2), SUP_IO);
    assert_int_equal(reading->error.message_id, SUP_MSG_STORE_READ_ONLY);
    assert_non_null(strstr(reading->error.hint, "borrow a connection"));
    host_close(reader, reading);
    host_close(db, store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)
        TEST(a_ticket_and_the_shops_row_commit_together),
        TEST(a_rollback_of_ours_keeps_the_shops_rows),
        TEST(without_a_transaction_of_the_host_it_makes_its_own),
        TEST(the_hosts_savepoints_and_open_reads_go_on),
        TEST(nothing_of_the_connection_changes),
        TEST(a_read_transaction_that_cannot_become_a_writer_is_told),
        TEST(a_select_that_reads_an_older_state_is_told),
        TEST(begin_to_write_takes_the_lock_inside_the_hosts_transaction),
        TEST(another_writer_is_busy_with_the_right_hint),
        TEST(a_half_done_write_of_the_host_is_in_the_way),
        TEST(a_temporary_trigger_on_our_table_is_refused),
        TEST(a_trigger_hidden_behind_rollbacks_is_noticed),
        TEST(a_temporary_table_does_not_stand_in_for_ours),
        TEST(names_with_our_prefix_are_ours),
        TEST(a_rolled_back_creation_is_told_and_can_be_repeated),
        TEST(a_second_store_is_told_of_the_rollback_too),
        TEST(opening_in_vain_leaves_the_other_cores_at_work),
        TEST(opening_in_vain_does_not_hide_a_rolled_back_creation),
        TEST(tables_that_are_taken_away_later_are_tampered_with),
        TEST(a_desk_that_was_rolled_back_says_so),
        TEST(the_hosts_own_settings_do_not_confuse_us),
        TEST(a_database_in_utf16_is_refused),
        TEST(rollback_journals_and_memory_work_too),
        TEST(a_connection_without_a_journal_is_refused),
        TEST(two_stores_may_share_one_connection),
        TEST(a_store_closed_inside_its_transaction_rolls_back),
        TEST(an_upgrade_inside_the_hosts_transaction_goes_with_it),
        TEST(the_shops_database_can_be_backed_up),
        TEST(a_shops_database_with_a_desk_is_not_a_file_of_our_own),
        TEST(a_connection_opened_for_reading_can_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
