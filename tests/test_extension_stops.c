/*
 * test_extension_stops.c: a statement that calls is stopped by sqlite3_interrupt(), at each of its
 * steps. While it runs, nothing else on the connection does, a ROLLBACK neither; all the same no
 * transaction of the library's is left open, and nothing of what was stopped is kept.
 */
#include "extension_support.h"

static struct {
    sqlite3 *db;
    int64_t until;
} handler;

static int stop(void *unused)
{
    (void)unused;
    if (--handler.until == 0) {
        sqlite3_interrupt(handler.db);
    }
    return 0;
}

static void stop_at(sqlite3 *db, int64_t n)
{
    handler.db = db;
    handler.until = n;
    sqlite3_progress_handler(db, n > 0 ? 1 : 0, n > 0 ? stop : NULL, NULL);
}

#define OPEN                                                                                       \
    "sup_call('system', '" NOW "', '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\","     \
    "\"params\":{\"subject\":\"x\"}}')"

enum { STEP = 3 };

static void each_step(void **state, const char *text)
{
    sqlite3 *db = extension_open(in_folder(state, "shop.db"));
    int stopped = 0;

    sql(db, "PRAGMA journal_mode = WAL; CREATE TABLE shop (id INTEGER); "
            "INSERT INTO shop VALUES (1)");
    (void)ticket_open(db, "First");
    for (int64_t n = 1;; n += STEP) {
        int64_t before = sql_number(db, "SELECT count(*) FROM sup_ticket");
        const char *said;
        int is_opened;
        int is_through;

        stop_at(db, n);
        said = answer(db, text);
        is_through = handler.until > 0;
        stop_at(db, 0);
        is_opened = strstr(said, "\"result\"") != NULL;
        if (!sqlite3_get_autocommit(db)) {
            fail_msg("stopped at %lld, a transaction is open: %s", (long long)n, said);
        }
        assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_ticket"), before + is_opened);
        stopped += !is_opened;
        if (is_through) {
            assert_true(is_opened);
            break;
        }
    }
    assert_true(stopped > 50);
    assert_true(ticket_open(db, "Last") > 0);
    extension_close(db);
}

static void a_call_of_its_own_is_undone(void **state)
{
    each_step(state, "SELECT " OPEN);
}

static void a_call_for_a_row_is_undone(void **state)
{
    each_step(state, "SELECT " OPEN " FROM shop");
}

/* Says stop once: to the COMMIT, too, when that has been done. */
static int stop_once(void *unused)
{
    (void)unused;
    return --handler.until == 0;
}

static void a_commit_of_which_nobody_knows_is_told_once(void **state)
{
    sqlite3 *db = extension_open(in_folder(state, "shop.db"));
    int is_through = 0;
    int told = 0;

    (void)ticket_open(db, "First");
    for (int64_t n = 1; !is_through; n++) {
        const char *said;

        handler.until = n;
        sqlite3_progress_handler(db, 1, stop_once, NULL);
        said = answer(db, "SELECT " OPEN);
        is_through = handler.until > 0;
        stop_at(db, 0);
        told += strstr(said, "\"STORE_COMMIT\"") != NULL;
        assert_int_equal(sqlite3_get_autocommit(db), 1);
        if (n % 50 == 0 || strstr(said, "\"STORE_COMMIT\"") != NULL) {
            assert_true(ticket_open(db, "Next") > 0);
        }
    }
    assert_true(told > 0);
    extension_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)
        TEST(a_call_of_its_own_is_undone),
        TEST(a_call_for_a_row_is_undone),
        TEST(a_commit_of_which_nobody_knows_is_told_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
