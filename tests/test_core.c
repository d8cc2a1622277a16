/*
 * test_core.c: the lives of stores and cores: closed in any order, and opened too late.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/message.h"
#include "supportcore.h"

static const struct sup_caller caller = {
    .size = sizeof caller, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = 1774000000000};

static sup_core *desk(struct sup_store *store, int64_t tenant)
{
    struct sup_options options = {.size = sizeof options, .store = store, .tenant = tenant};
    sup_core *core = NULL;

    assert_int_equal(sup_open(&options, &core, NULL), SUP_OK);
    return core;
}

static void open_ticket(sup_core *core)
{
    struct sup_ticket_open_params params = {.size = sizeof params, .subject = "Where is it?"};

    assert_int_equal(sup_ticket_open(core, &caller, &params, NULL), SUP_OK);
}

/* Bindings finalize in the order that their garbage collector likes. */
static void a_store_that_is_closed_first_goes_with_its_last_core(struct sup_store *store)
{
    struct sup_options options = {.size = sizeof options, .store = store};
    struct sup_error error = {0};
    sup_core *first = desk(store, 1);
    sup_core *second = desk(store, 2);
    sup_core *late = NULL;

    sup_store_close(store);
    open_ticket(first);
    assert_int_equal(sup_open(&options, &late, &error), SUP_MISUSE);
    assert_int_equal(error.message_id, SUP_MSG_MISUSE);
    assert_null(late);
    sup_close(first);
    sup_store_close(store); /* once more, while it is there */
    open_ticket(second);
    sup_close(second);
}

static void stores_in_memory_outlive_their_cores(void **state)
{
    struct sup_store *store = NULL;
    sup_core *core;

    (void)state;
    assert_int_equal(sup_memory_open(NULL, &store, NULL), SUP_OK);
    a_store_that_is_closed_first_goes_with_its_last_core(store);
    assert_int_equal(sup_memory_open(NULL, &store, NULL), SUP_OK);
    core = desk(store, 1);
    sup_close(core);
    core = desk(store, 1); /* an open store takes cores again */
    sup_close(core);
    sup_store_close(store);
    sup_store_close(NULL);
}

static void a_borrowed_connection_is_free_after_the_last_core(void **state)
{
    struct sup_store *store = NULL;
    sqlite3 *db = NULL;

    (void)state;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sup_sqlite_borrow(db, NULL, &store, NULL), SUP_OK);
    a_store_that_is_closed_first_goes_with_its_last_core(store);
    assert_int_equal(sqlite3_close(db), SQLITE_OK); /* no statement of ours is left */
}

/* An open that fails holds nothing. */
static void a_core_that_did_not_open_does_not_hold_the_store(void **state)
{
    struct sup_chain_key key = {.id = "short", .bytes = "x", .size_bytes = 1};
    struct sup_store *store = NULL;
    sup_core *core = NULL;

    (void)state;
    assert_int_equal(sup_memory_open(NULL, &store, NULL), SUP_OK);
    struct sup_options options = {
        .size = sizeof options, .store = store, .chain_keys = &key, .chain_key_count = 1};
    assert_int_equal(sup_open(&options, &core, NULL), SUP_INVALID);
    sup_store_close(store); /* the leak checker sees whether it goes */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stores_in_memory_outlive_their_cores),
        cmocka_unit_test(a_borrowed_connection_is_free_after_the_last_core),
        cmocka_unit_test(a_core_that_did_not_open_does_not_hold_the_store),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
