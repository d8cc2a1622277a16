/*
 * test_faults.c: every operation with the n-th storage verb failing, once or from then on, for
 * every n until none fails: a clear error, nothing changed, and the handle works on.
 */
#include "fault_cases.h"

#include <stdio.h>

/* What a case does when nothing fails. */
struct control {
    char *before;
    char *after;
    char *text;
    int64_t verbs;
    int64_t committed_at; /* the last commit's number */
};

static void control_make(const struct fault_case *fault, struct control *control)
{
    struct fault_world world;
    int32_t code;

    fault_world_open(&world);
    control->before = fault_world_dump(&world);
    fault_store_arm(&world.store, 0, 0, 0);
    code = fault_case_run(&world, fault, &control->text);
    if (code != fault->code) {
        fail_msg("%s: %s: %s", fault->name, sup_code_name(code),
                 sup_last_error(world.desk.core)->text);
    }
    control->verbs = world.store.verbs;
    control->committed_at = world.store.committed_at;
    control->after = fault_world_dump(&world);
    fault_world_close(&world);
}

static void control_free(struct control *control)
{
    free(control->before);
    free(control->after);
    free(control->text);
}

static void expect_same(const struct fault_case *fault, int64_t n, const char *what,
                        const char *got, const char *wanted)
{
    if ((got == NULL) != (wanted == NULL) || (got && strcmp(got, wanted) != 0)) {
        desk_print_difference(wanted, got);
        fail_msg("%s, verb %d: %s is not as it should be", fault->name, (int)n, what);
    }
}

/* One attempt with a fault. 1 when the case came through. */
static int attempt(struct fault_world *world, const struct fault_case *fault,
                   const struct control *control, int64_t n, int32_t is_lasting, int32_t injected)
{
    const struct sup_error *error = sup_last_error(world->desk.core);
    char *text = NULL;
    char *dump;
    int32_t code;
    int is_done;

    fault_store_arm(&world->store, n, is_lasting, injected);
    code = fault_case_run(world, fault, &text);
    is_done = code == fault->code;
    if (!is_done && (!world->store.failed || code != injected || error->code != code ||
                     error->text[0] == '\0' || error->hint[0] == '\0')) {
        fail_msg("%s, verb %d (%s): %s: %s", fault->name, (int)n,
                 world->store.failed ? world->store.last : "none", sup_code_name(code),
                 error->text);
    }
    if (world->store.used_broken) {
        fail_msg("%s, verb %d (%s): the store was used on after SUP_IO", fault->name, (int)n,
                 world->store.last);
    }
    fault_store_arm(&world->store, 0, 0, 0);
    dump = fault_world_dump(world);
    expect_same(fault, n, "what is stored", dump, is_done ? control->after : control->before);
    if (is_done) {
        expect_same(fault, n, "the answer", text, control->text);
    } else if (desk_sequence(&world->desk) == 0) {
        fail_msg("%s, verb %d: the handle no longer works", fault->name, (int)n);
    }
    free(dump);
    free(text);
    return is_done;
}

static void fail_everywhere(const struct fault_case *fault, int32_t is_lasting, int32_t injected)
{
    struct control control;
    struct fault_world world;
    int64_t n = 0;
    int is_open = 1;

    control_make(fault, &control);
    fault_world_open(&world);
    for (n = 1; is_open; n++) {
        if (attempt(&world, fault, &control, n, is_lasting, injected)) {
            is_open = n <= control.verbs; /* it came through in spite of a failure: go on */
            fault_world_close(&world);
            if (is_open) {
                fault_world_open(&world);
            }
        }
        if (n > control.verbs + 3) {
            fail_msg("%s: still fails with %d verbs", fault->name, (int)n);
        }
    }
    control_free(&control);
    assert_int_equal(fault_memory.live, 0);
}

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
    for (size_t i = 0; i < fault_case_count; i++) {
        fail_everywhere(&fault_cases[i], 0, SUP_IO);
    }
}

static void any_verb_and_all_after_it_may_fail(void **state)
{
    (void)state;
    for (size_t i = 0; i < fault_case_count; i++) {
        fail_everywhere(&fault_cases[i], 1, SUP_IO);
    }
}

static void any_verb_may_run_out_of_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < fault_case_count; i++) {
        fail_everywhere(&fault_cases[i], 0, SUP_NOMEM);
    }
}

static void a_store_may_be_busy(void **state)
{
    struct control control;
    struct fault_world world;

    (void)state;
    for (size_t i = 0; i < fault_case_count; i++) {
        control_make(&fault_cases[i], &control);
        fault_world_open(&world);
        /* begin is the first verb */
        assert_false(attempt(&world, &fault_cases[i], &control, 1, 0, SUP_BUSY));
        fault_world_close(&world);
        control_free(&control);
    }
}

/* A commit that says it failed may have happened: the key tells. */
static void after_a_doubtful_commit_the_key_gives_the_one_answer(void **state)
{
    static const struct fault_case open_ticket = {
        "a ticket", SUP_OP_TICKET_OPEN, SUP_ACTOR_CUSTOMER, ANN, SUP_OK, NULL, NULL};
    struct sup_ticket_open_params params = {
        .size = sizeof params, .subject = "Once", .body = "Hello", .idempotency_key = "k"};
    struct sup_receipt receipt = {.size = sizeof receipt};

    (void)state;
    for (int32_t is_late = 0; is_late <= 1; is_late++) {
        struct fault_case fault = open_ticket;
        struct control control;
        char *dump;
        struct fault_world world;

        fault.params = &params;
        control_make(&fault, &control);
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
        assert_int_equal(receipt.id, 4);
        dump = fault_world_dump(&world);
        expect_same(&fault, 0, "what is stored", dump, control.after);
        free(dump);
        fault_world_close(&world);
        control_free(&control);
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
