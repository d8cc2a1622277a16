/*
 * test_faults_memory.c: every operation with the n-th allocation failing, once or from then on, of
 * the handle, its store and SQLite alike: SUP_NOMEM, nothing changed, nothing leaked, and the
 * handle works on.
 *
 * By itself it tries each of the first EACH_FIRST allocations and every STEP-th after them, from an
 * offset that the case decides; with the argument "all" every single one. Making a database takes
 * tens of thousands, most of them for one CREATE after another: of those every OPENING_STEP-th.
 */
#include "fault_plan.h"

enum { EACH_FIRST = 8, STEP = 17, OPENING_STEP = 101 };

static int is_thorough;

static int64_t stepped(int64_t n, int64_t step, size_t number)
{
    if (is_thorough || n < EACH_FIRST) {
        return n + 1;
    }
    return n == EACH_FIRST ? n + 1 + (int64_t)number % step : n + step;
}

static int64_t next_point(int64_t n, size_t number)
{
    return stepped(n, STEP, number);
}

static void any_allocation_may_fail_once(void **state)
{
    (void)state;
    fault_everywhere(&(struct fault_plan){.is_memory = 1, .code = SUP_NOMEM, .next = next_point});
}

static void any_allocation_and_all_after_it_may_fail(void **state)
{
    (void)state;
    fault_everywhere(&(struct fault_plan){
        .is_memory = 1, .is_lasting = 1, .code = SUP_NOMEM, .next = next_point});
}

/* From nothing to a desk with one agent on it, and closed again. */
static int32_t live_once(void)
{
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = ":memory:", .allocator = &fault_allocator};
    struct sup_chain_key key = {"k1", "0123456789abcdef", 16};
    struct sup_options core_options = {.size = sizeof core_options,
                                       .allocator = &fault_allocator,
                                       .chain_keys = &key,
                                       .chain_key_count = 1};
    struct sup_caller caller = {
        .size = sizeof caller, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = T0};
    struct sup_store *store = NULL;
    struct sup_error error = {0};
    sup_core *core = NULL;
    int32_t code = desk_backend == DESK_MEMORY ? sup_memory_open(&fault_allocator, &store, &error)
                                               : sup_sqlite_open(&options, &store, &error);

    if (code == SUP_OK) {
        core_options.store = store;
        code = sup_open(&core_options, &core, &error);
    }
    if (code == SUP_OK) {
        code = sup_agent_save(core, &caller, PARAMS(agent_save, .name = "Zoe"), NULL);
    } else {
        assert_null(core);
        assert_int_equal(error.code, code);
        assert_true(error.text[0] != '\0');
    }
    sup_close(core);
    sup_store_close(store);
    return code;
}

static void opening_and_closing_survive_any_failing_allocation(void **state)
{
    (void)state;
    for (int32_t is_lasting = 0; is_lasting <= 1; is_lasting++) {
        int is_last = 0;

        for (int64_t n = 1; !is_last; n = stepped(n, OPENING_STEP, 0)) {
            int32_t code;

            fault_memory_arm(n, is_lasting);
            code = live_once();
            is_last = fault_memory.failed == 0;
            fault_memory_arm(0, 0);
            if (code != SUP_NOMEM && code != SUP_OK) {
                fail_msg("allocation %d: %s", (int)n, sup_code_name(code));
            }
            assert_int_equal(fault_memory.live, 0);
        }
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(any_allocation_may_fail_once),
    cmocka_unit_test(any_allocation_and_all_after_it_may_fail),
    cmocka_unit_test(opening_and_closing_survive_any_failing_allocation),
};

int main(int count, char **arguments)
{
    int failed;

    is_thorough = count > 1 && strcmp(arguments[1], "all") == 0;
    fault_memory_for_sqlite();
    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
