/*
 * test_faults.c: every operation with the n-th storage verb failing, once or from then on, for
 * every n until none fails: a clear error, nothing changed, and the handle works on.
 */
#include "fault_plan.h"

static void every_operation_has_a_case(void **state)
{
    (void)state;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        int found = 0;

        for (size_t j = 0; j < fault_case_count; j++) {
            found |= fault_cases[j].operation == sup_operation_at(i)->number &&
                     fault_cases[j].code == SUP_OK;
        }
        if (!found) {
            fail_msg("%s has no case in fault_cases.c", sup_operation_at(i)->name);
        }
    }
}

static void any_verb_may_fail_once(void **state)
{
    (void)state;
    fault_everywhere(&(struct fault_plan){.code = SUP_IO});
}

static void any_verb_and_all_after_it_may_fail(void **state)
{
    (void)state;
    fault_everywhere(&(struct fault_plan){.is_lasting = 1, .code = SUP_IO});
}

static void any_verb_may_run_out_of_memory(void **state)
{
    (void)state;
    fault_everywhere(&(struct fault_plan){.code = SUP_NOMEM});
}

static void a_store_may_be_busy(void **state)
{
    struct fault_plan plan = {.code = SUP_BUSY};
    struct fault_world world = {0};

    (void)state;
    for (size_t i = 0; i < fault_case_count; i++) {
        int is_last = 0;

        fault_world_ready(&world, &fault_cases[i]);
        /* begin is the first verb */
        assert_false(fault_attempt(&world, fault_control_of(i), &plan, 1, &is_last));
    }
    fault_world_close(&world);
}

/* A commit that says it failed may have happened: the key tells. */
static void after_a_doubtful_commit_the_key_gives_the_one_answer(void **state)
{
    static const struct fault_case open_ticket = {
        "a ticket", SUP_OP_TICKET_OPEN, SUP_ACTOR_CUSTOMER, ANN, SUP_OK, NULL, NULL, 0};
    struct sup_ticket_open_params params = {
        .size = sizeof params, .subject = "Once", .body = "Hello", .idempotency_key = "k"};
    struct sup_receipt receipt = {.size = sizeof receipt};

    (void)state;
    for (int32_t is_late = 0; is_late <= 1; is_late++) {
        struct fault_case fault = open_ticket;
        struct fault_control control;
        struct fault_world world;

        fault.params = &params;
        fault_control_make(&fault, &control);
        fault_world_open(&world);
        world.store.is_late = is_late;
        fault_store_arm(&world.store, control.committed_at, 0, SUP_IO);
        assert_int_equal(
            sup_run(world.desk.core, by_ann(&world.desk), SUP_OP_TICKET_OPEN, &params, NULL, NULL),
            SUP_IO);
        fault_store_arm(&world.store, 0, 0, 0);
        assert_int_equal(sup_run(world.desk.core, by_ann(&world.desk), SUP_OP_TICKET_OPEN, &params,
                                 &receipt, NULL),
                         SUP_OK);
        assert_int_equal(receipt.is_replay, is_late);
        assert_int_equal(receipt.id, 13);
        fault_control_expect(&control, &world, "after a doubtful commit");
        fault_world_close(&world);
        fault_control_free(&control);
    }
}

static void a_desk_opens_or_says_why_not(void **state)
{
    struct fault_world world;
    struct sup_options options;
    struct sup_error error;
    sup_core *core = NULL;

    (void)state;
    fault_world_open(&world);
    options = desk_options(&world.desk);
    fault_store_arm(&world.store, 1, 0, SUP_IO);
    assert_int_equal(sup_open(&options, &core, &error), SUP_IO);
    assert_null(core);
    assert_int_equal(error.code, SUP_IO);
    assert_true(error.text[0] != '\0');
    fault_store_arm(&world.store, 0, 0, 0);
    assert_int_equal(sup_open(&options, &core, &error), SUP_OK);
    sup_close(core);
    fault_world_close(&world);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_operation_has_a_case),
    cmocka_unit_test(any_verb_may_fail_once),
    cmocka_unit_test(any_verb_and_all_after_it_may_fail),
    cmocka_unit_test(any_verb_may_run_out_of_memory),
    cmocka_unit_test(a_store_may_be_busy),
    cmocka_unit_test(after_a_doubtful_commit_the_key_gives_the_one_answer),
    cmocka_unit_test(a_desk_opens_or_says_why_not),
};

DESK_MAIN(tests)
