/*
 * test_kpi_outcomes.c: what became of orders and customers after a contact, worked out by hand. T0
 * is Friday, 2026-03-20, 09:46:40 UTC.
 */
#include "join_fixture.h"
#include "kpi_fixture.h"
#include "sla_fixture.h"

enum { CARA = 3 };

static int64_t came_about(struct desk *desk, int64_t customer, const char *order)
{
    struct sup_reference thing = {"shop", "order", order};

    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = "B", .customer_id = customer,
                   .references = &thing, .reference_count = order != NULL));
    return desk->receipt.ticket_id;
}

static void say(struct desk *desk, const char *order, int64_t customer, const char *name,
                const char *value)
{
    struct sup_reference thing = {"shop", "order", order};
    struct sup_fact fact = {name, value};

    desk_ok(desk, by_integration(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &thing, .customer_id = customer, .facts = &fact,
                   .fact_count = 1));
}

static void solve(struct desk *desk, int64_t ticket)
{
    desk_move(desk, by_priya(desk), ticket, "solved");
}

static void chargebacks_are_of_tickets_about_an_order(void **state)
{
    struct desk *desk = *state;
    struct sup_kpi_explanation *page = NULL;

    came_about(desk, ANN, "7");
    came_about(desk, ANN, "8");
    came_about(desk, BEN, NULL);
    came_about(desk, BEN, "9"); /* of which the shop says nothing */
    assert_string_equal(kpi_figure(desk, "chargeback_rate", FRIDAY, NULL), "0/0 -");
    say(desk, "7", ANN, "total", "20.00 EUR");
    say(desk, "8", ANN, "total", "30.00 EUR");
    assert_string_equal(kpi_figure(desk, "chargeback_rate", FRIDAY, NULL), "0/2 0.000");
    desk->now_ms += 40 * DAY_MS;
    say(desk, "7", ANN, "is_charged_back", "true");
    assert_string_equal(kpi_figure(desk, "chargebacks", FRIDAY, FRIDAY), "1/0 1");
    assert_string_equal(kpi_figure(desk, "chargeback_rate", FRIDAY, NULL), "1/2 50.000");
    assert_string_equal(kpi_figure(desk, "chargeback_rate", "2026-03-21", NULL), "0/0 -");
    assert_string_equal(kpi_figure_by(desk, "chargebacks", "channel"), "email: 1/0 1");
    must(desk,
         sup_kpi_explain(
             desk->core, by_lee(desk),
             PARAMS(kpi_explain, .metric = "chargeback_rate", .from = FRIDAY, .limit = 1), &page));
    assert_int_equal(page->count, 2); /* what one ticket adds: to both sides */
    assert_int_equal(page->items[0].ticket_id, 1);
    assert_int_equal(page->next_after_id, 1);
    sup_free(page);
    desk_ok(desk, by_lee(desk), JOIN(2, 1)); /* one ticket about two orders */
    assert_string_equal(kpi_figure(desk, "chargeback_rate", FRIDAY, NULL), "1/1 100.000");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "asked"));
    assert_string_equal(kpi_figure(desk, "chargebacks", FRIDAY, NULL), "0/0 0");
    kpi_expect_clean(desk);
}

static void reviews_count_that_came_after_the_contact(void **state)
{
    struct desk *desk = *state;

    came_about(desk, ANN, "7");
    came_about(desk, ANN, "8");
    came_about(desk, ANN, "9");
    say(desk, "7", ANN, "review_score", "4.5");
    say(desk, "7", ANN, "reviewed_at", "2026-03-22T10:00:00Z");
    say(desk, "8", ANN, "review_score", "1");
    say(desk, "8", ANN, "reviewed_at", "2026-03-19T10:00:00Z"); /* before they came */
    say(desk, "9", ANN, "review_score", "3");
    assert_string_equal(kpi_figure(desk, "review_after_contact", FRIDAY, NULL), "45/10 4.500");
    say(desk, "9", ANN, "reviewed_at", "2026-03-22T11:00:00Z");
    assert_string_equal(kpi_figure(desk, "review_after_contact", FRIDAY, NULL), "75/20 3.750");
}

/* Solved at 10:46:40 on Friday: whoever orders by then on 2026-04-19 bought again. */
static void who_orders_within_thirty_days_bought_again(void **state)
{
    struct desk *desk = *state;

    came_about(desk, ANN, NULL);
    came_about(desk, BEN, NULL);
    came_about(desk, ANN, NULL); /* which stays unsolved */
    desk->now_ms += HOUR_MS;
    solve(desk, 1);
    solve(desk, 2);
    assert_string_equal(kpi_figure(desk, "repeat_purchase_rate", FRIDAY, NULL), "0/0 -");
    say(desk, "7", ANN, "placed_at", "2026-03-01T00:00:00Z");
    assert_string_equal(kpi_figure(desk, "repeat_purchase_rate", FRIDAY, NULL), "0/1 0.000");
    say(desk, "8", ANN, "placed_at", "2026-04-19T10:46:41Z");
    assert_string_equal(kpi_figure(desk, "repeat_purchase_rate", FRIDAY, NULL), "0/1 0.000");
    say(desk, "9", ANN, "placed_at", "2026-04-19T10:46:40Z");
    assert_string_equal(kpi_figure(desk, "repeat_purchase_rate", FRIDAY, NULL), "1/1 100.000");
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cara"));
    say(desk, "10", BEN, "placed_at", "2026-03-02T00:00:00Z");
    assert_string_equal(kpi_figure(desk, "repeat_purchase_rate", FRIDAY, NULL), "1/2 50.000");
    say(desk, "11", CARA, "placed_at", "2026-04-01T00:00:00Z");
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = CARA, .into = BEN, .evidence = "one"));
    assert_string_equal(kpi_figure(desk, "repeat_purchase_rate", FRIDAY, NULL), "2/2 100.000");
    /* By a policy that gives ten days: Cara's is of the twelfth, Ann's of the thirtieth. */
    sla_activate(desk, "\"repeat_purchase\": \"P10D\"");
    assert_string_equal(kpi_figure(desk, "repeat_purchase_rate", FRIDAY, NULL), "0/2 0.000");
    sla_activate(desk, "\"repeat_purchase\": \"P12D\"");
    assert_string_equal(kpi_figure(desk, "repeat_purchase_rate", FRIDAY, NULL), "1/2 50.000");
}

static void worth(struct desk *desk, int64_t customer, const char *value)
{
    struct sup_fact fact = {"lifetime_value", value};

    desk_ok(desk, by_integration(desk), SUP_OP_CUSTOMER_REPORT,
            PARAMS(customer_report, .customer_id = customer, .source = "shop", .facts = &fact,
                   .fact_count = 1));
}

static const char *change_in(struct desk *desk, const char *currency)
{
    static const char *const metrics[] = {"lifetime_value_change_amount", "lifetime_value_change"};

    return kpi_figures(desk, PARAMS(kpi_query, .metrics = metrics, .metric_count = 2,
                                    .from = FRIDAY, .to = FRIDAY, .currency = currency));
}

/* Opened at 09:47:40 on Friday and solved an hour later: what was reported by 10:47:40 on 2026-04-19
 * counts. Ben came too, and somebody of whom nothing is known. */
static void values_change_between_opening_and_the_end_of_the_window(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cara"));
    worth(desk, ANN, "100.00 EUR");
    worth(desk, BEN, "50.00 EUR");
    worth(desk, CARA, "10.00 EUR");
    desk->now_ms += MINUTE_MS;
    came_about(desk, ANN, NULL);
    came_about(desk, BEN, NULL);
    came_about(desk, 0, NULL);
    came_about(desk, ANN, NULL); /* which stays unsolved */
    assert_string_equal(change_in(desk, "EUR"), "0/0 0.00; 0/0 -");
    desk->now_ms += HOUR_MS;
    solve(desk, 1);
    solve(desk, 2);
    solve(desk, 3);
    assert_string_equal(change_in(desk, "EUR"), "0/0 0.00; 0/2 0.00"); /* nobody bought yet */
    desk->now_ms += 10 * DAY_MS;
    worth(desk, ANN, "160.50 EUR");
    assert_string_equal(change_in(desk, "EUR"), "6050/0 60.50; 6050/2 30.25");
    desk->now_ms += 10 * DAY_MS;
    worth(desk, BEN, "40.00 EUR"); /* a refund */
    worth(desk, CARA, "30.00 EUR");
    assert_string_equal(change_in(desk, "EUR"), "5050/0 50.50; 5050/2 25.25");
    assert_string_equal(change_in(desk, "USD"), "0/0 0.00; 0/0 -");
    desk->now_ms += 10 * DAY_MS;
    worth(desk, ANN, "200.00 EUR"); /* in the last millisecond */
    assert_string_equal(change_in(desk, "EUR"), "9000/0 90.00; 9000/2 45.00");
    desk->now_ms++;
    worth(desk, ANN, "500.00 EUR");
    assert_string_equal(change_in(desk, "EUR"), "9000/0 90.00; 9000/2 45.00");
    assert_string_equal(change_in(desk, "EUR"), "9000/0 90.00; 9000/2 45.00");
    sla_activate(desk, "\"repeat_purchase\": \"P10D\"");
    assert_string_equal(change_in(desk, "EUR"), "6050/0 60.50; 6050/2 30.25");
    sla_activate(desk, "\"currency\": \"EUR\"");
    /* Cara turns out to be Ben: 10.00 less, and 20.00 more. */
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = CARA, .into = BEN, .evidence = "one"));
    assert_string_equal(change_in(desk, NULL), "11000/0 110.00; 11000/2 55.00");
    assert_string_equal(kpi_figure_by(desk, "lifetime_value_change", "reason"),
                        ": 11000/2 55.00");
    kpi_expect_clean(desk);
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "asked"));
    assert_string_equal(change_in(desk, NULL), "1000/0 10.00; 1000/1 10.00");
}

/* A value that was withdrawn, or is told in another currency since, has no change. */
static void values_that_cannot_be_compared_have_not_changed(void **state)
{
    struct desk *desk = *state;

    worth(desk, ANN, "100.00 EUR");
    worth(desk, BEN, "0.00 EUR");
    desk->now_ms += MINUTE_MS;
    came_about(desk, ANN, NULL);
    came_about(desk, BEN, NULL);
    solve(desk, 1);
    solve(desk, 2);
    desk->now_ms += DAY_MS;
    worth(desk, ANN, "100.00 USD");
    worth(desk, BEN, "1.00 EUR");
    assert_string_equal(change_in(desk, "EUR"), "100/0 1.00; 100/1 1.00");
    desk->now_ms += DAY_MS;
    worth(desk, ANN, "99.99 EUR");
    worth(desk, BEN, "");
    assert_string_equal(change_in(desk, "EUR"), "-1/0 -0.01; -1/1 -0.01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(chargebacks_are_of_tickets_about_an_order),
        desk_test(reviews_count_that_came_after_the_contact),
        desk_test(who_orders_within_thirty_days_bought_again),
        desk_test(values_change_between_opening_and_the_end_of_the_window),
        desk_test(values_that_cannot_be_compared_have_not_changed),
    };
    int failed = 0;

    for (desk_backend = DESK_MEMORY; desk_backend <= DESK_SQLITE; desk_backend++) {
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    }
    return failed;
}
