/*
 * test_purge.c: a file that cannot be written anew now: others read or write, it is open for
 * reading only, the connection is the host's. The answer says so, nothing is lost, and it can be
 * done afterwards.
 */
#include "customer_fixture.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

static const char mark[] = "their-words-7231";
static const char stays[] = "other-words-9954";

/* How many of the file and its log hold a text. A process that closes a file which SQLite has open
 * in it loses SQLite's locks, so another one looks. */
static int in_files(const struct desk *desk, const char *text)
{
    static const char *const endings[] = {"", "-wal"};
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        static char bytes[4 << 20];
        int found = 0;

        for (int i = 0; i < 2; i++) {
            char path[96];
            ssize_t read_bytes;
            int file;

            (void)snprintf(path, sizeof path, "%s%s", desk->path, endings[i]);
            file = open(path, O_RDONLY);
            read_bytes = file < 0 ? 0 : read(file, bytes, sizeof bytes);
            for (ssize_t at = 0; at + (ssize_t)strlen(text) <= read_bytes; at++) {
                if (memcmp(bytes + at, text, strlen(text)) == 0) {
                    found++;
                    break;
                }
            }
        }
        _exit(found);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* The desk's store anew, with options that a test needs. */
static void reopen(struct desk *desk, uint32_t is_read_only)
{
    struct sup_error error = {0};
    struct sup_sqlite_options options = {.size = sizeof options,
                                         .path = desk->path,
                                         .busy_timeout_ms = 20,
                                         .is_read_only = is_read_only};

    sup_close(desk->core);
    sup_store_close(desk->store);
    desk->core = NULL;
    assert_int_equal(sup_sqlite_open(&options, &desk->store, &error), SUP_OK);
    desk_open(desk);
}

static void write_words(struct desk *desk)
{
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = mark));
    desk_ok(desk, by_ben(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = stays));
}

static void erase(struct desk *desk)
{
    desk_ok(desk, by_ada(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "request 1"));
}

/* A file in which Ann was erased, whose words are still in its bytes: in the log at least, for a
 * SQLite that overwrites what is deleted in the file itself. */
static struct desk *erased_desk(void)
{
    struct desk *desk = desk_file_open();

    reopen(desk, 0);
    desk_people(desk);
    write_words(desk);
    erase(desk);
    assert_true(in_files(desk, mark) > 0);
    return desk;
}

static sqlite3 *another(const struct desk *desk)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    return db;
}

static void sql(sqlite3 *db, const char *text)
{
    char *error = NULL;

    if (sqlite3_exec(db, text, NULL, NULL, &error) != SQLITE_OK) {
        fail_msg("%s: %s", text, error);
    }
}

static int64_t number(sqlite3 *db, const char *text)
{
    sqlite3_stmt *statement = NULL;
    int64_t result;

    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    result = sqlite3_column_int64(statement, 0);
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    return result;
}

/* All that was there still is, and the desk goes on. */
static void expect_nothing_lost(struct desk *desk, char *before)
{
    desk_expect_unchanged(desk, before);
    desk_expect_sound(desk);
    desk_ok(desk, by_ben(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = 2, .body = "More"));
}

static void expect_purged(struct desk *desk)
{
    must(desk, sup_purge(desk->core));
    assert_int_equal(in_files(desk, mark), 0);
    assert_true(in_files(desk, stays) > 0);
    desk_expect_sound(desk);
}

static void who_writes_is_waited_for_and_then_it_is_busy(void **state)
{
    struct desk *desk = erased_desk();
    char *before = desk_dump(desk->store, 0, NULL);
    sqlite3 *db = another(desk);

    (void)state;
    sql(db, "BEGIN IMMEDIATE; CREATE TABLE shop_orders (id INTEGER); "
            "INSERT INTO shop_orders VALUES (1001)");
    must_fail(desk, SUP_MSG_STORE_BUSY, NULL, sup_purge(desk->core));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_BUSY);
    assert_true(in_files(desk, mark) > 0);
    sql(db, "COMMIT");
    assert_int_equal(number(db, "SELECT count(*) FROM shop_orders"), 1);
    expect_nothing_lost(desk, before);
    expect_purged(desk);
    assert_int_equal(number(db, "SELECT count(*) FROM shop_orders"), 1);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    desk_file_close(desk);
}

/* Who reads still needs the old bytes: they are gone once they no longer do. */
static void who_reads_keeps_the_old_bytes_and_it_is_busy(void **state)
{
    struct desk *desk = erased_desk();
    char *before = desk_dump(desk->store, 0, NULL);
    sqlite3 *db = another(desk);
    int64_t events;

    (void)state;
    sql(db, "BEGIN");
    events = number(db, "SELECT count(*) FROM sup_event");
    must_fail(desk, SUP_MSG_STORE_BUSY, NULL, sup_purge(desk->core));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_BUSY);
    assert_true(in_files(desk, mark) > 0);
    assert_int_equal(number(db, "SELECT count(*) FROM sup_event"), events);
    expect_nothing_lost(desk, before);
    assert_int_equal(number(db, "SELECT count(*) FROM sup_event"), events); /* its own view */
    sql(db, "COMMIT");
    expect_purged(desk);
    assert_int_equal(number(db, "SELECT count(*) FROM sup_event"), events + 1);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    desk_file_close(desk);
}

static void a_store_that_only_reads_does_not_purge(void **state)
{
    struct desk *desk = erased_desk();
    char *before = desk_dump(desk->store, 0, NULL);
    sqlite3 *db = another(desk); /* else the log is gone with the last store */

    (void)state;
    (void)number(db, "SELECT count(*) FROM sup_event");
    reopen(desk, 1);
    must_fail(desk, SUP_MSG_STORE_READ_ONLY, NULL, sup_purge(desk->core));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_IO);
    assert_true(in_files(desk, mark) > 0);
    desk_expect_unchanged(desk, before);
    desk_expect_sound(desk);
    reopen(desk, 0);
    expect_purged(desk);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    desk_file_close(desk);
}

/* A desk on the shop's connection, as erased_desk(); the shop has an order. */
static sqlite3 *shops_desk(struct desk *desk)
{
    struct sup_error error = {0};
    sqlite3 *db;

    (void)snprintf(desk->path, sizeof desk->path, "%s", "purge-shop.db");
    (void)unlink(desk->path);
    desk->now_ms = T0;
    db = another(desk);
    sql(db, "PRAGMA journal_mode = WAL; CREATE TABLE shop_orders (id INTEGER); "
            "INSERT INTO shop_orders VALUES (1001)");
    assert_int_equal(sup_sqlite_borrow(db, NULL, &desk->store, &error), SUP_OK);
    desk_open(desk);
    desk_people(desk);
    write_words(desk);
    sql(db, "PRAGMA wal_checkpoint(TRUNCATE)");
    erase(desk);
    assert_true(in_files(desk, mark) > 0);
    return db;
}

static void on_the_shops_connection_the_shop_does_it(void **state)
{
    struct desk desk = {0};
    sqlite3 *db = shops_desk(&desk);
    char *before = desk_dump(desk.store, 0, NULL);

    (void)state;
    must_fail(&desk, SUP_MSG_UNSUPPORTED, NULL, sup_purge(desk.core));
    assert_string_equal(sup_last_error(desk.core)->text,
                        "the connection is yours, and so is its maintenance");
    /* Inside a transaction of the shop's neither that nor what is in it ends. */
    sql(db, "BEGIN; INSERT INTO shop_orders VALUES (1002)");
    must_fail(&desk, SUP_MSG_UNSUPPORTED, NULL, sup_purge(desk.core));
    assert_int_equal(sqlite3_get_autocommit(db), 0);
    sql(db, "INSERT INTO shop_orders VALUES (1003); COMMIT");
    assert_int_equal(number(db, "SELECT count(*) FROM shop_orders"), 3);
    expect_nothing_lost(&desk, before);
    assert_true(in_files(&desk, mark) > 0);
    sql(db, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    assert_int_equal(in_files(&desk, mark), 0);
    assert_true(in_files(&desk, stays) > 0);
    desk_expect_sound(&desk);
    sup_close(desk.core);
    sup_store_close(desk.store);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(unlink(desk.path), 0);
}

static void memory_keeps_nothing_and_says_so(void **state)
{
    void *opened = NULL;
    struct desk *desk;

    (void)state;
    desk_backend = DESK_MEMORY;
    assert_int_equal(desk_setup(&opened), 0);
    desk = opened;
    write_words(desk);
    erase(desk);
    must_fail(desk, SUP_MSG_UNSUPPORTED, NULL, sup_purge(desk->core));
    desk_expect_sound(desk);
    desk_teardown(&opened);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_writes_is_waited_for_and_then_it_is_busy),
        cmocka_unit_test(who_reads_keeps_the_old_bytes_and_it_is_busy),
        cmocka_unit_test(a_store_that_only_reads_does_not_purge),
        cmocka_unit_test(on_the_shops_connection_the_shop_does_it),
        cmocka_unit_test(memory_keeps_nothing_and_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
