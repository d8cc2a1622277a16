/*
 * test_sqlite_host.c: what a host's hooks and limits do to an operation on its connection: a
 * progress handler that stops it, also while it is undone; a rollback by SQLite itself; an
 * authorizer; short values only.
 */
#include "sqlite_support.h"

#include "sqlite/sqlite_store.h"
#include "supportcore.h"

static sqlite3 *host_open(void **state)
{
    sqlite3 *db = raw_open(in_folder(state, "shop.db"));

    sql(db, "PRAGMA journal_mode = WAL; CREATE TABLE refund (id INTEGER PRIMARY KEY)");
    return db;
}

static struct sup_store *borrow(sqlite3 *db)
{
    struct sup_store *store = NULL;

    assert_int_equal(sup_sqlite_borrow(db, NULL, &store, NULL), SUP_OK);
    must(store, store->methods->prepare(store, &test_schema));
    return store;
}

static void host_close(sqlite3 *db, struct sup_store *store)
{
    store_close(store);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Stops the n-th time it is asked, and each later time if `for_good`. */
static struct {
    int until;
    int for_good;
} handler;

static int stop(void *unused)
{
    (void)unused;
    handler.until--;
    return handler.until == 0 || (handler.until < 0 && handler.for_good);
}

static void stop_at(sqlite3 *db, int n, int for_good)
{
    handler.until = n;
    handler.for_good = for_good;
    sqlite3_progress_handler(db, 1, stop, NULL);
}

static void let_pass(sqlite3 *db)
{
    sqlite3_progress_handler(db, 0, NULL, NULL);
}

/* Two rows in one operation. */
static int32_t insert_two(struct sup_store *store, int64_t id)
{
    struct item item;
    int32_t code = store->methods->begin(store, 1, SUP_WRITE);
    int32_t undone;

    if (code != SUP_OK) {
        return code;
    }
    for (int64_t i = id; code == SUP_OK && i < id + 2; i++) {
        item_make(&item, i, i);
        code = store->methods->insert(store, TABLE_ITEM, item.values);
    }
    if (code == SUP_OK) {
        return store->methods->commit(store);
    }
    undone = store->methods->rollback(store);
    return undone != SUP_OK ? undone : code;
}

/* A handler that stops one statement, wherever it comes: no transaction stays open, and what is
 * done next is committed. */
static void an_interrupt_leaves_no_transaction_of_ours_open(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    int64_t rows = 0;
    int stopped = 0;
    int32_t code = SUP_BUSY;

    assert_int_equal(insert_item(store, 5, 5), SUP_OK); /* everything is verified and prepared */
    rows++;
    for (int n = 1; code != SUP_OK; n++) {
        stop_at(db, n, 0);
        code = insert_two(store, n * 10);
        let_pass(db);
        assert_int_equal(sqlite3_get_autocommit(db), 1);
        if (store->error.message_id == SUP_MSG_STORE_COMMIT && code != SUP_OK) {
            store_close(store); /* an interrupt after COMMIT: it says so, and is closed */
            store = borrow(db);
            rows = count_items(store);
        } else if (code != SUP_OK) {
            assert_int_equal(code, SUP_BUSY);
            assert_int_equal(store->error.message_id, SUP_MSG_STORE_STOPPED);
        }
        rows += code == SUP_OK ? 2 : 0;
        stopped += code != SUP_OK;
        assert_int_equal(insert_item(store, n * 10 + 5, n), SUP_OK);
        rows++;
        assert_int_equal(
            sql_file_number(in_folder(state, "shop.db"), "SELECT count(*) FROM sup_item"), rows);
    }
    assert_true(stopped > 10);
    host_close(db, store);
}

/* What became of an operation that was stopped inside the host's transaction. */
enum end { END_UNDONE, END_LEFT, END_HOST_ROLLED_BACK, END_DONE, END_COUNT };

static enum end stopped_at(sqlite3 *db, struct sup_store *store, int n, int for_good)
{
    static int64_t id;
    int32_t code;

    sql(db, "BEGIN IMMEDIATE; INSERT INTO refund DEFAULT VALUES");
    stop_at(db, n, for_good);
    code = insert_two(store, id += 10);
    let_pass(db);
    if (code == SUP_OK) {
        return END_DONE;
    }
    if (store->error.message_id == SUP_MSG_STORE_LEFT) {
        assert_int_equal(sqlite3_get_autocommit(db), 0);
        assert_true(strstr(store->error.hint, "roll your transaction back") != NULL);
        return END_LEFT;
    }
    if (store->error.message_id == SUP_MSG_STORE_HOST_ROLLED_BACK) {
        assert_int_equal(sqlite3_get_autocommit(db), 1);
        return END_HOST_ROLLED_BACK;
    }
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_STOPPED);
    assert_int_equal(sqlite3_get_autocommit(db), 0);
    return END_UNDONE;
}

/* The host may commit unless it was told otherwise, and keeps its own row unless it was told. */
static void a_stopped_operation_says_what_became_of_the_hosts_transaction(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    int seen[END_COUNT] = {0};

    assert_int_equal(insert_two(store, 1), SUP_OK); /* everything is verified and prepared */
    for (int for_good = 0; for_good < 2; for_good++) {
        enum end end = END_UNDONE;

        for (int n = 1; end != END_DONE; n++) {
            int64_t items = sql_number(db, "SELECT count(*) FROM sup_item");
            int64_t refunds = sql_number(db, "SELECT count(*) FROM refund");

            end = stopped_at(db, store, n, for_good);
            seen[end]++;
            if (end == END_LEFT) { /* only where there is something */
                assert_true(sql_number(db, "SELECT count(*) FROM sup_item") > items);
                sql(db, "ROLLBACK");
            } else if (end != END_HOST_ROLLED_BACK) {
                sql(db, "COMMIT");
                refunds++;
            }
            items += end == END_DONE ? 2 : 0;
            assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_item"), items);
            assert_int_equal(sql_number(db, "SELECT count(*) FROM refund"), refunds);
            if (n > 300) {
                fail_msg("%d was never done", for_good);
            }
        }
    }
    assert_true(seen[END_UNDONE] > 0 && seen[END_LEFT] > 0 && seen[END_HOST_ROLLED_BACK] > 0);
    host_close(db, store);
}

/* Commit two rows, so that everything is verified and prepared, and leave one row of two more in
 * the host's transaction. 0 when no place to stop does that. */
static int leave_half(sqlite3 *db, struct sup_store *store)
{
    static int64_t id = 100000;

    assert_int_equal(insert_two(store, id += 10), SUP_OK);
    for (int n = 1; n < 300; n++) {
        enum end end = stopped_at(db, store, n, 1);

        if (end == END_LEFT && sql_number(db, "SELECT count(*) FROM sup_item") % 2 == 1) {
            return 1;
        }
        sql(db, end == END_HOST_ROLLED_BACK ? "SELECT 1" : "ROLLBACK");
    }
    return 0;
}

static void what_is_left_is_undone_by_the_next_call_in_the_same_transaction(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    assert_true(leave_half(db, store));
    assert_int_equal(insert_two(store, 50001), SUP_OK);
    sql(db, "COMMIT");
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_item"), 4);
    assert_int_equal(sql_number(db, "SELECT count(*) FROM refund"), 1);
    host_close(db, store);
}

static void while_the_handler_stops_everything_the_store_refuses(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    assert_true(leave_half(db, store));
    stop_at(db, 6, 1); /* lets the pulse pass */
    assert_int_equal(insert_two(store, 50001), SUP_IO);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_LEFT);
    let_pass(db);
    sql(db, "ROLLBACK");
    host_close(db, store);
}

static void the_store_goes_on_when_the_host_has_rolled_back(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    assert_true(leave_half(db, store));
    sql(db, "ROLLBACK; BEGIN IMMEDIATE; SAVEPOINT sup_op; INSERT INTO refund DEFAULT VALUES");
    assert_int_equal(insert_two(store, 50001), SUP_OK);
    sql(db, "COMMIT");
    assert_int_equal(sql_number(db, "SELECT count(*) FROM refund"), 1);
    assert_true(leave_half(db, store));
    sql(db, "ROLLBACK");
    assert_int_equal(insert_two(store, 60001), SUP_OK);
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_item"), 8);
    host_close(db, store);
}

static void the_store_stops_when_the_host_commits_half_an_operation(void **state)
{
    for (int in_another = 0; in_another < 2; in_another++) {
        sqlite3 *db = raw_open(in_folder(state, in_another ? "b.db" : "a.db"));
        struct sup_store *store;

        sql(db, "CREATE TABLE refund (id INTEGER PRIMARY KEY)"); /* a rollback journal */
        store = borrow(db);
        assert_true(leave_half(db, store));
        sql(db, in_another ? "COMMIT; BEGIN IMMEDIATE" : "COMMIT");
        for (int i = 0; i < 2; i++) {
            assert_int_equal(insert_two(store, 50001), SUP_IO);
            assert_int_equal(store->error.message_id, SUP_MSG_STORE_POISONED);
        }
        assert_int_equal(store->methods->prepare(store, &test_schema), SUP_IO);
        assert_int_equal(store->error.message_id, SUP_MSG_STORE_POISONED);
        sql(db, in_another ? "COMMIT" : "SELECT 1");
        host_close(db, store);
    }
}

/* Also one that stops every ROLLBACK: SQLite itself rolls back when a statement that writes is. */
static void a_transaction_of_ours_is_ended_whatever_the_handler_stops(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    int stopped = 0;

    for (int n = 1; n < 300; n++) {
        int32_t code;

        stop_at(db, n, 1);
        code = insert_two(store, n * 10);
        let_pass(db);
        assert_int_equal(sqlite3_get_autocommit(db), 1);
        if (code == SUP_OK || store->error.message_id == SUP_MSG_STORE_COMMIT) {
            break;
        }
        assert_int_equal(store->error.message_id, SUP_MSG_STORE_STOPPED);
        assert_int_equal(count_items(store), 0);
        stopped++;
    }
    assert_true(stopped > 10);
    host_close(db, store);
}

/* The library's own errors, and the chain after a host that does as it is told. */
static void a_desk_on_a_connection_that_is_interrupted_stays_whole(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = NULL;
    sup_core *core = NULL;
    struct sup_caller caller = {
        .size = sizeof caller, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = 1774000000000};
    struct sup_ticket_open_params open = {.size = sizeof open, .subject = "Where is it?"};
    struct sup_ticket_message_params reply = {.size = sizeof reply, .ticket_id = 1, .body = "r"};
    struct sup_chain_verify_params verify = {.size = sizeof verify};
    struct sup_chain_report *chain = NULL;
    struct sup_options options = {.size = sizeof options};
    int left = 0;
    int rolled_back = 0;
    int32_t code = SUP_BUSY;

    assert_int_equal(sup_sqlite_borrow(db, NULL, &store, NULL), SUP_OK);
    options.store = store;
    assert_int_equal(sup_open(&options, &core, NULL), SUP_OK);
    assert_int_equal(sup_ticket_open(core, &caller, &open, NULL), SUP_OK);
    for (int n = 1; code != SUP_OK; n++) {
        int32_t message;

        sql(db, "BEGIN IMMEDIATE; INSERT INTO refund DEFAULT VALUES");
        stop_at(db, n, 1);
        code = sup_ticket_reply(core, &caller, &reply, NULL);
        let_pass(db);
        message = sup_last_error(core)->message_id;
        assert_int_equal(sup_last_error(core)->code, code);
        left += message == SUP_MSG_STORE_LEFT;
        rolled_back += message == SUP_MSG_STORE_HOST_ROLLED_BACK;
        assert_int_equal(sqlite3_get_autocommit(db), message == SUP_MSG_STORE_HOST_ROLLED_BACK);
        if (!sqlite3_get_autocommit(db)) {
            sql(db, message == SUP_MSG_STORE_LEFT ? "ROLLBACK" : "COMMIT");
        }
        if (n > 3000) {
            fail_msg("it was never done: %s", sup_last_error(core)->text);
        }
    }
    assert_true(left > 0 && rolled_back > 0);
    assert_int_equal(sup_chain_verify(core, &caller, &verify, &chain), SUP_OK);
    assert_int_equal(chain->is_intact, 1);
    sup_free(chain);
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_message"), 1);
    sup_close(core);
    host_close(db, store);
}

static void a_full_disk_that_ends_the_hosts_transaction_is_told(void **state)
{
    static char note[3000];
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    struct item item;
    int32_t code = SUP_OK;

    memset(note, 'x', sizeof note);
    (void)sql_number(db, "PRAGMA max_page_count = 60");
    sql(db, "PRAGMA cache_size = 2; BEGIN IMMEDIATE; INSERT INTO refund DEFAULT VALUES");
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    for (int64_t id = 1; code == SUP_OK; id++) {
        item_make(&item, id, id);
        item.values[ITEM_NOTE] =
            (struct sup_value){.type = SUP_TEXT, .data = note, .bytes = sizeof note};
        code = store->methods->insert(store, TABLE_ITEM, item.values);
    }
    assert_int_equal(code, SUP_IO);
    if (sqlite3_get_autocommit(db)) {
        assert_int_equal(store->error.message_id, SUP_MSG_STORE_HOST_ROLLED_BACK);
        assert_int_equal(store->error.backend_code, SQLITE_FULL);
        assert_true(strstr(store->error.text, "SQLite has rolled back your transaction") != NULL);
        assert_true(strstr(store->error.hint, "your own changes are gone") != NULL);
        assert_int_equal(store->methods->commit(store), SUP_IO);
        assert_int_equal(store->error.message_id, SUP_MSG_STORE_HOST_ROLLED_BACK);
    } else {
        assert_int_equal(store->error.message_id, SUP_MSG_STORE_FULL);
        must(store, store->methods->rollback(store));
        sql(db, "ROLLBACK");
    }
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_item"), 0);
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    host_close(db, store);
}

/* --- An authorizer. --- */

struct rule {
    int action;
    const char *table;
    int answer;
};

static int authorize(void *rule, int action, const char *first, const char *second,
                     const char *database, const char *trigger)
{
    const struct rule *is = rule;

    (void)second, (void)database, (void)trigger;
    return action == is->action && first != NULL && strcmp(first, is->table) == 0 ? is->answer
                                                                                  : SQLITE_OK;
}

static void what_an_authorizer_denies_or_ignores_is_told(void **state)
{
    static struct rule rules[] = {
        {SQLITE_INSERT, "sup_item", SQLITE_DENY},
        {SQLITE_INSERT, "sup_item", SQLITE_IGNORE},
        {SQLITE_SAVEPOINT, "BEGIN", SQLITE_DENY},
        {SQLITE_TRANSACTION, "BEGIN", SQLITE_DENY},
        {SQLITE_READ, "sup_schema_version", SQLITE_DENY},
        {SQLITE_PRAGMA, "journal_mode", SQLITE_DENY},
        {SQLITE_PRAGMA, "journal_mode", SQLITE_IGNORE},
    };
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        sql(db, rules[i].action == SQLITE_SAVEPOINT ? "BEGIN" : "SELECT 1");
        (void)sqlite3_set_authorizer(db, authorize, &rules[i]);
        assert_int_equal(insert_item(store, 2, 2), SUP_MISUSE);
        assert_int_equal(store->error.message_id, SUP_MSG_STORE_DENIED);
        assert_true(strstr(store->error.hint, "sup_") != NULL);
        (void)sqlite3_set_authorizer(db, NULL, NULL);
        sql(db, rules[i].action == SQLITE_SAVEPOINT ? "ROLLBACK" : "SELECT 1");
        assert_int_equal(sqlite3_get_autocommit(db), 1);
    }
    assert_int_equal(count_items(store), 1);
    assert_int_equal(insert_item(store, 2, 2), SUP_OK);
    host_close(db, store);
}

/* A put of nothing but a key that is there changes no row, and nobody has ignored it. */
static void a_put_that_changes_nothing_is_not_ignored(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    struct sup_value pair[] = {INT(1), TEXT("a"), INT(2)};

    must(store, store->methods->begin(store, 1, SUP_WRITE));
    must(store, store->methods->put(store, TABLE_PAIR, pair));
    must(store, store->methods->put(store, TABLE_PAIR, pair));
    must(store, store->methods->commit(store));
    host_close(db, store);
}

static void a_value_past_the_connections_limit_is_told(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);
    char note[2001];
    struct item item;

    (void)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1500);
    memset(note, 'x', sizeof note);
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    item_make(&item, 1, 1);
    item.values[ITEM_NOTE] =
        (struct sup_value){.type = SUP_TEXT, .data = note, .bytes = sizeof note};
    assert_int_equal(store->methods->insert(store, TABLE_ITEM, item.values), SUP_LIMIT);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_VALUE_LONG);
    assert_true(strstr(store->error.hint, "SQLITE_LIMIT_LENGTH") != NULL);
    must(store, store->methods->rollback(store));
    host_close(db, store);
}

/* SQLite has one code for both limits. */
static void a_statement_past_the_connections_limit_is_told(void **state)
{
    sqlite3 *db = host_open(state);
    struct sup_store *store = borrow(db);

    (void)sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 100);
    assert_int_equal(insert_item(store, 1, 1), SUP_LIMIT);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_VALUE_LONG);
    assert_non_null(strstr(store->error.hint, "SQLITE_LIMIT_SQL_LENGTH"));
    host_close(db, store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)
        TEST(an_interrupt_leaves_no_transaction_of_ours_open),
        TEST(a_stopped_operation_says_what_became_of_the_hosts_transaction),
        TEST(what_is_left_is_undone_by_the_next_call_in_the_same_transaction),
        TEST(while_the_handler_stops_everything_the_store_refuses),
        TEST(the_store_goes_on_when_the_host_has_rolled_back),
        TEST(the_store_stops_when_the_host_commits_half_an_operation),
        TEST(a_transaction_of_ours_is_ended_whatever_the_handler_stops),
        TEST(a_desk_on_a_connection_that_is_interrupted_stays_whole),
        TEST(a_full_disk_that_ends_the_hosts_transaction_is_told),
        TEST(what_an_authorizer_denies_or_ignores_is_told),
        TEST(a_put_that_changes_nothing_is_not_ignored),
        TEST(a_value_past_the_connections_limit_is_told),
        TEST(a_statement_past_the_connections_limit_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
