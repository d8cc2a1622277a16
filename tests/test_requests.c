/*
 * test_requests.c: what is granted, what is refused, and how limits add up.
 *
 * The limits are those of request_fixture.h; sums are done by hand in the comments.
 */
#include "request_fixture.h"

/* ---- the table, one cent below, at and above each boundary ---- */

static void amounts_decide(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "19.99"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "20.00"),
                  "rationale middle order 0.00 of 60.00, agent 0.00 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "20.01"),
                  "rationale middle order 0.00 of 60.00, agent 0.00 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "60.00"),
                  "rationale middle order 0.00 of 60.00, agent 0.00 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "60.01"), "approval large");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "90071992547409.91"),
                  "approval large");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1", .currency = "JPY"),
                  "approval large");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00", .currency = "USD"),
                  "refuse -");
    /* An integration has no role. */
    expect_answer(desk, by_integration(desk), WISH(ticket, .amount = "1.00"), "refuse -");
}

static void what_is_no_amount_is_told(void **state)
{
    static const char *const wrong[] = {"0",
                                        "0.00",
                                        "-1.00",
                                        "1.001",
                                        "1e2",
                                        "1,00",
                                        "",
                                        "92233720368547758.08",
                                        "90071992547409.92",
                                        "01.00"};
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        request_no(desk, by_priya(desk), SUP_MSG_REMEDY_AMOUNT, WISH(ticket, .amount = wrong[i]));
    }
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_AMOUNT, WISH(ticket, .amount = NULL));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_AMOUNT,
               WISH(ticket, .remedy = "apology", .amount = "1.00"));
    assert_string_equal(sup_last_error(desk->core)->text, "apology has no amount: leave it out");
    request_no(desk, by_priya(desk), SUP_MSG_POLICY_NAME,
               WISH(ticket, .remedy = "refund.ful", .amount = "1.00"));
    desk_fails(desk, SUP_MSG_REMEDY_AMOUNT, "amount", by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
               PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.partial",
                      .amount = "1.0", .currency = "JPY"));
    desk_fails(desk, SUP_MSG_REMEDY_AMOUNT, "currency", by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
               PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.partial",
                      .amount = "1.00", .currency = "XYZ"));
    desk_fails(desk, SUP_MSG_REMEDY_AMOUNT, "currency", by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
               PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.partial",
                      .amount = "1.00", .currency = ""));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "'' is not a currency of ISO 4217, such as EUR");
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_RATIONALE, WISH(ticket, .amount = "20.00"));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_RATIONALE,
               WISH(ticket, .amount = "20.00", .rationale = ""));
}

/* ---- limits ---- */

/* Nothing comes past 60.00 an order, in however many parts; a cent more is for a lead to approve.
 */
static void a_split_refund_stays_within_the_order(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "19.99"));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "19.99"));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "19.99"));
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.03"),
                  "allow small order 59.97 of 60.00, agent 59.97 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.04"), "approval large");
    /* Another ticket about the same order is no way around it, nor is another agent. */
    int64_t other = request_ticket(desk);
    expect_answer(desk, by_priya(desk), WISH(other, .amount = "0.04"), "approval large");
    expect_answer(desk, by_lee(desk), WISH(other, .amount = "0.04"), "approval large");
    (void)request_ok(desk, by_lee(desk), WISH(other, .amount = "0.03"));
    expect_clean(desk);
}

/* 100.00 a day: it is refused, and goes when the first is a day old. */
static void an_agents_day_is_over_after_a_day(void **state)
{
    static const struct sup_reference orders[] = {{"shop", "order", "1"}, {"shop", "order", "2"}};
    struct desk *desk = *state;
    int64_t begun_ms;
    int64_t ticket = request_desk(desk);

    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = orders, .reference_count = 2));
    for (int i = 0; i < 3; i++) { /* they are three: nobody made them up */
        desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
                PARAMS(reference_report, .reference = i < 2 ? &orders[i] : &request_order));
    }
    begun_ms = desk->now_ms;
    (void)request_ok(desk, by_priya(desk),
                     WISH(ticket, .amount = "60.00", .rationale = "r", .order = &orders[0]));
    desk->now_ms += HOUR_MS;
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_LIMIT,
               WISH(ticket, .amount = "40.01", .rationale = "r", .order = &orders[1]));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "refund.partial of 40.01 EUR for ticket 1: the limit per agent is 100.00 "
                        "EUR in 1 day, of which 60.00 EUR are used");
    int64_t second =
        request_ok(desk, by_priya(desk),
                   WISH(ticket, .amount = "40.00", .rationale = "r", .order = &orders[1]));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_LIMIT,
               WISH(ticket, .amount = "0.01", .order = &request_order));
    desk_ok(desk, by_priya(desk), EXECUTE(1));
    desk_ok(desk, by_priya(desk), EXECUTE(second));
    desk->now_ms = begun_ms + DAY_MS - 1;
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_LIMIT,
               WISH(ticket, .amount = "0.01", .order = &request_order));
    desk->now_ms = begun_ms + DAY_MS;
    (void)request_ok(desk, by_priya(desk),
                     WISH(ticket, .amount = "19.99", .order = &request_order));
    /* A clock that goes back frees nothing: all of it is in the window again. */
    desk->now_ms = begun_ms + DAY_MS - 1;
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.01", .order = &request_order),
                  "refuse small order 19.99 of 60.00, agent 119.99 of 100.00");
}

/* Two customers who are one person have three vouchers, not six; parting them frees none. */
static void windows_of_one_person_add_up(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    request_report(desk, "total", "80.00 EUR");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Ann too"));
    int64_t twin = desk->receipt.id;
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = twin, .subject = "Broken",
                   .references = &request_order, .reference_count = 1));
    int64_t other = desk->receipt.ticket_id;
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "voucher", .amount = "1.00"));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "voucher", .amount = "1.00"));
    (void)request_ok(desk, by_priya(desk), WISH(other, .remedy = "voucher", .amount = "1.00"));
    /* 12.5 % of 80.00 are 10.00 an order. */
    expect_answer(desk, by_priya(desk), WISH(other, .remedy = "voucher", .amount = "7.00"),
                  "allow vouchers customer 1 of 3, order 3.00 of 10.00");
    expect_answer(desk, by_priya(desk), WISH(other, .remedy = "voucher", .amount = "7.01"),
                  "refuse vouchers customer 1 of 3, order 3.00 of 10.00");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = twin, .into = ANN, .evidence = "e"));
    expect_answer(desk, by_priya(desk), WISH(other, .remedy = "voucher", .amount = "1.00"),
                  "refuse vouchers customer 3 of 3, order 3.00 of 10.00");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = twin, .evidence = "e"));
    expect_answer(desk, by_priya(desk), WISH(other, .remedy = "voucher", .amount = "1.00"),
                  "refuse vouchers customer 3 of 3, order 3.00 of 10.00");
}

/* One apology a ticket, two a team in an hour; a ticket has those of what was merged into it. */
static void tickets_and_teams_have_limits(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t other = request_ticket(desk);
    int64_t third = request_ticket(desk);

    (void)request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "apology"));
    expect_answer(desk, by_priya(desk), WISH(ticket, .remedy = "apology"),
                  "refuse sorry team 1 of 2, ticket 1 of 1");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = ticket, .into = other));
    expect_answer(desk, by_priya(desk), WISH(other, .remedy = "apology"),
                  "refuse sorry team 1 of 2, ticket 1 of 1");
    (void)request_ok(desk, by_priya(desk), WISH(third, .remedy = "apology"));
    int64_t fourth = request_ticket(desk);
    expect_answer(desk, by_priya(desk), WISH(fourth, .remedy = "apology"),
                  "refuse sorry team 2 of 2, ticket 0 of 1");
    /* Lee is in no team, which is a team of one: two an hour are hers. */
    expect_answer(desk, by_lee(desk), WISH(fourth, .remedy = "apology"),
                  "allow sorry team 0 of 2, ticket 0 of 1");
    (void)request_ok(desk, by_lee(desk), WISH(fourth, .remedy = "apology"));
    (void)request_ok(desk, by_lee(desk), WISH(request_ticket(desk), .remedy = "apology"));
    fourth = request_ticket(desk);
    expect_answer(desk, by_lee(desk), WISH(fourth, .remedy = "apology"),
                  "refuse sorry team 2 of 2, ticket 0 of 1");
    desk->now_ms += HOUR_MS;
    expect_answer(desk, by_priya(desk), WISH(fourth, .remedy = "apology"),
                  "allow sorry team 0 of 2, ticket 0 of 1");
}

/* ---- what the order brought in ---- */

static void no_refund_is_more_than_the_order_brought_in(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    request_report(desk, "captured", "50.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "50.00"),
                  "rationale middle order 0.00 of 60.00, agent 0.00 of 100.00, captured 0.00 of "
                  "50.00");
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_CAPTURED,
               WISH(ticket, .amount = "50.01", .rationale = "r"));
    int64_t id =
        request_ok(desk, by_priya(desk), WISH(ticket, .amount = "30.00", .rationale = "r"));
    /* 12.00 that the shop paid back by itself: 30.00 + 12.00, so 8.00 are left. */
    request_report(desk, "refunded", "12.00 EUR");
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_CAPTURED, WISH(ticket, .amount = "8.01"));
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "re_1"));
    /* Once the shop's figure has ours in it: 42.00 paid back, of which we know 30.00. */
    request_report(desk, "refunded", "42.00 EUR");
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_CAPTURED, WISH(ticket, .amount = "8.01"));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "8.00"));
    request_report(desk, "captured", "5000 JPY");
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_CAPTURED, WISH(ticket, .amount = "0.01"));
}

/* A refund is about an order of the ticket, and of its customer. */
/* What was reserved before is decided without what came later; but what is given by then counts,
 * whenever it was asked for. */
static void who_asks_later_takes_nothing_from_who_asked_before(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    request_report(desk, "captured", "75.00 EUR");
    int64_t first =
        request_ok(desk, by_priya(desk), WISH(ticket, .amount = "50.00", .rationale = "Worn."));
    int64_t second = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "25.00"));
    expect_state(desk, second, SUP_REQUEST_WAITING); /* the 60.00 of the order would be passed */
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.01"),
                  "refuse large captured 75.00 of 75.00");
    desk_ok(desk, by_priya(desk), EXECUTE(first));
    expect_state(desk, second, SUP_REQUEST_WAITING);

    int64_t other = request_ticket(desk);
    desk_ok(desk, by_system(desk), FAIL(first));
    desk_ok(desk, by_lee(desk), WITHDRAW(second));
    int64_t third =
        request_ok(desk, by_priya(desk), WISH(ticket, .amount = "49.00", .rationale = "Worn."));
    int64_t fourth = request_ok(desk, by_priya(desk), WISH(other, .amount = "26.00"));
    desk_ok(desk, by_lee(desk), APPROVE(fourth));
    desk_ok(desk, by_priya(desk), EXECUTE(fourth)); /* with what is reserved before it */
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_priya(desk), EXECUTE(third));
    expect_clean(desk);
}

static void an_order_is_named(void **state)
{
    static const struct sup_reference other = {"shop", "order", "1002"};
    static const struct sup_reference parcel = {"shop", "parcel", "1001"};
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_ORDER,
               WISH(ticket, .amount = "1.00", .order = &other));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_ORDER,
               WISH(ticket, .amount = "1.00", .order = &parcel));
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = &other, .reference_count = 1));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_ORDER, WISH(ticket, .amount = "1.00"));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "1.00", .order = &other));
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &other, .customer_id = BEN));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_ORDER,
               WISH(ticket, .amount = "1.00", .order = &other));
    int64_t bare = desk_ticket(desk);
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_ORDER, WISH(bare, .amount = "1.00"));
}

/* ---- what is recorded ---- */

static void a_refusal_is_a_row(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.00", .rationale = "r"));
    request_report(desk, "captured", "70.00 EUR");
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_CAPTURED,
               WISH(ticket, .amount = "19.00", .rationale = "again"));
    struct sup_remedy_request *made = request_of(desk, 2);
    assert_int_equal(made->state, SUP_REQUEST_REFUSED);
    assert_string_equal(made->amount, "19.00");
    assert_string_equal(made->currency, "EUR");
    assert_string_equal(made->rationale, "again");
    assert_string_equal(made->order->id, "1001");
    assert_int_equal(made->actor_id, PRIYA);
    assert_int_equal(made->settled_ms, desk->now_ms);
    sup_free(made);
    expect_clean(desk);
}

/* A key stands for what was asked: with another amount it is refused, and reserves nothing. */
static void a_key_is_for_one_amount(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
                PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.partial",
                       .amount = "5.00", .currency = "EUR", .idempotency_key = "k"));
        assert_int_equal(desk->receipt.id, 1);
        assert_int_equal(desk->receipt.is_replay, i);
    }
    desk_fails(desk, SUP_MSG_KEY_REUSED, "idempotency_key", by_priya(desk),
               SUP_OP_AUTHORITY_REQUEST,
               PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.partial",
                      .amount = "6.00", .currency = "EUR", .idempotency_key = "k"));
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 5.00 of 60.00, agent 5.00 of 100.00");
}

static void a_ticket_has_room_for_a_hundred(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    for (int i = 0; i < SUP_TICKET_REQUESTS_MAX; i++) {
        (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "0.01"));
    }
    request_no(desk, by_priya(desk), SUP_MSG_REQUEST_ROOM, WISH(ticket, .amount = "0.01"));
    desk_ok(desk, by_priya(desk), WITHDRAW(1));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "0.01"));
}

/* Two windows over the same: 10.00 in an hour and 20.00 in a day. What was asked for at 0:00 counts
 * until 0:59:59.999 for the one, and for the other all day. */
static void each_window_ends_by_itself(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"authority\": {\"matrix\": [{\"name\": \"all\", \"remedies\": "
                       "[\"refund.*\"], \"amount\": {\"EUR\": {}}, \"effect\": \"allow\", "
                       "\"limits\": [{\"per\": \"agent\", \"within\": \"PT1H\", \"amount\": "
                       "{\"EUR\": \"10.00\"}}, {\"per\": \"agent\", \"within\": \"P1D\", "
                       "\"amount\": {\"EUR\": \"20.00\"}}]}]}");
    int64_t ticket = request_ticket(desk);

    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));
    desk->now_ms += HOUR_MS - 1;
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_LIMIT, WISH(ticket, .amount = "0.01"));
    desk->now_ms += 1;
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "9.99"),
                  "allow all agent 0.00 of 10.00, agent 10.00 of 20.00");
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "9.99"));
    desk->now_ms += HOUR_MS;
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_LIMIT, WISH(ticket, .amount = "0.02"));
    desk->now_ms += DAY_MS - 2 * HOUR_MS;
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));
}

/* Two an hour for each team: who is in two teams uses one of each, and not two of one. */
static void each_team_has_its_own_limit(void **state)
{
    static const char *const teams[] = {"frontline", "risk"};
    static const char *const roles[] = {"agent"};
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya", .roles = roles, .role_count = 1,
                   .teams = teams, .team_count = 2));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "apology"));
    expect_answer(desk, by_priya(desk), WISH(request_ticket(desk), .remedy = "apology"),
                  "allow sorry team 1 of 2, ticket 0 of 1");
    (void)request_ok(desk, by_priya(desk), WISH(request_ticket(desk), .remedy = "apology"));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_LIMIT,
               WISH(request_ticket(desk), .remedy = "apology"));
}

static const struct CMUnitTest tests[] = {
    desk_test(each_team_has_its_own_limit),
    desk_test(each_window_ends_by_itself),
    desk_test(amounts_decide),
    desk_test(what_is_no_amount_is_told),
    desk_test(a_split_refund_stays_within_the_order),
    desk_test(an_agents_day_is_over_after_a_day),
    desk_test(windows_of_one_person_add_up),
    desk_test(tickets_and_teams_have_limits),
    desk_test(no_refund_is_more_than_the_order_brought_in),
    desk_test(who_asks_later_takes_nothing_from_who_asked_before),
    desk_test(an_order_is_named),
    desk_test(a_refusal_is_a_row),
    desk_test(a_key_is_for_one_amount),
    desk_test(a_ticket_has_room_for_a_hundred),
};

DESK_MAIN(tests)
