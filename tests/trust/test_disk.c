/*
 * test_disk.c: files that cannot be written, disks that are full, and databases that somebody has
 * prepared: end to end, through sup_open() and operations.
 */
#include "desk_fixture.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "sqlite/sqlite_store.h"

static void sql_run(const char *path, const char *text)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", text, sqlite3_errmsg(db));
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* What opening the file's desk answers; nothing stays open. */
static int32_t try_open(const char *path, struct sup_error *error)
{
    struct sup_sqlite_options options = {.size = sizeof options, .path = path};
    struct sup_options core_options = {.size = sizeof core_options};
    struct sup_store *store = NULL;
    sup_core *core = NULL;
    int32_t code = sup_sqlite_open(&options, &store, error);

    if (code == SUP_OK) {
        core_options.store = store;
        code = sup_open(&core_options, &core, error);
    }
    assert_true((core == NULL) == (code != SUP_OK));
    sup_close(core);
    sup_store_close(store);
    return code;
}

static void close_both(struct desk *desk)
{
    sup_close(desk->core);
    sup_store_close(desk->store);
    desk->core = NULL;
    desk->store = NULL;
}

static void a_file_opened_for_reading_is_read_and_not_written(void **state)
{
    struct desk *desk = desk_file_open();
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = desk->path, .is_read_only = 1};
    struct sup_ticket *ticket;

    (void)state;
    desk_people(desk);
    desk_ticket(desk);
    close_both(desk);
    assert_int_equal(sup_sqlite_open(&options, &desk->store, NULL), SUP_OK);
    desk_open(desk);
    ticket = desk_get(desk, 1);
    assert_string_equal(ticket->subject, "Where is it?");
    sup_free(ticket);
    desk_fails(desk, SUP_MSG_STORE_READ_ONLY, NULL, by_priya(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = "A"));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_IO);
    desk_fails(desk, SUP_MSG_STORE_READ_ONLY, NULL, by_system(desk), SUP_OP_DESK_TICK,
               PARAMS(tick, .limit = 0));
    desk_expect_sound(desk); /* checking only reads */
    desk_file_close(desk);
}

/* Open tickets until it fails; how it failed. */
static int32_t fill_up(struct desk *desk, int most)
{
    int32_t code = SUP_OK;

    for (int i = 0; i < most && code == SUP_OK; i++) {
        code = desk_run(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
                        PARAMS(ticket_open, .subject = "More", .body = letters(3000)));
    }
    return code;
}

static void a_full_database_takes_no_half_of_a_change(void **state)
{
    struct desk *desk = desk_file_open();
    struct sup__sqlite *store = (struct sup__sqlite *)desk->store;
    int64_t sequence;
    char *before;

    (void)state;
    desk_people(desk);
    assert_int_equal(sqlite3_exec(store->db, "PRAGMA max_page_count = 150", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(fill_up(desk, 1000), SUP_IO);
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_STORE_FULL);
    before = desk_dump(desk->store, 0, NULL);
    sequence = desk_sequence(desk);
    assert_int_equal(fill_up(desk, 1), SUP_IO);
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_STORE_FULL);
    desk_expect_unchanged(desk, before);
    desk_expect_sound(desk);
    assert_int_equal(sqlite3_exec(store->db, "PRAGMA max_page_count = 10000", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(fill_up(desk, 1), SUP_OK); /* the same handle goes on */
    assert_int_equal(desk_sequence(desk), sequence + 2);
    desk_expect_sound(desk);
    desk_file_close(desk);
}

/* A child that may not write files beyond a size: the kernel refuses, as on a full disk. It exits
 * with the number of tickets it was told are there. */
static void write_until_refused(const char *path)
{
    struct rlimit limit = {1000000, 1000000};
    struct sup_sqlite_options options = {.size = sizeof options, .path = path};
    struct desk desk = {.now_ms = T0};
    int tickets = 0;

    (void)signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 ||
        sup_sqlite_open(&options, &desk.store, NULL) != SUP_OK) {
        _exit(255);
    }
    desk_open(&desk);
    while (fill_up(&desk, 1) == SUP_OK && tickets < 250) {
        tickets++;
    }
    _exit(sup_last_error(desk.core)->code == SUP_IO ? tickets : 255);
}

static void a_disk_that_refuses_bytes_loses_nothing_told(void **state)
{
    struct desk *desk = desk_file_open();
    int status = 0;
    pid_t child;

    (void)state;
    desk_people(desk);
    close_both(desk);
    fflush(NULL);
    child = fork();
    assert_int_not_equal(child, -1);
    if (child == 0) {
        write_until_refused(desk->path);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_in_range(WEXITSTATUS(status), 5, 249);
    desk_file_reopen(desk);
    desk_expect_sound(desk);
    assert_int_equal(desk_rows(desk, "sup_ticket"), WEXITSTATUS(status));
    desk_ticket(desk);
    desk_expect_sound(desk);
    desk_file_close(desk);
}

/* What somebody with a shell might do to a database before the desk opens it. */
static const struct {
    const char *edit;
    int32_t message;
} plants[] = {
    {"CREATE TRIGGER evil AFTER INSERT ON sup_event BEGIN DELETE FROM sup_event; END",
     SUP_MSG_STORE_TAMPERED},
    {"CREATE TRIGGER sup_evil BEFORE UPDATE ON sup_ticket BEGIN SELECT RAISE(IGNORE); END",
     SUP_MSG_STORE_TAMPERED},
    {"ALTER TABLE sup_tag RENAME TO old_tag; CREATE VIEW sup_tag AS SELECT * FROM old_tag",
     SUP_MSG_STORE_TAMPERED},
    {"DROP VIEW sup_v_tickets; CREATE VIEW sup_v_tickets AS SELECT * FROM sup_ticket",
     SUP_MSG_STORE_TAMPERED},
    {"DROP TABLE sup_tag; CREATE TABLE sup_tag (tenant INTEGER NOT NULL, ticket_id INTEGER NOT "
     "NULL, tag TEXT NOT NULL, PRIMARY KEY (tenant, ticket_id, tag) ON CONFLICT REPLACE) STRICT, "
     "WITHOUT ROWID",
     SUP_MSG_STORE_TAMPERED},
    {"DROP TABLE sup_event", SUP_MSG_STORE_TAMPERED},
    {"ALTER TABLE sup_ticket ADD COLUMN shop_note TEXT NOT NULL DEFAULT 'x' CHECK (shop_note = "
     "'x' OR status <> 'closed')",
     SUP_MSG_STORE_TAMPERED},
    {"PRAGMA application_id = 1234", SUP_MSG_STORE_FOREIGN},
    {"UPDATE sup_schema_version SET version = 2", SUP_MSG_STORE_NEWER},
};

static void a_prepared_database_is_refused_before_anything_is_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof plants / sizeof plants[0]; i++) {
        struct desk *desk = desk_file_open();
        struct sup_error error = {0};
        int32_t code;

        desk_people(desk);
        close_both(desk);
        sql_run(desk->path, plants[i].edit);
        code = try_open(desk->path, &error);
        if (code == SUP_OK || error.message_id != plants[i].message) {
            fail_msg("%s: %s: %d: %s", plants[i].edit, sup_code_name(code), (int)error.message_id,
                     error.text);
        }
        desk_file_close(desk);
    }
}

static void what_is_planted_while_the_desk_is_open_stops_the_next_change(void **state)
{
    (void)state;
    for (size_t i = 0; i < 6; i++) { /* those that change a definition */
        struct desk *desk = desk_file_open();

        desk_people(desk);
        desk_ticket(desk);
        sql_run(desk->path, plants[i].edit);
        desk_fails(desk, SUP_MSG_STORE_TAMPERED, NULL, by_priya(desk), SUP_OP_TICKET_MOVE,
                   PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
        assert_int_equal(sup_last_error(desk->core)->code, SUP_CORRUPT);
        desk_file_close(desk);
    }
}

static void a_file_of_something_else_is_refused(void **state)
{
    struct desk *desk = desk_file_open();
    struct sup_error error = {0};
    FILE *file;

    (void)state;
    close_both(desk);
    assert_int_equal(unlink(desk->path), 0);
    file = fopen(desk->path, "wb");
    assert_non_null(file);
    for (int i = 0; i < 2000; i++) {
        fputs("not a database\n", file);
    }
    fclose(file);
    assert_int_equal(try_open(desk->path, &error), SUP_CORRUPT);
    assert_int_equal(error.message_id, SUP_MSG_STORE_NOT_A_DATABASE);
    assert_int_equal(unlink(desk->path), 0);
    sql_run(desk->path, "CREATE TABLE orders (id INTEGER PRIMARY KEY)");
    sql_run(desk->path, "PRAGMA application_id = 252006673"); /* a Fossil repository */
    assert_int_equal(try_open(desk->path, &error), SUP_CORRUPT);
    assert_int_equal(error.message_id, SUP_MSG_STORE_FOREIGN);
    desk_file_close(desk);
}

static void a_desk_is_copied_while_it_is_open(void **state)
{
    struct desk *desk = desk_file_open();
    struct desk copy = {.now_ms = T0};
    char path[80];
    char *original;
    char *copied;

    (void)state;
    desk_people(desk);
    desk_ticket(desk);
    sup__format(path, sizeof path, "%s-copy", desk->path);
    must(desk, sup_backup(desk->core, path, NULL, NULL));
    must_fail(desk, SUP_MSG_STORE_TARGET, NULL, sup_backup(desk->core, path, NULL, NULL));
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "path", sup_backup(desk->core, NULL, NULL, NULL));
    must(desk, sup_maintain(desk->core));
    copy.store = desk_store_open(path);
    desk_open(&copy);
    original = desk_dump(desk->store, 0, NULL);
    copied = desk_dump(copy.store, 0, NULL);
    assert_string_equal(copied, original);
    desk_expect_sound(&copy);
    desk_ticket(&copy);
    free(original);
    free(copied);
    close_both(&copy);
    assert_int_equal(unlink(path), 0);
    desk_file_close(desk);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_file_opened_for_reading_is_read_and_not_written),
    cmocka_unit_test(a_full_database_takes_no_half_of_a_change),
    cmocka_unit_test(a_disk_that_refuses_bytes_loses_nothing_told),
    cmocka_unit_test(a_prepared_database_is_refused_before_anything_is_written),
    cmocka_unit_test(what_is_planted_while_the_desk_is_open_stops_the_next_change),
    cmocka_unit_test(a_file_of_something_else_is_refused),
    cmocka_unit_test(a_desk_is_copied_while_it_is_open),
};

int main(void)
{
    return cmocka_run_group_tests_name("disk", tests, NULL, NULL);
}
