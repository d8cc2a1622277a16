/*
 * test_extension_life.c: loading the extension, what it refuses to be loaded into, and closing a
 * connection that it was loaded into, in whatever state that is.
 */
#include "extension_support.h"

#include <dlfcn.h>

#define SQLITE_CORE 1 /* the table of functions, without calling through it */
#include <sqlite3ext.h>

#define SYSTEM_TICKETS "sup_tickets('system', '" NOW "')"
#define OPEN                                                                                       \
    "sup_call('system', '" NOW "', '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\","     \
    "\"params\":{\"subject\":\"x\"}}')"

static sqlite3_stmt *prepare(sqlite3 *db, const char *text)
{
    sqlite3_stmt *statement = NULL;

    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &statement, NULL), SQLITE_OK);
    return statement;
}

static sqlite3 *desk_open(void **state)
{
    sqlite3 *db = extension_open(in_folder(state, "shop.db"));

    sql(db, "CREATE TABLE shop (id INTEGER PRIMARY KEY); INSERT INTO shop VALUES (1), (2), (3)");
    for (int i = 0; i < 3; i++) {
        (void)ticket_open(db, "x");
    }
    return db;
}

static void a_connection_closes_whatever_was_asked(void **state)
{
    sqlite3 *db = extension_open(in_folder(state, "shop.db"));

    extension_close(db); /* nothing */
    db = extension_open(in_folder(state, "shop.db"));
    (void)ticket_open(db, "x");
    extension_close(db); /* a call */
    db = extension_open(in_folder(state, "shop.db"));
    (void)rows(db, "SELECT id FROM " SYSTEM_TICKETS);
    extension_close(db); /* a table */
    db = extension_open(in_folder(state, "shop.db"));
    (void)rows(db, "SELECT id FROM sup_timers('system', '" NOW "', 1)");
    extension_close(db); /* the other one */
    db = extension_open(in_folder(state, "shop.db"));
    (void)ask(db, "boss", "ticket.list", "{}");
    extension_close(db); /* an error */
    db = extension_open(in_folder(state, "shop.db"));
    sql(db, "BEGIN");
    (void)ticket_open(db, "x");
    extension_close(db); /* with a transaction that is open */
    assert_int_equal(
        sql_file_number(in_folder(state, "shop.db"), "SELECT count(*) FROM sup_ticket"), 1);
}

/* sqlite3_close() refuses because of the host's own statement. The connection works on, and closes
 * when that is gone. */
static void a_connection_that_could_not_be_closed_works_on(void **state)
{
    static const char *const statements[] = {
        "SELECT id FROM shop", "SELECT " OPEN " FROM shop", "SELECT id FROM " SYSTEM_TICKETS,
        "SELECT metric FROM sup_timers('system', '" NOW "', 1)"};
    sqlite3 *db = desk_open(state);

    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        sqlite3_stmt *own = prepare(db, statements[i]);

        assert_int_equal(sqlite3_step(own), SQLITE_ROW);
        assert_int_equal(sqlite3_close(db), SQLITE_BUSY);
        (void)ticket_open(db, "more");
        assert_int_equal(sqlite3_step(own), SQLITE_ROW);
        assert_int_equal(sqlite3_close(db), SQLITE_BUSY);
        assert_true(strncmp(rows(db, "SELECT id FROM " SYSTEM_TICKETS), "error", 5) != 0);
        assert_int_equal(sqlite3_finalize(own), SQLITE_OK);
        extension_close(db);
        db = extension_open(in_folder(state, "shop.db"));
        (void)ticket_open(db, "again");
    }
    extension_close(db);
}

/* sqlite3_close_v2() leaves the connection to its last statement, as garbage collectors do. */
static void a_statement_that_outlives_its_connection_comes_to_an_end(void **state)
{
    static const char *const statements[] = {
        "SELECT " OPEN " FROM shop", "SELECT id, " OPEN " FROM " SYSTEM_TICKETS,
        "SELECT metric FROM sup_timers('system', '" NOW "', 1)",
        "SELECT t.id, r.metric FROM " SYSTEM_TICKETS " AS t, sup_timers('system', '" NOW
        "', t.id) AS r"};
    sqlite3 *db = desk_open(state);

    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        sqlite3_stmt *own = prepare(db, statements[i]);
        int rc = sqlite3_step(own);

        assert_int_equal(rc, SQLITE_ROW);
        assert_int_equal(sqlite3_close_v2(db), SQLITE_OK);
        while (rc == SQLITE_ROW) { /* rows or an error, but an end */
            rc = sqlite3_step(own);
        }
        (void)sqlite3_finalize(own);
        db = extension_open(in_folder(state, "shop.db"));
        (void)ticket_open(db, "again");
    }
    extension_close(db);
}

static void it_may_be_loaded_twice_and_into_several_connections(void **state)
{
    sqlite3 *db = desk_open(state);
    sqlite3 *other = extension_open(in_folder(state, "shop.db"));

    extension_load(db);
    assert_int_equal(ticket_open(db, "x"), 4);
    assert_int_equal(ticket_open(other, "x"), 5);
    extension_close(other);
    assert_int_equal(ticket_open(db, "x"), 6);
    /* With the function that SQL has for it. */
    other = raw_open(":memory:");
    assert_int_equal(sqlite3_enable_load_extension(other, 1), SQLITE_OK);
    {
        char *text = sqlite3_mprintf("SELECT load_extension(%Q)", extension_path());

        assert_string_equal(answer(other, text), "NULL");
        sqlite3_free(text);
    }
    assert_int_equal(ticket_open(other, "x"), 1);
    extension_close(other);
    extension_close(db);
}

static void who_hides_or_takes_the_tables_is_told(void **state)
{
    sqlite3 *db = extension_open(in_folder(state, "shop.db"));

    sql(db, "CREATE TABLE sup_tickets (id)");
    assert_string_equal(ask(db, "system", "chain.head", "{}"),
                        "error: sup_call(): the table-valued function sup_tickets is hidden by a "
                        "table of that name, or was taken from the connection");
    sql(db, "DROP TABLE sup_tickets");
    (void)ticket_open(db, "x");
    assert_int_equal(sqlite3_drop_modules(db, NULL), SQLITE_OK);
    assert_string_equal(ask(db, "system", "chain.head", "{}"),
                        "error: sup_call(): the table-valued function sup_tickets is hidden by a "
                        "table of that name, or was taken from the connection");
    extension_close(db);
}

typedef int (*entry_fn)(sqlite3 *db, char **why, const void *api);

/* SQLite hands the table of its functions to whoever registers for it. */
static const struct sqlite3_api_routines *seen_api;

static int see_api(sqlite3 *db, char **why, const struct sqlite3_api_routines *api)
{
    (void)db;
    (void)why;
    seen_api = api;
    return SQLITE_OK;
}

static entry_fn find_entry(const char *name)
{
    void *file = dlopen(extension_path(), RTLD_NOW | RTLD_LOCAL);
    void *symbol;
    entry_fn entry;

    assert_non_null(file);
    symbol = dlsym(file, name);
    assert_non_null(symbol);
    memcpy(&entry, &symbol, sizeof entry);
    return entry;
}

static int old_version_number(void)
{
    return 3036000;
}

static const char *old_version(void)
{
    return "3.36.0";
}

static int without_threads(void)
{
    return 0;
}

static void no_why(char **why, const char *expected)
{
    assert_non_null(*why);
    assert_string_equal(*why, expected);
    sqlite3_free(*why);
    *why = NULL;
}

static void a_sqlite_that_will_not_do_is_refused(void **state)
{
    static sqlite3_api_routines fake;
    entry_fn entry = find_entry("sqlite3_extension_init");
    sqlite3 *db;
    char *why = NULL;

    assert_int_equal(sqlite3_auto_extension((void (*)(void))see_api), SQLITE_OK);
    db = raw_open(":memory:");
    sqlite3_reset_auto_extension();
    assert_non_null(seen_api);
    fake = *seen_api;
    fake.libversion_number = old_version_number;
    fake.libversion = old_version;
    assert_int_equal(entry(db, &why, &fake), SQLITE_ERROR);
    no_why(&why, "supportcore needs SQLite 3.37 or later, and this is 3.36.0");
    fake = *seen_api;
    fake.create_module_v2 = NULL;
    assert_int_equal(entry(db, &why, &fake), SQLITE_ERROR);
    no_why(&why, "supportcore needs virtual tables, and this SQLite was built without");
    fake = *seen_api;
    fake.xthreadsafe = without_threads;
    assert_int_equal(entry(db, &why, &fake), SQLITE_ERROR);
    no_why(&why, "supportcore needs SQLite built with threads, and this one is not");
    /* Two of them in one process: the second has to wait until the first one is done. */
    fake = *seen_api;
    assert_int_equal(entry(db, &why, seen_api), SQLITE_OK);
    assert_int_equal(entry(db, &why, &fake), SQLITE_ERROR);
    no_why(&why, "supportcore is at work on another SQLite in this process: load it into one of "
                 "them, or give the other a copy of the file");
    extension_close(db);
    db = raw_open(in_folder(state, "shop.db"));
    assert_int_equal(entry(db, &why, &fake), SQLITE_OK);
    assert_int_equal(ticket_open(db, "x"), 1);
    extension_close(db);
    assert_non_null(find_entry("sqlite3_modsupportcore_init"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)
        TEST(a_connection_closes_whatever_was_asked),
        TEST(a_connection_that_could_not_be_closed_works_on),
        TEST(a_statement_that_outlives_its_connection_comes_to_an_end),
        TEST(it_may_be_loaded_twice_and_into_several_connections),
        TEST(who_hides_or_takes_the_tables_is_told),
        TEST(a_sqlite_that_will_not_do_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
