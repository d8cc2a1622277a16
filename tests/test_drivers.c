/*
 * test_drivers.c: contact drivers of a small desk, worked out by hand. T0 is Friday, 2026-03-20;
 * asked for are Sunday and Monday, so that Friday and Saturday are the days before.
 */
#include "join_fixture.h"
#include "kpi_fixture.h"
#include "shown.h"

#include "supportcore/drivers.h"

#define SUNDAY "2026-03-22"
#define MONDAY "2026-03-23"

static void day_is(struct desk *desk, int64_t day)
{
    desk->now_ms = T0 + day * DAY_MS;
}

/* The built-in policy, with a wrong item as what should not happen, and with costs. */
static void activate(struct desk *desk, const char *costs)
{
    static const char wrong[] = "\"wrong_item\"";
    struct sup_policy *builtin = NULL;
    char document[16384];

    must(desk, sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show, .is_builtin = 1),
                               &builtin));
    const char *at = strstr(builtin->document, wrong);
    assert_non_null(at);
    int used = snprintf(
        document, sizeof document, "{%s%.*s{\"name\": \"wrong_item\", \"is_preventable\": true}%s",
        costs, (int)(at - builtin->document) - 1, builtin->document + 1, at + sizeof wrong - 1);
    assert_in_range(used, 1, sizeof document - 1);
    sup_free(builtin);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

static int64_t came(struct desk *desk, int64_t customer, const char *reason, const char *product,
                    const char *order)
{
    struct sup_reference things[2];
    uint32_t count = 0;

    if (product) {
        things[count++] = (struct sup_reference){"shop", "product", product};
    }
    if (order) {
        things[count++] = (struct sup_reference){"shop", "order", order};
    }
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = "B", .channel = "email",
                   .customer_id = customer,
                   .reason = reason, .references = things, .reference_count = count));
    return desk->receipt.ticket_id;
}

static void say_state(struct desk *desk, const char *order, const char *state)
{
    struct sup_reference thing = {"shop", "order", order};
    struct sup_fact fact = {"state", state};

    desk_ok(desk, by_integration(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &thing, .facts = &fact, .fact_count = 1));
}

static void work(struct desk *desk, int64_t ticket, int64_t minutes)
{
    desk_ok(
        desk, by_priya(desk), SUP_OP_TICKET_REPLY,
        PARAMS(ticket_message, .ticket_id = ticket, .body = "x", .handle_ms = minutes * MINUTE_MS));
}

/*
 *         day       who  reason      product order  state
 *   1     Friday    Ann  wrong_item  P1
 *   2     Saturday  Ben  dispute
 *   3     Sunday    Ann  wrong_item  P1      7      delivered, as reported since; 10 minutes
 *   4     Sunday    Ben  wrong_item  P1      8      in_transit, as told with it; 5 minutes
 *   5     Monday    Ben  dispute
 *   6     Monday    Ann              P1, from 7
 *   7     Monday    Ann  wrong_item  P1             part of 6
 */
static void a_long_weekend(struct desk *desk)
{
    struct sup_fact told = {"order.state", "in_transit"};
    int64_t whole;

    came(desk, ANN, "wrong_item", "P1", NULL);
    day_is(desk, 1);
    came(desk, BEN, "dispute", NULL, NULL);
    day_is(desk, 2);
    say_state(desk, "7", "packed");
    work(desk, came(desk, ANN, "wrong_item", "P1", "7"), 10);
    say_state(desk, "8", "in_transit");
    came(desk, BEN, "wrong_item", "P1", "8");
    desk_ok(
        desk, by_integration(desk), SUP_OP_FACT_RECORD,
        PARAMS(fact_record, .ticket_id = desk->receipt.ticket_id, .facts = &told, .fact_count = 1));
    work(desk, 4, 5);
    day_is(desk, 3);
    say_state(desk, "7", "delivered");
    say_state(desk, "8", "lost");
    came(desk, BEN, "dispute", NULL, NULL);
    whole = came(desk, ANN, NULL, NULL, NULL);
    desk_ok(desk, by_lee(desk), JOIN(came(desk, ANN, "wrong_item", "P1", NULL), whole));
}

/* "wrong_item P1 delivered: 1 (0) r1 600000 5.00 25.000 50.000 !" */
static void show_driver(const struct sup_kpi_driver *driver)
{
    show("%s %s %s: %d (%d) r%d %d %s %s %s%s\n", or_none(driver->reason), or_none(driver->product),
         or_none(driver->order_state), (int)driver->count, (int)driver->previous_count,
         (int)driver->repeat_count, (int)driver->handle_ms, or_none(driver->cost), driver->share,
         driver->cumulative, driver->is_preventable ? " !" : "");
}

static void expect(struct desk *desk, const struct sup_kpi_drivers_params *params,
                   const char *expected)
{
    struct sup_kpi_driver_list *list = NULL;

    must(desk, sup_kpi_drivers(desk->core, by_lee(desk), params, &list));
    assert_int_equal(list->sequence, desk_sequence(desk));
    show_none();
    for (uint32_t i = 0; i < list->count; i++) {
        show_driver(&list->items[i]);
    }
    show("%s..%s %s..%s %d: %d (%d) r%d %s, in vain %d %s\n", list->previous_from,
         list->previous_to, list->from, list->to, (int)list->driver_count, (int)list->ticket_count,
         (int)list->previous_count, (int)list->repeat_count, or_none(list->cost),
         (int)list->preventable_count, or_none(list->preventable_cost));
    sup_free(list);
    assert_string_equal(shown, expected);
}

#define DAYS     "2026-03-20..2026-03-21 2026-03-22..2026-03-23 "
#define ALL_VAIN "4 (2) r2 -, in vain 3 -\n"

static void reasons_are_drivers(void **state)
{
    static const char *const by[] = {"reason"};
    struct desk *desk = *state;

    activate(desk, "");
    a_long_weekend(desk);
    expect(desk, PARAMS(kpi_drivers, .from = SUNDAY, .to = MONDAY, .by = by, .by_count = 1),
           "wrong_item - -: 2 (1) r1 900000 - 50.000 50.000 !\n"
           "- - -: 1 (0) r0 0 - 25.000 75.000\n"
           "dispute - -: 1 (1) r1 0 - 25.000 100.000\n" DAYS "3: " ALL_VAIN);
    expect(desk,
           PARAMS(kpi_drivers, .from = SUNDAY, .to = MONDAY, .by = by, .by_count = 1, .limit = 1),
           "wrong_item - -: 2 (1) r1 900000 - 50.000 50.000 !\n" DAYS "3: " ALL_VAIN);
}

static void reason_product_and_order_state_are_told_apart(void **state)
{
    static const char *const by[] = {"product"};
    struct desk *desk = *state;

    activate(desk, "");
    a_long_weekend(desk);
    expect(desk, PARAMS(kpi_drivers, .from = SUNDAY, .to = MONDAY),
           "- P1 -: 1 (0) r0 0 - 25.000 25.000\n"
           "dispute - -: 1 (1) r1 0 - 25.000 50.000\n"
           "wrong_item P1 delivered: 1 (0) r1 600000 - 25.000 75.000 !\n"
           "wrong_item P1 in_transit: 1 (0) r0 300000 - 25.000 100.000 !\n" DAYS "4: " ALL_VAIN);
    expect(desk, PARAMS(kpi_drivers, .from = SUNDAY, .to = MONDAY, .by = by, .by_count = 1),
           "- P1 -: 3 (1) r1 900000 - 75.000 75.000\n"
           "- - -: 1 (1) r1 0 - 25.000 100.000\n" DAYS "2: " ALL_VAIN);
}

/* 15 minutes of 30.00 are 7.50; 0.50 for each of four, or of three. */
static void drivers_cost_what_the_policy_says(void **state)
{
    static const char *const by[] = {"reason"};
    struct desk *desk = *state;

    activate(desk, "\"currency\": \"EUR\", \"costs\": {\"hour\": \"30.00\", \"ticket\": "
                   "\"0.50\"}, ");
    a_long_weekend(desk);
    expect(desk, PARAMS(kpi_drivers, .from = SUNDAY, .to = MONDAY, .by = by, .by_count = 1),
           "wrong_item - -: 2 (1) r1 900000 8.50 50.000 50.000 !\n"
           "- - -: 1 (0) r0 0 0.50 25.000 75.000\n"
           "dispute - -: 1 (1) r1 0 0.50 25.000 100.000\n" DAYS
           "3: 4 (2) r2 9.50, in vain 3 9.00\n");
}

/* By email, as these came, an hour costs 60.00: 15 minutes are 15.00. */
static void drivers_cost_what_their_channel_does(void **state)
{
    static const char *const by[] = {"reason"};
    struct desk *desk = *state;

    activate(desk, "\"currency\": \"EUR\", \"costs\": {\"hour\": \"30.00\", \"ticket\": "
                   "\"0.50\", \"channels\": {\"email\": {\"hour\": \"60.00\"}}}, ");
    a_long_weekend(desk);
    expect(desk, PARAMS(kpi_drivers, .from = SUNDAY, .to = MONDAY, .by = by, .by_count = 1),
           "wrong_item - -: 2 (1) r1 900000 16.00 50.000 50.000 !\n"
           "- - -: 1 (0) r0 0 0.50 25.000 75.000\n"
           "dispute - -: 1 (1) r1 0 0.50 25.000 100.000\n" DAYS
           "3: 4 (2) r2 17.00, in vain 3 16.50\n");
}

/* The window of repeated contacts is a week, and reaches back before all days. */
static void who_came_within_the_window_came_again(void **state)
{
    static const char *const by[] = {"reason"};
    struct desk *desk = *state;
    int64_t cara;

    came(desk, ANN, "dispute", NULL, NULL);
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cara"));
    cara = desk->receipt.id;
    day_is(desk, 7);
    came(desk, cara, "dispute", NULL, NULL);
    came(desk, 0, "dispute", NULL, NULL);
    expect(desk, PARAMS(kpi_drivers, .from = "2026-03-27", .by = by, .by_count = 1),
           "dispute - -: 2 (0) r0 0 - 100.000 100.000\n"
           "2026-03-26..2026-03-26 2026-03-27..2026-03-27 1: 2 (0) r0 -, in vain 0 -\n");
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = cara, .into = ANN, .evidence = "one"));
    expect(desk, PARAMS(kpi_drivers, .from = "2026-03-27", .by = by, .by_count = 1),
           "dispute - -: 2 (0) r1 0 - 100.000 100.000\n"
           "2026-03-26..2026-03-26 2026-03-27..2026-03-27 1: 2 (0) r1 -, in vain 1 -\n");
    desk->now_ms++;
    came(desk, BEN, "dispute", NULL, NULL);
    day_is(desk, 14);
    desk->now_ms += 2; /* a millisecond past the window */
    came(desk, BEN, "dispute", NULL, NULL);
    expect(desk, PARAMS(kpi_drivers, .from = "2026-04-03", .by = by, .by_count = 1),
           "dispute - -: 1 (0) r0 0 - 100.000 100.000\n"
           "2026-04-02..2026-04-02 2026-04-03..2026-04-03 1: 1 (0) r0 -, in vain 0 -\n");
}

static void a_desk_where_nobody_came_has_no_drivers(void **state)
{
    struct desk *desk = *state;

    expect(desk, PARAMS(kpi_drivers, .from = SUNDAY, .to = MONDAY),
           DAYS "0: 0 (0) r0 -, in vain 0 -\n");
}

static void wrong_questions_are_told_with_their_place(void **state)
{
    static const char *const wrong[] = {"reason", "colour"};
    static const char *const twice[] = {"product", "product"};
    struct desk *desk = *state;
    struct sup_kpi_driver_list *list = NULL;

    must_fail(desk, SUP_MSG_DRIVERS_BY, "by/1",
              sup_kpi_drivers(desk->core, by_lee(desk),
                              PARAMS(kpi_drivers, .from = SUNDAY, .by = wrong, .by_count = 2),
                              &list));
    must_fail(desk, SUP_MSG_DRIVERS_BY, "by/1",
              sup_kpi_drivers(desk->core, by_lee(desk),
                              PARAMS(kpi_drivers, .from = SUNDAY, .by = twice, .by_count = 2),
                              &list));
    must_fail(
        desk, SUP_MSG_KPI_DAY, "from",
        sup_kpi_drivers(desk->core, by_lee(desk), PARAMS(kpi_drivers, .from = "Sunday"), &list));
    assert_null(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(reasons_are_drivers),
        desk_test(reason_product_and_order_state_are_told_apart),
        desk_test(drivers_cost_what_the_policy_says),
        desk_test(drivers_cost_what_their_channel_does),
        desk_test(who_came_within_the_window_came_again),
        desk_test(a_desk_where_nobody_came_has_no_drivers),
        desk_test(wrong_questions_are_told_with_their_place),
    };
    int failed = 0;

    for (desk_backend = DESK_MEMORY; desk_backend <= DESK_SQLITE; desk_backend++) {
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    }
    return failed;
}
