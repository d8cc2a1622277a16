/*
 * Tests of lib/store/store.c: verbs that a backend may leave out. The rest of it is tested by
 * every operation.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"
#include "store/store.h"

/* A backend of three verbs, and what the next one answers. */
static int32_t answer;
static const char *copied_to;
static struct sup_store_methods methods;
static struct sup_store store;
static struct sup_error error;
static struct sup__db db;

static int32_t backup(struct sup_store *from, const char *path, sup_progress_fn progress,
                      void *user)
{
    assert_ptr_equal(from, &store);
    assert_null(progress);
    assert_null(user);
    copied_to = path;
    return answer;
}

static int32_t maintain(struct sup_store *from)
{
    assert_ptr_equal(from, &store);
    return answer;
}

static int32_t content(struct sup_store *from, uint64_t *number)
{
    assert_ptr_equal(from, &store);
    *number = 7;
    return answer;
}

static int set_up(void **state)
{
    (void)state;
    methods = (struct sup_store_methods){.size = sizeof methods,
                                         .name = "paper",
                                         .backup = backup,
                                         .maintain = maintain,
                                         .content = content};
    store = (struct sup_store){.methods = &methods};
    error = (struct sup_error){.size = sizeof error};
    db = (struct sup__db){.store = &store, .error = &error};
    answer = SUP_OK;
    copied_to = NULL;
    return 0;
}

static void optional_verbs_are_used_and_counted(void **state)
{
    uint64_t number = 0;

    (void)state;
    assert_int_equal(sup__db_backup(&db, "copy", NULL, NULL), SUP_OK);
    assert_string_equal(copied_to, "copy");
    assert_int_equal(sup__db_maintain(&db), SUP_OK);
    assert_int_equal(db.calls, 2);
    assert_int_equal(sup__db_content(&db, &number), 1);
    assert_int_equal(number, 7);
    assert_int_equal(db.calls, 2); /* it reads nothing */
}

static void expect_nothing_offered(void)
{
    uint64_t number = 0;

    assert_int_equal(sup__db_backup(&db, "copy", NULL, NULL), SUP_UNSUPPORTED);
    assert_int_equal(error.message_id, SUP_MSG_UNSUPPORTED);
    assert_string_equal(error.text, "the paper store does not offer backup");
    assert_int_equal(sup__db_maintain(&db), SUP_UNSUPPORTED);
    assert_string_equal(error.text, "the paper store does not offer maintenance");
    assert_int_equal(sup__db_content(&db, &number), 0);
    assert_null(copied_to);
    assert_int_equal(db.calls, 0);
}

static void a_verb_that_is_left_out_is_not_offered(void **state)
{
    (void)state;
    methods.backup = NULL;
    methods.maintain = NULL;
    methods.content = NULL;
    expect_nothing_offered();
}

/* An older backend's struct ends before the slot: what stands behind it is somebody else's. */
static void a_slot_past_the_struct_is_not_looked_at(void **state)
{
    (void)state;
    methods.size = offsetof(struct sup_store_methods, backup);
    expect_nothing_offered();
    methods.size = offsetof(struct sup_store_methods, maintain);
    assert_int_equal(sup__db_backup(&db, "copy", NULL, NULL), SUP_OK);
    assert_int_equal(sup__db_maintain(&db), SUP_UNSUPPORTED);
}

static void a_failing_verb_is_told_as_the_backend_told_it(void **state)
{
    (void)state;
    answer = sup__fail(&store.error, SUP_MSG_STORE_TARGET, "path", "copy is already there");
    assert_int_equal(sup__db_backup(&db, "copy", NULL, NULL), SUP_EXISTS);
    assert_int_equal(error.message_id, SUP_MSG_STORE_TARGET);
    assert_string_equal(error.text, "copy is already there");
    /* the next failure says nothing: the error of the one before is not its */
    answer = SUP_BUSY;
    assert_int_equal(sup__db_maintain(&db), SUP_BUSY);
    assert_int_equal(error.code, SUP_BUSY);
    assert_string_equal(error.text, "the paper store failed without saying why (BUSY)");
    answer = SUP_UNSUPPORTED;
    assert_int_equal(sup__db_content(&db, &(uint64_t){0}), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(optional_verbs_are_used_and_counted, set_up),
        cmocka_unit_test_setup(a_verb_that_is_left_out_is_not_offered, set_up),
        cmocka_unit_test_setup(a_slot_past_the_struct_is_not_looked_at, set_up),
        cmocka_unit_test_setup(a_failing_verb_is_told_as_the_backend_told_it, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
