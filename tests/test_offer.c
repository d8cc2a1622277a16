/*
 * test_offer.c: the matrix that an agent reads while the customer waits, by hand for each boundary.
 *
 * The limits are those of request_fixture.h: below 20.00 at once, to 60.00 to who says why, both up
 * to 60.00 an order, over which a lead approves, and 100.00 an agent a day, over which it is
 * refused.
 */
#include "request_fixture.h"

static struct sup_offer *offer_of(struct desk *desk, const struct sup_caller *who, int64_t ticket,
                                  const char *currency)
{
    struct sup_offer *made = NULL;

    must(desk, sup_authority_offer(
                   desk->core, who,
                   PARAMS(authority_offer, .ticket_id = ticket, .currency = currency), &made));
    return made;
}

static const struct sup_offer_remedy *remedy_in(const struct sup_offer *offer, const char *name)
{
    for (uint32_t i = 0; i < offer->count; i++) {
        if (strcmp(offer->items[i].remedy, name) == 0) {
            return &offer->items[i];
        }
    }
    fail_msg("there is no remedy %s", name);
    return NULL;
}

/* "allow small 0.01-19.99; rationale middle 20.00-60.00; approval large 60.01-": what is said to
 * each band; then the most by effect, with "-" for nothing. */
static void expect_offer(const struct sup_offer *offer, const char *name, const char *expected)
{
    static const char *const effects[] = {"", "allow", "rationale", "approval", "refuse"};
    const struct sup_offer_remedy *remedy = remedy_in(offer, name);
    static char got[1000];
    size_t at = 0;

    for (uint32_t i = 0; i < remedy->band_count; i++) {
        const struct sup_offer_band *band = &remedy->bands[i];

        at += (size_t)snprintf(got + at, sizeof got - at, "%s%s %s", i ? "; " : "",
                               band->is_lacking ? "lacking" : effects[band->effect],
                               band->row ? band->row : "-");
        if (band->from) {
            at += (size_t)snprintf(got + at, sizeof got - at, " %s-%s", band->from,
                                   band->is_open ? "" : band->to);
        }
    }
    snprintf(got + at, sizeof got - at, "; %s, %s, %s", remedy->at_once ? remedy->at_once : "-",
             remedy->at_discretion ? remedy->at_discretion : "-",
             remedy->by_approval ? remedy->by_approval : "-");
    assert_string_equal(got, expected);
}

static void expect_offered(struct desk *desk, int64_t ticket, const char *remedy,
                           const char *expected)
{
    struct sup_offer *offer = offer_of(desk, by_priya(desk), ticket, "EUR");

    expect_offer(offer, remedy, expected);
    sup_free(offer);
}

static void a_fresh_ticket_has_the_whole_matrix(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_offer *offer = offer_of(desk, by_priya(desk), ticket, "EUR");
    const struct sup_offer_remedy *refund = remedy_in(offer, "refund.partial");

    assert_int_equal(offer->ticket_id, ticket);
    assert_int_equal(offer->actor_kind, SUP_ACTOR_AGENT);
    assert_int_equal(offer->actor_id, PRIYA);
    assert_string_equal(offer->currency, "EUR");
    assert_string_equal(offer->order->id, "1001");
    assert_null(offer->blocked);
    assert_null(offer->held);
    assert_int_equal(offer->count, 16); /* fifteen that every shop has, and the apology */
    expect_offer(offer, "refund.partial",
                 "allow small 0.01-19.99; rationale middle 20.00-60.00; approval large 60.01-; "
                 "19.99, 60.00, 90071992547409.91");
    expect_offer(offer, "goodwill", "approval gesture 0.01-; -, -, 90071992547409.91");
    expect_offer(offer, "apology", "allow sorry; -, -, -");
    expect_offer(offer, "block_customer", "refuse -; -, -, -");
    expect_offer(offer, "replacement", "refuse -; refuse - 0.01-; -, -, -");
    assert_int_equal(refund->effect, SUP_EFFECT_ALLOW);
    assert_string_equal(refund->label, "Partial refund");
    assert_int_equal(remedy_in(offer, "goodwill")->effect, SUP_EFFECT_APPROVAL);
    assert_int_equal(remedy_in(offer, "discount")->effect, SUP_EFFECT_REFUSE);
    /* What each band would need. */
    assert_int_equal(refund->bands[0].needs_rationale, 0);
    assert_int_equal(refund->bands[1].needs_rationale, 1);
    assert_int_equal(refund->bands[2].quorum, 1);
    assert_string_equal(refund->bands[2].approvers, "role:lead");
    assert_string_equal(refund->bands[2].why, "the row large asks for approval");
    assert_int_equal(remedy_in(offer, "goodwill")->bands[0].quorum, 2);
    assert_int_equal(remedy_in(offer, "goodwill")->bands[0].needs_rationale, 1);
    /* And what is left of each limit. */
    assert_int_equal(refund->bands[0].limit_count, 2);
    assert_string_equal(refund->bands[0].limits[0].left, "60.00");
    assert_string_equal(refund->bands[0].limits[1].left, "100.00");
    assert_int_equal(refund->bands[0].limits[1].within_ms, DAY_MS);
    sup_free(offer);
}

/* 59.97 of the order's 60.00 are used, and of the agent's 100.00: 0.03 are left to give at once.
 * Above, a lead approves what no row for the amount refuses: from 20.00 to 60.00 the row "middle"
 * does beyond the 40.03 that are left of the agent's day, and above 60.00 it is for none of these.
 */
static void what_was_given_is_not_offered_again(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    for (int i = 0; i < 3; i++) {
        (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "19.99"));
    }
    struct sup_offer *offer = offer_of(desk, by_priya(desk), ticket, "EUR");
    const struct sup_offer_band *bands = remedy_in(offer, "refund.partial")->bands;
    expect_offer(offer, "refund.partial",
                 "allow small 0.01-0.03; approval large 0.04-40.03; refuse middle 40.04-60.00; "
                 "approval large 60.01-; 0.03, -, 90071992547409.91");
    assert_string_equal(bands[0].limits[0].left, "0.03");
    assert_string_equal(bands[0].limits[1].left, "40.03");
    /* Why the row "large" has 0.04, and no other row 60.01. */
    assert_int_equal(bands[0].passed_count, 0);
    assert_int_equal(bands[1].passed_count, 1);
    assert_string_equal(bands[1].passed[0].row, "small");
    assert_int_equal(bands[1].passed[0].scope, SUP_LIMIT_ORDER);
    assert_string_equal(bands[1].passed[0].left, "0.03");
    assert_int_equal(bands[3].passed_count, 0);
    assert_string_equal(bands[2].why,
                        "the limit per agent is 100.00 EUR in 1 day, of which 59.97 EUR are used");
    sup_free(offer);
    /* It says what a request is told: 0.03, and no more. */
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_LIMIT,
               WISH(ticket, .amount = "40.04", .rationale = "r"));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "0.03"));
    expect_offered(desk, ticket, "refund.partial",
                   "approval large 0.01-40.00; refuse middle 40.01-60.00; approval large 60.01-; "
                   "-, -, 90071992547409.91");
}

/* Of 50.00 that the order brought in the shop paid 12.00 back by itself: 38.00 are left, and 48.00 of
 * the 60.00 an order. */
static void no_more_is_offered_than_the_order_brought_in(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    request_report(desk, "captured", "50.00 EUR");
    request_report(desk, "refunded", "12.00 EUR");
    expect_offered(
        desk, ticket, "refund.partial",
        "allow small 0.01-19.99; rationale middle 20.00-38.00; refuse middle 38.01-48.00; "
        "refuse large 48.01-; 19.99, 38.00, -");
    request_report(desk, "refunded", "50.00 EUR");
    expect_offered(desk, ticket, "refund.partial",
                   "refuse small 0.01-10.00; refuse large 10.01-; -, -, -");
    /* Nothing but refunds is held to that. */
    expect_offered(desk, ticket, "goodwill", "approval gesture 0.01-; -, -, 90071992547409.91");
}

/* 12.5 % of 99.99 are 12.49875, rounded down; three vouchers in 30 days. */
static void parts_of_an_order_and_counts_end_an_offer(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    expect_offered(desk, ticket, "voucher", "refuse vouchers 0.01-; -, -, -");
    request_report(desk, "total", "99.99 EUR");
    expect_offered(desk, ticket, "voucher",
                   "allow vouchers 0.01-12.49; refuse vouchers 12.50-; 12.49, -, -");
    for (int i = 0; i < 3; i++) {
        (void)request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "voucher", .amount = "1.00"));
    }
    /* No voucher is left, and 9.49 of the order's part: beyond that the part is what is told. */
    expect_offered(desk, ticket, "voucher",
                   "refuse vouchers 0.01-9.49; refuse vouchers 9.50-; -, -, -");
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "apology"));
    expect_offered(desk, ticket, "apology", "refuse sorry; -, -, -");
}

/* The order's currency, when none is asked for; then the policy's; exponents 0 and 3. */
static void amounts_are_in_one_currency(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_offer *offer;

    desk_fails(desk, SUP_MSG_REMEDY_AMOUNT, "currency", by_priya(desk), SUP_OP_AUTHORITY_OFFER,
               PARAMS(authority_offer, .ticket_id = ticket));
    desk_fails(desk, SUP_MSG_REMEDY_AMOUNT, "currency", by_priya(desk), SUP_OP_AUTHORITY_OFFER,
               PARAMS(authority_offer, .ticket_id = ticket, .currency = "XYZ"));
    request_report(desk, "total", "99.99 EUR");
    offer = offer_of(desk, by_priya(desk), ticket, NULL);
    assert_string_equal(offer->currency, "EUR");
    sup_free(offer);
    request_report(desk, "captured", "5000 JPY");
    offer = offer_of(desk, by_priya(desk), ticket, NULL);
    assert_string_equal(offer->currency, "JPY");
    expect_offer(offer, "refund.partial", "approval large 1-5000; refuse large 5001-; -, -, 5000");
    expect_offer(offer, "voucher", "refuse - 1-; -, -, -");
    sup_free(offer);
    offer = offer_of(desk, by_priya(desk), ticket, "KWD");
    expect_offer(offer, "refund.partial", "refuse - 0.001-; -, -, -");
    sup_free(offer);
}

/* Without an order nothing can be said about refunds, and without a customer about vouchers; the
 * other remedies are offered all the same. */
static void what_is_lacking_is_named(void **state)
{
    struct desk *desk = *state;
    int64_t ticket;
    struct sup_offer *offer;

    (void)request_desk(desk);
    ticket = desk_ticket(desk);
    offer = offer_of(desk, by_priya(desk), ticket, "EUR");
    assert_null(offer->order);
    expect_offer(offer, "refund.full", "lacking - 0.01-; -, -, -");
    expect_offer(offer, "apology", "allow sorry; -, -, -");
    expect_offer(offer, "goodwill", "approval gesture 0.01-; -, -, 90071992547409.91");
    assert_string_equal(remedy_in(offer, "refund.full")->bands[0].why,
                        "refund.full is about an order, and ticket 2 is about none");
    sup_free(offer);
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_ORDER, WISH(ticket, .amount = "1.00"));
}

/* An agent asks for themselves; who may review all decisions may ask for others. */
static void an_offer_is_for_one_agent(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_offer *offer = NULL;

    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "19.99"));
    must(desk, sup_authority_offer(desk->core, by_system(desk),
                                   PARAMS(authority_offer, .ticket_id = ticket, .currency = "EUR",
                                          .agent_id = PRIYA),
                                   &offer));
    assert_int_equal(offer->actor_id, PRIYA);
    assert_int_equal(offer->actor_kind, SUP_ACTOR_AGENT);
    assert_string_equal(remedy_in(offer, "refund.full")->bands[0].limits[1].left, "80.01");
    sup_free(offer);
    /* The day of Lee has nothing in it yet; the order has. */
    offer = offer_of(desk, by_lee(desk), ticket, "EUR");
    assert_string_equal(remedy_in(offer, "refund.full")->bands[0].limits[0].left, "40.01");
    assert_string_equal(remedy_in(offer, "refund.full")->bands[0].limits[1].left, "100.00");
    sup_free(offer);
    /* The system has no role: the matrix has rows for roles alone. */
    offer = offer_of(desk, by_system(desk), ticket, "EUR");
    expect_offer(offer, "refund.full", "refuse - 0.01-; -, -, -");
    sup_free(offer);
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "agent_id", by_priya(desk), SUP_OP_AUTHORITY_OFFER,
               PARAMS(authority_offer, .ticket_id = ticket, .currency = "EUR", .agent_id = LEE));
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, "agent_id", by_lee(desk), SUP_OP_AUTHORITY_OFFER,
               PARAMS(authority_offer, .ticket_id = ticket, .currency = "EUR", .agent_id = 99));
}

/* Conditions may compare the amount, also with what the order cost, and compute with it. */
static void conditions_about_the_amount_end_bands(void **state)
{
    static const char matrix[] =
        "\"currency\": \"EUR\", \"authority\": {\"matrix\": ["
        "{\"name\": \"odd\", \"remedies\": [\"goodwill\"], \"amount\": {\"EUR\": {}}, \"when\":"
        " {\"in\": [{\"var\": \"request.amount\"}, [\"5.00\", \"7.00\"]]}, \"effect\":"
        " \"refuse\"},"
        "{\"name\": \"tenth\", \"remedies\": [\"goodwill\"], \"amount\": {\"EUR\": {}}, \"when\":"
        " {\"<=\": [{\"*\": [{\"var\": \"request.amount\"}, 10]}, {\"var\": \"order.total\"}]},"
        " \"effect\": \"allow\"},"
        "{\"name\": \"cost\", \"remedies\": [\"goodwill\"], \"amount\": {\"EUR\": {}}, \"when\":"
        " {\"<\": [{\"var\": \"request.amount\"}, {\"var\": \"order.total\"}]}, \"effect\":"
        " \"allow_with_rationale\"}]}";
    struct desk *desk = *state;
    struct sup_offer *offer;
    int64_t ticket;

    sla_activate(desk, matrix);
    ticket = request_ticket(desk);
    request_report(desk, "total", "62.09 EUR");
    offer = offer_of(desk, by_priya(desk), ticket, NULL);
    expect_offer(offer, "goodwill",
                 "allow tenth 0.01-4.99; refuse odd 5.00-5.00; allow tenth 5.01-6.20; rationale "
                 "cost 6.21-6.99; refuse odd 7.00-7.00; rationale cost 7.01-62.08; refuse - 62.09-;"
                 " 6.20, 62.08, -");
    sup_free(offer);
}

/* What stands in the way of all of it is told beside it. */
static void what_the_floor_holds_is_told(void **state)
{
    static const char sections[] =
        "\"currency\": \"EUR\", \"authority\": {\"matrix\": [{\"name\": \"any\", \"remedies\":"
        " [\"goodwill\"], \"amount\": {\"EUR\": {}}, \"effect\": \"allow\"}]}, \"floors\": "
        "[{\"name\": \"desk\"},"
        " {\"name\": \"risk\", \"rules\": [{\"name\": \"fraud\", \"when\": {\"in\": [\"fraud\","
        " {\"var\": \"ticket.tags\"}]}}], \"hold\": [{\"actions\": [\"authority.execute\"],"
        " \"until\": \"clearance\"}], \"clearance\": {\"roles\": [\"admin\"]}, \"lowered_by\":"
        " {\"roles\": [\"admin\"]}},"
        " {\"name\": \"law\", \"rules\": [{\"name\": \"law\", \"when\": {\"in\": [\"law\","
        " {\"var\": \"ticket.tags\"}]}}], \"hold\": [{\"actions\": [\"authority.*\"],"
        " \"until\": \"clearance\"}], \"clearance\": {\"roles\": [\"admin\"]}, \"lowered_by\":"
        " {\"roles\": [\"admin\"]}}]";
    static const char *const fraud[] = {"fraud"};
    static const char *const law[] = {"law"};
    struct desk *desk = *state;
    struct sup_offer *offer;
    int64_t ticket;

    sla_activate(desk, sections);
    ticket = request_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = ticket, .tags = fraud, .tag_count = 1));
    offer = offer_of(desk, by_priya(desk), ticket, NULL);
    assert_null(offer->blocked);
    assert_string_equal(offer->held, "authority.execute is held on the floor risk, where ticket 1 "
                                     "is, until somebody gives clearance");
    expect_offer(offer, "goodwill", "allow any 0.01-; 90071992547409.91, -, -");
    sup_free(offer);
    int64_t id =
        request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "goodwill", .amount = "1.00"));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = ticket, .tags = law, .tag_count = 1));
    offer = offer_of(desk, by_priya(desk), ticket, NULL);
    assert_string_equal(offer->blocked, "authority.request is held on the floor law, where ticket "
                                        "1 is, until somebody gives clearance");
    sup_free(offer);
    request_no(desk, by_priya(desk), SUP_MSG_FLOOR_HELD,
               WISH(ticket, .remedy = "goodwill", .amount = "1.00"));
}

static void a_full_ticket_and_a_role_without_the_right_are_told(void **state)
{
    static const char *const viewer[] = {"viewer"};
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_offer *offer = NULL;

    for (int i = 0; i < SUP_TICKET_REQUESTS_MAX; i++) {
        (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "0.01"));
    }
    offer = offer_of(desk, by_priya(desk), ticket, "EUR");
    assert_string_equal(offer->blocked, "100 requests on ticket 1 wait or are granted");
    sup_free(offer);
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .name = "Vic", .roles = viewer, .role_count = 1));
    must(desk, sup_authority_offer(desk->core, by_lee(desk),
                                   PARAMS(authority_offer, .ticket_id = ticket, .currency = "EUR",
                                          .agent_id = desk->receipt.id),
                                   &offer));
    assert_string_equal(offer->blocked, "agent 6 may not authority.request");
    sup_free(offer);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_fresh_ticket_has_the_whole_matrix),
    desk_test(what_was_given_is_not_offered_again),
    desk_test(no_more_is_offered_than_the_order_brought_in),
    desk_test(parts_of_an_order_and_counts_end_an_offer),
    desk_test(amounts_are_in_one_currency),
    desk_test(what_is_lacking_is_named),
    desk_test(an_offer_is_for_one_agent),
    desk_test(conditions_about_the_amount_end_bands),
    desk_test(what_the_floor_holds_is_told),
    desk_test(a_full_ticket_and_a_role_without_the_right_are_told),
};

DESK_MAIN(tests)
