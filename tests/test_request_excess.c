/*
 * test_request_excess.c: what the shop paid back of orders by itself, and says in one total.
 *
 * The limits are those of request_fixture.h, 60.00 EUR an order, unless a test has its own; what is
 * left of them is done by hand in the comments.
 */
#include "request_fixture.h"

static const struct sup_reference other_order = {"shop", "order", "1002"};
static const struct sup_reference nobodys_order = {"shop", "order", "1003"};

/* 50.00 a customer in two days, three refunds in three, and 50.00 an order in two. */
static const char per_customer[] =
    "\"authority\": {\"execute_within\": \"PT6H\", \"matrix\": [{\"name\": \"all\", \"remedies\": "
    "[\"refund.*\"], \"amount\": {\"EUR\": {}, \"JPY\": {}}, \"effect\": \"allow\", \"limits\": ["
    "{\"per\": \"customer\", \"within\": \"P2D\", \"amount\": {\"EUR\": \"50.00\", \"JPY\": "
    "\"900\"}}, {\"per\": \"customer\", \"within\": \"P3D\", \"count\": 3},"
    " {\"per\": \"order\", \"within\": \"P2D\", \"amount\": {\"EUR\": \"50.00\", \"JPY\": "
    "\"900\"}}]}]}";

/* What somebody says was paid back of an order in all, and whose it is; 0: nobody's. */
static void say_total(struct desk *desk, const struct sup_caller *who,
                      const struct sup_reference *order, int64_t owner, const char *total)
{
    const struct sup_fact fact = {"refunded", total};

    desk_ok(desk, who, SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = order, .customer_id = owner, .facts = &fact,
                   .fact_count = 1));
}

static void total(struct desk *desk, const char *sum)
{
    say_total(desk, by_system(desk), &request_order, ANN, sum);
}

static int64_t executing(struct desk *desk, int64_t ticket, const char *sum)
{
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = sum, .rationale = "r"));

    desk_ok(desk, by_priya(desk), EXECUTE(id));
    return id;
}

static void confirm(struct desk *desk, int64_t id)
{
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = NULL));
}

/* ---- per order ---- */

/* Of 60.00 the shop paid 50.00 back by itself. */
static void it_takes_from_the_limit_of_the_order(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    total(desk, "50.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "9.99"),
                  "allow small order 50.00 of 60.00, agent 0.00 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "10.00"),
                  "allow small order 50.00 of 60.00, agent 0.00 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "10.01"), "approval large");
    /* What it says last holds, whether that is less or nothing any more. */
    desk->now_ms++;
    total(desk, "49.99 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "10.01"),
                  "allow small order 49.99 of 60.00, agent 0.00 of 100.00");
    desk->now_ms++;
    total(desk, "");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "10.02"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00");
    expect_clean(desk);
}

/* What is known of it is no excess: 50.00 in all, of which 30.00 were asked for and 12.00 reported
 * one by one, are 8.00 more. */
static void only_what_is_not_known_is_more(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    confirm(desk, executing(desk, ticket, "30.00"));
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = "re_2", .remedy = "refund.full", .amount = "12.00",
                   .currency = "EUR", .order = &request_order));
    total(desk, "42.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 42.00 of 60.00, agent 0.00 of 100.00");
    desk->now_ms++;
    total(desk, "50.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "10.00"),
                  "allow small order 50.00 of 60.00, agent 0.00 of 100.00");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "10.01"), "approval large");
    /* Less than what is known gives nothing back. */
    desk->now_ms++;
    total(desk, "5.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 42.00 of 60.00, agent 0.00 of 100.00");
}

/* Before the shop confirms, its total may have the refund in it or not: both count, 20.00
 * and 20.00. Then it has, and 20.00 do. It is the same when the total comes afterwards. */
static void a_total_may_come_before_it_is_confirmed(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = executing(desk, ticket, "20.00");

    desk->now_ms++;
    total(desk, "20.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 40.00 of 60.00, agent 0.00 of 100.00");
    desk->now_ms++;
    confirm(desk, id);
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 20.00 of 60.00, agent 0.00 of 100.00");
    id = executing(desk, ticket, "25.00");
    desk->now_ms++;
    confirm(desk, id);
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 45.00 of 60.00, agent 0.00 of 100.00");
    desk->now_ms++;
    total(desk, "45.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 45.00 of 60.00, agent 0.00 of 100.00");
    expect_clean(desk);
}

/* The total says nothing of what was given after it: else that would cost nothing. Of the two that
 * were asked for before it, the first is executed after it as well. */
static void what_is_given_after_the_total_is_not_part_of_it(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t early = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "5.00"));

    desk->now_ms++;
    total(desk, "40.00 EUR");
    desk->now_ms++;
    desk_ok(desk, by_priya(desk), EXECUTE(early));
    confirm(desk, early);
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 45.00 of 60.00, agent 0.00 of 100.00");
    confirm(desk, executing(desk, ticket, "15.00"));
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "0.01"), "approval large");
    desk->now_ms++;
    total(desk, "60.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "0.01"), "approval large");
    desk->now_ms++;
    total(desk, "59.99 EUR"); /* below what is given here: 20.00 known, so 39.99 are not */
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "0.01"),
                  "allow small order 59.99 of 60.00, agent 0.00 of 100.00");
}

/* 20.00 that were given after the total of 30.00, and 5.00 that were given before and are told
 * late. */
static void a_report_of_a_later_date_is_not_part_of_it(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_caller late = *by_system(desk);

    desk->now_ms += HOUR_MS;
    total(desk, "30.00 EUR");
    desk->now_ms++;
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = "re_1", .remedy = "refund.partial",
                   .amount = "20.00", .currency = "EUR", .order = &request_order));
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 50.00 of 60.00, agent 0.00 of 100.00");
    late.at_ms = late.now_ms;
    late.now_ms = desk->now_ms;
    desk_ok(desk, &late, SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = "re_2", .remedy = "refund.partial",
                   .amount = "5.00", .currency = "EUR", .order = &request_order));
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 50.00 of 60.00, agent 0.00 of 100.00");
}

static void what_was_granted_is_void_when_the_shop_gave_it(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    total(desk, "50.01 EUR");
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_priya(desk), EXECUTE(id));
}

/* ---- whose word, and in what ---- */

/* 10.00 says the shop, whatever an agent says before and after; where it says nothing the agent's
 * word holds, as it does against what the order brought in. */
static void what_the_shop_says_counts(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    say_total(desk, by_priya(desk), &request_order, ANN, "55.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 55.00 of 60.00, agent 0.00 of 100.00");
    desk->now_ms++;
    total(desk, "10.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 10.00 of 60.00, agent 0.00 of 100.00");
    desk->now_ms++;
    say_total(desk, by_priya(desk), &request_order, ANN, "0.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 10.00 of 60.00, agent 0.00 of 100.00");
    desk->now_ms++;
    say_total(desk, by_priya(desk), &request_order, ANN, "60.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 10.00 of 60.00, agent 0.00 of 100.00");
}

/* 800 yen are no euros, and a request among three. */
static void each_currency_is_its_own(void **state)
{
    struct desk *desk = *state;
    sla_activate(desk, per_customer);
    int64_t ticket = request_ticket(desk);

    total(desk, "800 JPY");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "50.00"),
                  "allow all customer 0.00 of 50.00, customer 1 of 3, order 0.00 of 50.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "100", .currency = "JPY"),
                  "allow all customer 800 of 900, customer 1 of 3, order 800 of 900");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "101", .currency = "JPY"),
                  "refuse all customer 800 of 900, customer 1 of 3, order 800 of 900");
}

/* ---- per customer ---- */

/* 20.00 of this order, 10.00 of another, of which 3.00 were reported one by one; one of Ben's, and
 * one that is nobody's. */
static void it_takes_from_the_limit_of_the_customer(void **state)
{
    struct desk *desk = *state;
    sla_activate(desk, per_customer);
    int64_t ticket = request_ticket(desk);

    total(desk, "20.00 EUR");
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = "re_2", .remedy = "refund.full", .amount = "3.00",
                   .currency = "EUR", .order = &other_order, .customer_id = ANN));
    say_total(desk, by_system(desk), &other_order, ANN, "10.00 EUR");
    say_total(desk, by_system(desk), &nobodys_order, 0, "30.00 EUR");
    /* 20.00 + 3.00 + 7.00; two excesses and a report are three. */
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "20.00"),
                  "refuse all customer 30.00 of 50.00, customer 3 of 3, order 20.00 of 50.00");
    desk->now_ms++;
    say_total(desk, by_system(desk), &other_order, ANN, "3.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "27.00"),
                  "allow all customer 23.00 of 50.00, customer 2 of 3, order 20.00 of 50.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "27.01"),
                  "refuse all customer 23.00 of 50.00, customer 2 of 3, order 20.00 of 50.00");
    /* An agent who says it is Ben's, or that nothing was paid back, takes nothing away. */
    desk->now_ms++;
    say_total(desk, by_priya(desk), &request_order, BEN, "0.00 EUR");
    say_total(desk, by_priya(desk), &other_order, BEN, "0.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "27.00"),
                  "allow all customer 23.00 of 50.00, customer 2 of 3, order 20.00 of 50.00");
    /* Nor does one who says that another's order is hers. */
    say_total(desk, by_system(desk), &nobodys_order, BEN, "30.00 EUR");
    desk->now_ms++;
    say_total(desk, by_priya(desk), &nobodys_order, ANN, "40.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "27.00"),
                  "allow all customer 23.00 of 50.00, customer 2 of 3, order 20.00 of 50.00");
    expect_clean(desk);
}

static void customers_who_are_one_have_one_limit(void **state)
{
    struct desk *desk = *state;
    sla_activate(desk, per_customer);
    int64_t ticket = request_ticket(desk);

    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Ann too"));
    int64_t twin = desk->receipt.id;
    say_total(desk, by_system(desk), &other_order, twin, "45.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "50.00"),
                  "allow all customer 0.00 of 50.00, customer 0 of 3, order 0.00 of 50.00");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = twin, .into = ANN, .evidence = "e"));
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "5.00"),
                  "allow all customer 45.00 of 50.00, customer 1 of 3, order 0.00 of 50.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "5.01"),
                  "refuse all customer 45.00 of 50.00, customer 1 of 3, order 0.00 of 50.00");
}

/* Two days after its date it counts no more where two days count, to the millisecond, whatever else
 * is said of the order meanwhile. */
static void it_counts_from_its_date(void **state)
{
    struct desk *desk = *state;
    sla_activate(desk, per_customer);
    int64_t ticket = request_ticket(desk);

    total(desk, "20.00 EUR");
    say_total(desk, by_system(desk), &other_order, ANN, "10.00 EUR");
    desk->now_ms += 2 * DAY_MS - 1;
    request_report(desk, "captured", "500.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow all customer 30.00 of 50.00, customer 2 of 3, order 20.00 of 50.00, "
                  "captured 20.00 of 500.00");
    desk->now_ms++;
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow all customer 0.00 of 50.00, customer 2 of 3, order 0.00 of 50.00, "
                  "captured 20.00 of 500.00");
    desk->now_ms += DAY_MS;
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow all customer 0.00 of 50.00, customer 0 of 3, order 0.00 of 50.00, "
                  "captured 20.00 of 500.00");
}

/* What the shop paid back is no voucher. */
static void only_limits_that_count_refunds_count_it(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    request_report(desk, "total", "80.00 EUR");
    total(desk, "60.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .remedy = "voucher", .amount = "10.00"),
                  "allow vouchers customer 0 of 3, order 0.00 of 10.00");
}

static const struct CMUnitTest tests[] = {
    desk_test(it_takes_from_the_limit_of_the_order),
    desk_test(only_what_is_not_known_is_more),
    desk_test(a_total_may_come_before_it_is_confirmed),
    desk_test(what_is_given_after_the_total_is_not_part_of_it),
    desk_test(a_report_of_a_later_date_is_not_part_of_it),
    desk_test(what_was_granted_is_void_when_the_shop_gave_it),
    desk_test(what_the_shop_says_counts),
    desk_test(each_currency_is_its_own),
    desk_test(it_takes_from_the_limit_of_the_customer),
    desk_test(customers_who_are_one_have_one_limit),
    desk_test(it_counts_from_its_date),
    desk_test(only_limits_that_count_refunds_count_it),
};

DESK_MAIN(tests)
