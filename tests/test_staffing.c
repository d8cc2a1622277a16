/*
 * test_staffing.c: how many agents a load needs, and what so many give.
 *
 * B(10, 5) = 0.01838 and C(10, 5) = 0.0361 are those of printed tables of Erlang's formulas. That
 * 100 calls of 3 minutes in half an hour need 14 agents for 80 % in 20 seconds is the example of
 * textbooks on call centres. All other figures were worked out apart from the library: to 60
 * digits, with the sums of the definition where it has factorials.
 */
#include "desk_fixture.h"

#include "ops/figures/erlang.h"

#define ASK(...) PARAMS(staffing_agents, __VA_ARGS__)

static struct sup_staffing *ask(struct desk *desk, const struct sup_staffing_agents_params *params)
{
    struct sup_staffing *staffing = NULL;

    must(desk, sup_staffing_agents(desk->core, by_lee(desk), params, &staffing));
    return staffing;
}

static void expect_queue(struct desk *desk, const struct sup_staffing_agents_params *params,
                         int64_t agents, struct sup_staffing_queue queue)
{
    struct sup_staffing *staffing = ask(desk, params);

    assert_int_equal(staffing->agents, agents);
    assert_false(staffing->is_overloaded);
    assert_non_null(staffing->queue);
    assert_int_equal(staffing->queue->occupancy_ppm, queue.occupancy_ppm);
    assert_int_equal(staffing->queue->waiting_ppm, queue.waiting_ppm);
    assert_int_equal(staffing->queue->served_ppm, queue.served_ppm);
    assert_int_equal(staffing->queue->wait_ms, queue.wait_ms);
    sup_free(staffing);
}

static void assert_near(double found, double wanted, double off)
{
    if (found < wanted - off || found > wanted + off) {
        fail_msg("%.15g is not %.15g", found, wanted);
    }
}

static void the_formulas_agree_with_the_tables(void **state)
{
    static const struct {
        double load;
        int64_t agents;
        double within;
        double blocked;
        double waiting;
        double served;
    } rows[] = {
        {0, 1, 1, 0, 0, 1},
        {0.5, 1, 1, 0.333333333333, 0.5, 0.696734670144},
        {5, 10, 0, 0.018384570337, 0.036105359158, 0.963894640842},
        {10, 14, 20.0 / 180, 0.056819143387, 0.174131933595, 0.888350019179},
        {950, 1000, 0.1, 0.003649293689, 0.068253415377, 0.999540112105},
        {4900, 5000, 0.01, 0.002215767902, 0.099937877234, 0.963234909571},
        {99900, 100000, 0.001, 0.001920226773, 0.657993511795, 0.404622849703},
        {99999, 100000, 1, 0.002512551989, 0.996045681564, 0.633575271285},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sup__queue queue = {0};

        sup__erlang_queue(rows[i].load, rows[i].agents, rows[i].within, &queue);
        assert_near(sup__erlang_b(rows[i].load, rows[i].agents), rows[i].blocked, 1e-11);
        assert_near(queue.waiting, rows[i].waiting, 1e-9);
        assert_near(queue.served, rows[i].served, 1e-9);
    }
    assert_near(sup__erlang_b(1000, 1), 1000.0 / 1001, 1e-12);
    assert_near(sup__erlang_b(1, 100000), 0, 1e-300); /* and no overflow on the way */
}

static void the_fewest_agents_are_found(void **state)
{
    struct sup__queue queue;

    (void)state;
    assert_int_equal(sup__erlang_agents(10, 20.0 / 180, 0.8, 100000, &queue), 14);
    assert_int_equal(sup__erlang_agents(950, 20.0 / 180, 0.8, 100000, &queue), 961);
    assert_int_equal(sup__erlang_agents(4900, 0.01, 0.9, 100000, &queue), 4974);
    assert_int_equal(queue.agents, 4974);
    assert_int_equal(sup__erlang_agents(0, 0, 0.99, 100000, &queue), 1);
    assert_int_equal(sup__erlang_agents(10, 20.0 / 180, 0.8, 14, &queue), 14);
    assert_int_equal(sup__erlang_agents(10, 20.0 / 180, 0.8, 13, &queue), 0);
}

static void the_plain_formula_rounds_up_to_people(void **state)
{
    struct desk *desk = *state;
    static const struct {
        int64_t arrivals;
        int64_t handle_ms;
        int64_t shrinkage;
        int64_t period_ms;
        int64_t load_milli;
        int64_t plain_milli;
        int64_t plain_agents;
    } rows[] = {
        {12, 10 * MINUTE_MS, 30, 0, 2000, 2600, 3},        /* 12 x 10 / 60 x 1.3 = 2.6 */
        {12, 5 * MINUTE_MS, 0, 0, 1000, 1000, 1},          /* exactly one */
        {12, 5 * MINUTE_MS + 1, 0, 0, 1000, 1000, 2},      /* and a millisecond */
        {0, MINUTE_MS, 30, 0, 0, 0, 0},                    /* nothing comes */
        {336, 10 * MINUTE_MS, 0, 7 * DAY_MS, 333, 333, 1}, /* 56 hours of work in 168 */
        {100000, HOUR_MS, 1000, 0, 100000000, 1100000000, 1100000},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sup_staffing *staffing =
            ask(desk, ASK(.arrivals = rows[i].arrivals, .handle_ms = rows[i].handle_ms,
                          .shrinkage_percent = rows[i].shrinkage, .period_ms = rows[i].period_ms));

        assert_int_equal(staffing->load_milli, rows[i].load_milli);
        assert_int_equal(staffing->plain_milli, rows[i].plain_milli);
        assert_int_equal(staffing->plain_agents, rows[i].plain_agents);
        assert_int_equal(staffing->agents, 0);
        assert_int_equal(staffing->scheduled, 0);
        assert_null(staffing->queue);
        sup_free(staffing);
    }
}

static void a_hundred_calls_in_half_an_hour_need_fourteen_agents(void **state)
{
    struct desk *desk = *state;
    struct sup_staffing *staffing = NULL;

    expect_queue(desk,
                 ASK(.arrivals = 100, .period_ms = 30 * MINUTE_MS, .handle_ms = 3 * MINUTE_MS,
                     .within_ms = 20 * SECOND_MS, .service_percent = 80),
                 14, (struct sup_staffing_queue){714286, 174132, 888350, 7836});
    expect_queue(desk,
                 ASK(.arrivals = 100, .period_ms = 30 * MINUTE_MS, .handle_ms = 3 * MINUTE_MS,
                     .within_ms = 20 * SECOND_MS, .agents = 13),
                 13, (struct sup_staffing_queue){769231, 285270, 795595, 17116});
    /* 14 at work are 18.2 with 30 % more. */
    staffing =
        ask(desk, ASK(.arrivals = 100, .period_ms = 30 * MINUTE_MS, .handle_ms = 3 * MINUTE_MS,
                      .within_ms = 20 * SECOND_MS, .service_percent = 80, .shrinkage_percent = 30));
    assert_int_equal(staffing->agents, 14);
    assert_int_equal(staffing->scheduled, 19);
    assert_int_equal(staffing->plain_milli, 13000);
    sup_free(staffing);
}

static void many_agents_are_no_harder_than_few(void **state)
{
    struct desk *desk = *state;

    expect_queue(desk, ASK(.arrivals = 5, .handle_ms = HOUR_MS, .agents = 10), 10,
                 (struct sup_staffing_queue){500000, 36105, 963895, 25996});
    expect_queue(
        desk,
        ASK(.arrivals = 4900, .handle_ms = HOUR_MS, .within_ms = 36 * SECOND_MS, .agents = 5000),
        5000, (struct sup_staffing_queue){980000, 99938, 963235, 3598});
    expect_queue(desk,
                 ASK(.arrivals = 99900, .handle_ms = HOUR_MS, .within_ms = 3600, .agents = 100000),
                 100000, (struct sup_staffing_queue){999000, 657994, 404623, 23688});
}

static void an_overload_is_told_instead_of_a_number(void **state)
{
    struct desk *desk = *state;
    struct sup_staffing *staffing = NULL;

    for (int64_t agents = 9; agents <= 11; agents++) { /* the load is 10 */
        staffing = ask(desk, ASK(.arrivals = 100, .period_ms = 30 * MINUTE_MS,
                                 .handle_ms = 3 * MINUTE_MS, .agents = agents));
        assert_int_equal(staffing->is_overloaded, agents <= 10);
        assert_int_equal(staffing->queue == NULL, agents <= 10);
        assert_int_equal(staffing->load_milli, 10000);
        sup_free(staffing);
    }
}

static void what_cannot_be_asked_is_told(void **state)
{
    struct desk *desk = *state;
    const int64_t year_ms = SUP_STAFFING_DAYS_MAX * DAY_MS;
    const struct {
        int32_t message;
        const char *field;
        struct sup_staffing_agents_params params;
    } rows[] = {
        {SUP_MSG_ARGUMENT_RANGE, "handle_ms", {.arrivals = 1}},
        {SUP_MSG_ARGUMENT_RANGE, "handle_ms", {.arrivals = 1, .handle_ms = year_ms + 1}},
        {SUP_MSG_ARGUMENT_RANGE,
         "arrivals",
         {.arrivals = SUP_STAFFING_ARRIVALS_MAX + INT64_C(1), .handle_ms = 1}},
        {SUP_MSG_ARGUMENT_RANGE, "period_ms", {.handle_ms = 1, .period_ms = year_ms + 1}},
        {SUP_MSG_ARGUMENT_RANGE, "within_ms", {.handle_ms = 1, .within_ms = year_ms + 1}},
        {SUP_MSG_ARGUMENT_RANGE, "shrinkage_percent", {.handle_ms = 1, .shrinkage_percent = 1001}},
        {SUP_MSG_ARGUMENT_RANGE, "service_percent", {.handle_ms = 1, .service_percent = 100}},
        {SUP_MSG_ARGUMENT_RANGE, "agents", {.handle_ms = 1, .agents = 100001}},
        {SUP_MSG_ARGUMENTS_EXCLUDE, "agents", {.handle_ms = 1, .agents = 1, .service_percent = 80}},
        {SUP_MSG_STAFFING_LOAD, "arrivals", {.arrivals = 100001, .handle_ms = HOUR_MS}},
        {SUP_MSG_STAFFING_LOAD,
         "arrivals",
         {.arrivals = 100000, .handle_ms = HOUR_MS, .service_percent = 1}},
        {SUP_MSG_STAFFING_LOAD,
         "arrivals",
         {.arrivals = SUP_STAFFING_ARRIVALS_MAX, .handle_ms = year_ms, .period_ms = 1}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sup_staffing_agents_params params = rows[i].params;

        params.size = sizeof params;
        desk_fails(desk, rows[i].message, rows[i].field, by_lee(desk), SUP_OP_STAFFING_AGENTS,
                   &params);
    }
    /* At the limits it is answered. */
    sup_free(
        ask(desk, ASK(.arrivals = SUP_STAFFING_ARRIVALS_MAX, .handle_ms = 1, .period_ms = year_ms,
                      .within_ms = year_ms, .shrinkage_percent = 1000, .service_percent = 99)));
    sup_free(ask(desk, ASK(.arrivals = 1, .handle_ms = year_ms, .agents = 100000)));
}

static void the_door_answers_without_a_queue_what_has_none(void **state)
{
    static const char request[] =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"staffing.agents\",\"params\":{\"arrivals\":12,"
        "\"handle_ms\":\"PT10M\",\"shrinkage_percent\":30,\"agents\":2}}";
    struct desk *desk = *state;
    char *reply = NULL;
    size_t bytes = 0;

    (void)sup_call(desk->core, by_system(desk), request, strlen(request), &reply, &bytes);
    assert_string_equal(reply,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"is_overloaded\":true,"
                        "\"load_milli\":2000,\"plain_milli\":2600,\"plain_agents\":3,\"agents\":2,"
                        "\"scheduled\":3}}");
    sup_free(reply);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_formulas_agree_with_the_tables),
        cmocka_unit_test(the_fewest_agents_are_found),
        desk_test(the_plain_formula_rounds_up_to_people),
        desk_test(a_hundred_calls_in_half_an_hour_need_fourteen_agents),
        desk_test(many_agents_are_no_harder_than_few),
        desk_test(an_overload_is_told_instead_of_a_number),
        desk_test(what_cannot_be_asked_is_told),
        desk_test(the_door_answers_without_a_queue_what_has_none),
    };

    desk_backend = DESK_MEMORY; /* no table is read */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
