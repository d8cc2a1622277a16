/*
 * test_handover.c: what a context and a handover say of a ticket that promises, that was merged,
 * and whose messages came from elsewhere.
 */
#include "customer_fixture.h"
#include "join_fixture.h"
#include "request_fixture.h"

static struct sup_ticket_handover *hand_over(struct desk *desk, int64_t id)
{
    struct sup_ticket_handover *handover = NULL;

    must(desk, sup_ticket_handover(desk->core, by_priya(desk),
                                   PARAMS(ticket_handover, .ticket_id = id), &handover));
    return handover;
}

static int64_t writes(struct desk *desk, int64_t ticket, const char *channel, int64_t at_ms)
{
    desk_ok(desk, at(by_ann(desk), at_ms), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = ticket, .body = "Hm", .channel = channel));
    return desk->receipt.id;
}

static int replies_in(const struct sup_ticket_handover *handover)
{
    int count = 0;

    for (uint32_t i = 0; i < handover->step_count; i++) {
        count += strstr(handover->steps[i].sentence, "replied") != NULL;
    }
    return count;
}

/* Solved within 100 s, or told to be warned of; solved it closes, and nothing is promised. */
static void a_promise_is_no_closing(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_context *context = NULL;
    struct sup_ticket_handover *handover;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT100S\"}"));
    desk_ticket(desk);
    must(desk, sup_customer_context(desk->core, by_priya(desk),
                                    PARAMS(customer_context, .customer_id = ANN), &context));
    assert_int_equal(context->work_count, 1);
    assert_int_equal(context->work[0].closes_ms, 0);
    assert_true(context->work[0].promise_ms > desk->now_ms);
    assert_true(context->work[0].promise_ms <= desk->now_ms + 100 * INT64_C(1000) + 1);
    sup_free(context);
    desk_move(desk, by_priya(desk), 1, "solved");
    handover = hand_over(desk, 1);
    assert_int_equal(handover->work->promise_ms, 0);
    assert_true(handover->work->closes_ms > desk->now_ms);
    sup_free(handover);
}

static void a_merged_ticket_says_what_it_is_part_of(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_context *context = NULL;
    struct sup_ticket_handover *handover;

    desk_ticket(desk);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    must(desk, sup_customer_context(desk->core, by_priya(desk),
                                    PARAMS(customer_context, .customer_id = ANN), &context));
    assert_int_equal(context->ticket_count, 2);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(context->tickets[i].root_id, 1);
    }
    assert_int_equal(context->work_count, 1);
    assert_int_equal(context->work[0].ticket->root_id, 1);
    sup_free(context);
    handover = hand_over(desk, 2);
    assert_int_equal(handover->work->ticket->id, 2);
    assert_int_equal(handover->work->ticket->root_id, 1);
    sup_free(handover);
}

static void a_split_ticket_knows_its_thread(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket_handover *handover;
    int64_t message;

    desk_ticket(desk); /* by email */
    desk->now_ms = T0 + 3000;
    message = writes(desk, 1, "chat", T0 + 1000);
    desk_ok(desk, at(by_priya(desk), T0 + 2000), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "R"));
    handover = hand_over(desk, 1);
    assert_int_equal(replies_in(handover), 1);
    sup_free(handover);
    desk_ok(desk, by_priya(desk), SPLIT(1, message, .is_rest = 1));
    handover = hand_over(desk, 2);
    assert_int_equal(handover->channel_count, 1);
    assert_string_equal(handover->channels[0], "chat");
    assert_int_equal(replies_in(handover), 1);
    sup_free(handover);
    handover = hand_over(desk, 1);
    assert_int_equal(handover->channel_count, 1);
    assert_string_equal(handover->channels[0], "email");
    assert_int_equal(replies_in(handover), 0);
    sup_free(handover);
}

/* A mail that is told after a chat that came later. */
static void the_latest_channel_is_that_of_the_latest_message(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket_handover *handover;

    desk_ticket(desk);
    desk->now_ms = T0 + 9000;
    (void)writes(desk, 1, "chat", T0 + 5000);
    (void)writes(desk, 1, "phone", T0 + 3000);
    handover = hand_over(desk, 1);
    assert_int_equal(handover->channel_count, 3);
    assert_string_equal(handover->channels[0], "chat");
    assert_string_equal(handover->channels[1], "phone");
    assert_string_equal(handover->channels[2], "email");
    sup_free(handover);
}

/* Of a ticket that was merged those that came with it. */
static void a_part_tells_its_own(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket_handover *handover;

    desk_ticket(desk);
    desk_ticket(desk);
    desk->now_ms = T0 + 9000;
    (void)writes(desk, 2, "chat", T0 + 5000);
    desk_reply(desk, by_priya(desk), 1, "R", NULL);
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    handover = hand_over(desk, 2);
    assert_int_equal(handover->channel_count, 2);
    assert_string_equal(handover->channels[0], "chat");
    assert_int_equal(replies_in(handover), 0);
    sup_free(handover);
    handover = hand_over(desk, 1);
    assert_int_equal(replies_in(handover), 1);
    sup_free(handover);
}

/* "refund.partial 19.99/60.00/80.00": at once, at discretion, by approval; "" when it is not told.
 */
static const char *offered(struct desk *desk, int64_t ticket, const char *remedy)
{
    static char got[200];
    struct sup_ticket_handover *handover = hand_over(desk, ticket);

    got[0] = '\0';
    for (uint32_t i = 0; i < handover->remedy_count; i++) {
        const struct sup_context_remedy *item = &handover->remedies[i];

        if (strcmp(item->remedy, remedy) == 0) {
            snprintf(got, sizeof got, "%s %s/%s/%s %s%s", item->remedy,
                     item->at_once ? item->at_once : "-",
                     item->at_discretion ? item->at_discretion : "-",
                     item->by_approval ? item->by_approval : "-", handover->remedy_currency,
                     item->open_effect ? " and more" : "");
            assert_true(item->open_effect == 0 || item->open_effect == SUP_EFFECT_APPROVAL);
        }
    }
    sup_free(handover);
    return got;
}

/* Below 20.00 at once, up to 60.00 an order with a rationale, up to what the order brought in with
 * an approval; 10.00 of all of that are gone then. An apology has no amount, one a ticket; vouchers
 * are a part of a total that is not known. */
static void what_may_be_given_is_told_in_short(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    assert_string_equal(offered(desk, ticket, "refund.partial"), ""); /* no currency is known */
    request_report(desk, "captured", "80.00 EUR");
    assert_string_equal(offered(desk, ticket, "refund.partial"),
                        "refund.partial 19.99/60.00/80.00 EUR");
    assert_string_equal(offered(desk, ticket, "apology"), "apology -/-/- EUR");
    assert_string_equal(offered(desk, ticket, "goodwill"),
                        "goodwill -/-/90071992547409.91 EUR and more");
    assert_string_equal(offered(desk, ticket, "voucher"), "");
    assert_string_equal(offered(desk, ticket, "exchange"), "");
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));
    assert_string_equal(offered(desk, ticket, "refund.partial"),
                        "refund.partial 19.99/50.00/70.00 EUR");
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "apology"));
    assert_string_equal(offered(desk, ticket, "apology"), "");
}

static const struct CMUnitTest tests[] = {
    desk_test(what_may_be_given_is_told_in_short),
    desk_test(a_promise_is_no_closing),
    desk_test(a_merged_ticket_says_what_it_is_part_of),
    desk_test(a_split_ticket_knows_its_thread),
    desk_test(the_latest_channel_is_that_of_the_latest_message),
    desk_test(a_part_tells_its_own),
};

DESK_MAIN(tests)
