/*
 * test_request_orders.c: orders that the shop did not report, which may be made up, and orders of
 * others.
 *
 * The limits are those of request_fixture.h: 60.00 EUR an order.
 */
#include "request_fixture.h"

static const struct sup_reference orders[] = {{"shop", "order", "1001"},
                                              {"shop", "order", "2"},
                                              {"shop", "order", "3"},
                                              {"shop", "order", "4"}};

/* An order that an agent writes on a ticket. */
static void name_order(struct desk *desk, int64_t ticket, const struct sup_reference *order)
{
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = order, .reference_count = 1));
}

/* What somebody says of it: whose it is (0: nobody's), and a fact (NULL: none). */
static void report(struct desk *desk, const struct sup_caller *who,
                   const struct sup_reference *order, int64_t owner, const char *name,
                   const char *value)
{
    const struct sup_fact fact = {name, value};

    desk_ok(desk, who, SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = order, .customer_id = owner, .facts = &fact,
                   .fact_count = name != NULL));
}

static int64_t ticket_of(struct desk *desk, int64_t customer, const struct sup_reference *order)
{
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = customer, .subject = "Broken", .references = order,
                   .reference_count = 1));
    return desk->receipt.ticket_id;
}

#define GIVE(ticket_id, sum, of)                                                                   \
    request_ok(desk, by_priya(desk),                                                               \
               WISH(ticket_id, .amount = (sum), .rationale = "r", .order = (of)))

/* ---- one limit ---- */

/* 60.00 are given for one; for any other that an agent names there is nothing left, by whomever. */
static void orders_that_nobody_reported_share_one_limit(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    name_order(desk, ticket, &orders[1]);
    (void)GIVE(ticket, "59.98", &orders[0]);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.02", .order = &orders[1]),
                  "allow small order 59.98 of 60.00, agent 59.98 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.03", .order = &orders[1]),
                  "approval large");
    /* Nor on another ticket of hers, nor by another agent. */
    int64_t other = ticket_of(desk, ANN, &orders[2]);
    expect_answer(desk, by_lee(desk), WISH(other, .amount = "0.03"), "approval large");
    (void)GIVE(other, "0.02", &orders[2]);
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "0.01", .order = &orders[0]),
                  "approval large");
    /* Another customer has their own. */
    expect_answer(desk, by_lee(desk), WISH(ticket_of(desk, BEN, &orders[3]), .amount = "0.01"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00");
    expect_clean(desk);
}

/* It is told that others use it, too. */
static void it_is_told_that_the_limit_is_shared(void **state)
{
    struct desk *desk = *state;
    struct sup_authority_answer *made = NULL;

    sla_activate(desk, "\"authority\": {\"matrix\": [{\"name\": \"all\", \"remedies\": "
                       "[\"refund.*\"], \"amount\": {\"EUR\": {}}, \"effect\": \"allow\", "
                       "\"limits\": [{\"per\": \"order\", \"amount\": {\"EUR\": \"10.00\"}}]}]}");
    int64_t ticket = request_ticket(desk);
    name_order(desk, ticket, &orders[1]);
    (void)GIVE(ticket, "9.00", &orders[0]);
    must(desk, sup_authority_check(desk->core, by_priya(desk),
                                   PARAMS(authority_check, .ticket_id = ticket,
                                          .remedy = "refund.partial", .amount = "1.01",
                                          .currency = "EUR", .order = &orders[1]),
                                   &made));
    assert_int_equal(made->limit_count, 1);
    assert_int_equal(made->limits[0].is_shared, 1);
    assert_string_equal(made->why,
                        "the limit per order is 10.00 EUR, of which 9.00 EUR are used by "
                        "orders that the shop did not report");
    sup_free(made);
    report(desk, by_system(desk), &orders[1], ANN, NULL, NULL);
    must(desk, sup_authority_check(desk->core, by_priya(desk),
                                   PARAMS(authority_check, .ticket_id = ticket,
                                          .remedy = "refund.partial", .amount = "10.01",
                                          .currency = "EUR", .order = &orders[1]),
                                   &made));
    assert_int_equal(made->limits[0].is_shared, 0);
    assert_string_equal(made->why, "the limit per order is 10.00 EUR, of which 0.00 EUR are used");
    sup_free(made);
}

/* What the shop reported has a limit of its own, and takes nothing from the others. */
static void a_reported_order_has_its_own_limit(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    name_order(desk, ticket, &orders[1]);
    name_order(desk, ticket, &orders[2]);
    report(desk, by_integration(desk), &orders[1], ANN, NULL, NULL);
    (void)GIVE(ticket, "40.00", &orders[0]);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.01", .order = &orders[1]),
                  "allow small order 0.00 of 60.00, agent 40.00 of 100.00");
    (void)GIVE(ticket, "30.00", &orders[1]);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.01", .order = &orders[2]),
                  "allow small order 40.00 of 60.00, agent 70.00 of 100.00");
    /* The first is reported late: it is none of those that were made up any more, and what was
     * given for it while it was one of them still counts for the others. */
    report(desk, by_system(desk), &orders[0], ANN, NULL, NULL);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.01", .order = &orders[0]),
                  "allow small order 40.00 of 60.00, agent 70.00 of 100.00");
    (void)GIVE(ticket, "10.00", &orders[0]);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.01", .order = &orders[2]),
                  "allow small order 40.00 of 60.00, agent 80.00 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.01", .order = &orders[0]),
                  "allow small order 50.00 of 60.00, agent 80.00 of 100.00");
    expect_clean(desk);
}

/* Released is released, wherever it counted. */
static void what_is_taken_back_frees_the_shared_limit(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    name_order(desk, ticket, &orders[1]);
    int64_t id = GIVE(ticket, "60.00", &orders[0]);
    desk_ok(desk, by_priya(desk), WITHDRAW(id));
    int64_t second = GIVE(ticket, "50.00", &orders[1]);
    desk_ok(desk, by_priya(desk), EXECUTE(second));
    desk_ok(desk, by_system(desk), CONFIRM(second, .amount = "45.00", .external_id = "re_1"));
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "15.00", .order = &orders[0]),
                  "allow small order 45.00 of 60.00, agent 45.00 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "15.01", .order = &orders[0]),
                  "approval large");
    expect_clean(desk);
}

/* ---- of whom ---- */

/* Customers who are one person have one such limit, and so have all tickets that are nobody's. */
static void customers_and_nobody_have_one_each(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Ann too"));
    int64_t twin = desk->receipt.id;
    int64_t of_twin = ticket_of(desk, twin, &orders[1]);
    int64_t bare = ticket_of(desk, 0, &orders[2]);
    (void)GIVE(ticket, "30.00", &orders[0]);
    (void)GIVE(of_twin, "20.00", &orders[1]);
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = twin, .into = ANN, .evidence = "e"));
    expect_answer(desk, by_lee(desk), WISH(of_twin, .amount = "0.01"),
                  "allow small order 50.00 of 60.00, agent 0.00 of 100.00");
    (void)GIVE(bare, "45.00", &orders[2]);
    expect_answer(desk, by_lee(desk), WISH(ticket_of(desk, 0, &orders[3]), .amount = "0.01"),
                  "allow small order 45.00 of 60.00, agent 0.00 of 100.00");
    expect_clean(desk);
}

/* Who gets a ticket later gets its limit with it. */
static void a_ticket_has_one_whoevers_it_is(void **state)
{
    struct desk *desk = *state;
    (void)request_desk(desk);
    int64_t bare = ticket_of(desk, 0, &orders[1]);
    int64_t of_ben = ticket_of(desk, BEN, &orders[2]);

    (void)GIVE(bare, "55.00", &orders[1]);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = bare, .into = of_ben));
    expect_answer(desk, by_lee(desk), WISH(of_ben, .amount = "0.01", .order = &orders[2]),
                  "allow small order 55.00 of 60.00, agent 0.00 of 100.00");
    expect_clean(desk);
}

/* ---- who reports ---- */

/* What an agent says of an order is no report of the shop's, and what the shop reported is its
 * report no more once an agent has said something else. */
static void what_agents_say_of_an_order_is_no_report(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    name_order(desk, ticket, &orders[1]);
    name_order(desk, ticket, &orders[2]);
    (void)GIVE(ticket, "60.00", &orders[0]);
    report(desk, by_priya(desk), &orders[1], ANN, "captured", "500.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.01", .order = &orders[1]),
                  "approval large captured 0.00 of 500.00");
    report(desk, by_system(desk), &orders[2], ANN, "captured", "50.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "0.01", .order = &orders[2]),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00, captured 0.00 of 50.00");
    desk->now_ms++;
    report(desk, by_priya(desk), &orders[2], ANN, "captured", "900.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "0.01", .order = &orders[2]),
                  "approval large captured 0.00 of 50.00");
    expect_clean(desk);
}

/* What the shop says of an order holds, whoever says otherwise and whenever: the most that is paid
 * back is not raised, nor is the order another customer's. */
static void what_the_shop_says_holds(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    name_order(desk, ticket, &orders[2]);
    report(desk, by_priya(desk), &orders[2], BEN, "captured", "900.00 EUR");
    desk->now_ms++;
    report(desk, by_integration(desk), &orders[2], ANN, "captured", "50.00 EUR");
    desk->now_ms++;
    report(desk, by_priya(desk), &orders[2], BEN, "captured", "800.00 EUR");
    desk->now_ms++;
    report(desk, by_priya(desk), &orders[2], BEN, "refunded", "0.00 EUR");
    request_no(desk, by_lee(desk), SUP_MSG_REMEDY_CAPTURED,
               WISH(ticket, .amount = "50.01", .order = &orders[2], .rationale = "Worn."));
    int64_t id =
        request_ok(desk, by_lee(desk),
                   WISH(ticket, .amount = "50.00", .order = &orders[2], .rationale = "Worn."));
    desk->now_ms++;
    report(desk, by_system(desk), &orders[2], ANN, "captured", "49.00 EUR");
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_lee(desk), EXECUTE(id));
    expect_clean(desk);
}

/* 12.5 % of what an agent says that it cost is not known to be anything. */
static void a_percentage_is_of_what_the_shop_reported(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    report(desk, by_priya(desk), &orders[0], ANN, "total", "80.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .remedy = "voucher", .amount = "0.01"),
                  "refuse vouchers customer 0 of 3, order 0.00 of ?");
}

/* A policy may ask for it; where there is no order it is not reported either. */
static void a_row_may_ask_whether_it_is_reported(void **state)
{
    struct desk *desk = *state;
    int64_t ticket;

    sla_activate(
        desk,
        "\"authority\": {\"matrix\": [{\"name\": \"unknown\", \"remedies\": [\"refund.*\"], "
        "\"when\":"
        " {\"!\": {\"var\": \"order.is_reported\"}}, \"amount\": {\"EUR\": {}}, \"effect\": "
        "\"needs_approval\", \"approval\": {\"roles\": [\"lead\"], \"within\": \"PT4H\"}}, "
        "{\"name\": \"valuable\", \"remedies\": [\"refund.*\"], \"when\": {\"var\": "
        "\"order.has_high_value_goods\"}, \"amount\": {\"EUR\": {}}, \"effect\": \"refuse\"}, "
        "{\"name\": \"rest\", \"remedies\": [\"refund.*\"], \"amount\": {\"EUR\": {}}, \"effect\": "
        "\"allow\"}]}");
    ticket = request_ticket(desk);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"), "approval unknown");
    request_report(desk, "has_high_value_goods", "true");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"), "refuse valuable");
    desk->now_ms++;
    request_report(desk, "has_high_value_goods", "false");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"), "allow rest");
}

/* ---- whose ---- */

/* Nothing at all is given for an order of somebody else's, whether it has a limit per order or not;
 * nor to nobody for an order that is somebody's. */
static void nothing_is_given_for_an_order_of_others(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t bare = ticket_of(desk, 0, &orders[1]);

    report(desk, by_system(desk), &orders[0], BEN, NULL, NULL);
    report(desk, by_system(desk), &orders[1], ANN, NULL, NULL);
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_ORDER, WISH(ticket, .remedy = "apology"));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "the order is another customer's than ticket 1 is");
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_ORDER, WISH(ticket, .amount = "1.00"));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_ORDER, WISH(bare, .amount = "1.00"));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "the order is somebody's, and ticket 2 is nobody's");
    /* An order of which nobody said whose it is may be anybody's. */
    report(desk, by_system(desk), &orders[2], 0, "captured", "5.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket_of(desk, 0, &orders[2]), .amount = "5.00"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00, captured 0.00 of 5.00");
}

/* What was granted before the shop said whose the order is is void. */
static void an_order_that_turns_out_to_be_of_others_voids_it(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = GIVE(ticket, "10.00", &orders[0]);

    report(desk, by_system(desk), &orders[0], BEN, NULL, NULL);
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_priya(desk), EXECUTE(id));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "request 1 is void: the order is another customer's than ticket 1 is");
    expect_state(desk, id, SUP_REQUEST_VOID);
    expect_clean(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(orders_that_nobody_reported_share_one_limit),
    desk_test(it_is_told_that_the_limit_is_shared),
    desk_test(a_reported_order_has_its_own_limit),
    desk_test(what_is_taken_back_frees_the_shared_limit),
    desk_test(customers_and_nobody_have_one_each),
    desk_test(a_ticket_has_one_whoevers_it_is),
    desk_test(what_agents_say_of_an_order_is_no_report),
    desk_test(what_the_shop_says_holds),
    desk_test(a_percentage_is_of_what_the_shop_reported),
    desk_test(a_row_may_ask_whether_it_is_reported),
    desk_test(nothing_is_given_for_an_order_of_others),
    desk_test(an_order_that_turns_out_to_be_of_others_voids_it),
};

DESK_MAIN(tests)
