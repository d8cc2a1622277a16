/*
 * test_request_refused.c: every no to a request is an event that says what it was about, whatever
 * the code of its error.
 */
#include "floor_fixture.h"
#include "request_fixture.h"

/* "request.refused number subject before>after payload" of the last event; T when it is of a
 * ticket. */
static void expect_refused(struct desk *desk, int32_t message, int64_t subject,
                           const char *expected)
{
    struct sup_event_list *list = NULL;
    static char got[2000];
    int64_t after = 0;

    do {
        must(desk, sup_event_list(desk->core, by_system(desk),
                                  PARAMS(event_list, .after_id = after), &list));
        for (uint32_t i = 0; i < list->count && list->next_after_id == 0; i++) {
            const struct sup_event *event = &list->items[i];

            if (i + 1 == list->count) {
                assert_string_equal(event->name, "request.refused");
                assert_int_equal(event->number, message);
                assert_int_equal(event->subject_id, subject);
                snprintf(got, sizeof got, "%s>%s %s %s", event->before ? event->before : "",
                         event->after, event->ticket_id ? "T" : "-", event->payload);
            }
        }
        after = list->next_after_id;
        sup_free(list);
    } while (after != 0);
    assert_string_equal(got, expected);
}

static int64_t refused_desk(struct desk *desk)
{
    int64_t ticket = request_desk(desk);

    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = ticket, .reason = "return"));
    return ticket;
}

#define UNUSED "\"limits\":[\"order amount 0 6000 0\",\"agent amount 0 10000 86400000\"],"

static void what_is_asked_for_and_lacks_something(void **state)
{
    static const struct sup_reference other = {"shop", "order", "1002"};
    struct desk *desk = *state;
    int64_t ticket = refused_desk(desk);

    request_report(desk, "total", "90.00 EUR");
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_RATIONALE, WISH(ticket, .amount = "30.00"));
    expect_refused(desk, SUP_MSG_REMEDY_RATIONALE, 0,
                   "refund.partial>authority.request T {\"currency\":\"EUR\"," UNUSED
                   "\"minor\":3000,\"reason\":\"return\",\"row\":\"middle\"}");
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = &other, .reference_count = 1));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_ORDER, WISH(ticket, .amount = "3.00"));
    expect_refused(desk, SUP_MSG_REMEDY_ORDER, 0,
                   "refund.partial>authority.request T {\"currency\":\"EUR\",\"minor\":300,"
                   "\"reason\":\"return\"}");
    /* What is wrong with a call is no decision. */
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_AMOUNT, WISH(ticket, .amount = "3.001"));
    expect_refused(desk, SUP_MSG_REMEDY_ORDER, 0,
                   "refund.partial>authority.request T {\"currency\":\"EUR\",\"minor\":300,"
                   "\"reason\":\"return\"}");
    expect_clean(desk);
}

#define LARGE "T {\"currency\":\"EUR\",\"minor\":6001,\"reason\":\"return\",\"row\":\"large\"}"

static void what_is_decided_about_and_may_not_be(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = refused_desk(desk);
    int64_t id = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "60.01"));

    desk_fails(desk, SUP_MSG_APPROVAL_OWN, NULL, by_lee(desk), APPROVE(id));
    expect_refused(desk, SUP_MSG_APPROVAL_OWN, id, "refund.partial>approval.decide " LARGE);
    desk_fails(desk, SUP_MSG_APPROVAL_HOLDER, NULL, by_ada(desk), APPROVE(id));
    expect_refused(desk, SUP_MSG_APPROVAL_HOLDER, id, "refund.partial>approval.decide " LARGE);
    desk_fails(desk, SUP_MSG_REQUEST_STATE, NULL, by_lee(desk), EXECUTE(id));
    expect_refused(desk, SUP_MSG_REQUEST_STATE, id, "refund.partial>authority.execute " LARGE);
    desk_fails(desk, SUP_MSG_REQUEST_STATE, NULL, by_system(desk), FAIL(id));
    expect_refused(desk, SUP_MSG_REQUEST_STATE, id, "refund.partial>authority.fail " LARGE);
    desk_fails(desk, SUP_MSG_REQUEST_FOREIGN, NULL, by_priya(desk), WITHDRAW(id));
    expect_refused(desk, SUP_MSG_REQUEST_FOREIGN, id, "refund.partial>authority.withdraw " LARGE);
    int64_t other = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.01"));
    desk_fails(desk, SUP_MSG_APPROVAL_NOTE, "note", by_lee(desk), REJECT(other, " "));
    expect_refused(desk, SUP_MSG_APPROVAL_NOTE, other, "refund.partial>approval.decide " LARGE);
    struct sup_history *history = NULL;
    must(desk, sup_ticket_history(desk->core, by_lee(desk),
                                  PARAMS(ticket_page, .ticket_id = ticket), &history));
    assert_string_equal(history->items[history->count - 1].sentence,
                        "Lee Wong (agent) was refused approval.decide of refund.partial (request "
                        "2): A rejection says why.");
    sup_free(history);
    desk_fails(desk, SUP_MSG_REQUEST_UNKNOWN, NULL, by_lee(desk), EXECUTE(99)); /* no decision */
    expect_refused(desk, SUP_MSG_APPROVAL_NOTE, other, "refund.partial>approval.decide " LARGE);
    expect_clean(desk);
}

/* What was looked at once more says how far the limits are used by then. */
static void what_is_executed_and_may_not_be(void **state)
{
    static const char *const risk = "risk";
    static char sections[8000];
    struct desk *desk = *state;
    int64_t ticket = refused_desk(desk);
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    request_report(desk, "total", "90.00 EUR");
    desk_fails(desk, SUP_MSG_REQUEST_DUPLICATE, NULL, by_priya(desk), EXECUTE(second));
    expect_refused(desk, SUP_MSG_REQUEST_DUPLICATE, second,
                   "refund.partial>authority.execute T {\"currency\":\"EUR\",\"duplicate_of\":1,"
                   "\"limits\":[\"order amount 1000 6000 0\","
                   "\"agent amount 1000 10000 86400000\"],"
                   "\"minor\":1000,\"reason\":\"return\",\"row\":\"small\"}");
    snprintf(sections, sizeof sections,
             "\"floors\": [\"first\", {\"name\": \"second\", \"rules\": [{\"name\": \"risk\","
             " \"when\": " TAGGED("risk") "}], \"hold\": [{\"actions\": [\"authority.*\"],"
                                          " \"until\": \"clearance\"}], \"clearance\":"
                                          " {\"roles\": [\"lead\"]}}], %s",
             request_matrix);
    sla_activate(desk, sections);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = ticket, .tags = &risk, .tag_count = 1));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(first));
    expect_refused(desk, SUP_MSG_FLOOR_HELD, first,
                   "refund.partial>authority.execute T {\"currency\":\"EUR\",\"minor\":1000,"
                   "\"reason\":\"return\",\"row\":\"small\"}");
    request_no(desk, by_priya(desk), SUP_MSG_FLOOR_HELD, WISH(ticket, .amount = "11.00"));
    expect_refused(desk, SUP_MSG_FLOOR_HELD, 0,
                   "refund.partial>authority.request T {\"currency\":\"EUR\",\"minor\":1100}");
    expect_clean(desk);
}

/* A batch that made the ticket and the request is undone, and the refusal names neither. */
static void what_was_made_by_what_is_undone_is_not_named(void **state)
{
    struct desk *desk = *state;

    (void)request_desk(desk);
    struct sup_batch_item items[] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_OPEN,
         .params = PARAMS(ticket_open, .customer_id = ANN, .subject = "S", .body = "B",
                          .references = &request_order, .reference_count = 1)},
        {.size = sizeof items[0],
         .operation = SUP_OP_AUTHORITY_REQUEST,
         .params = PARAMS(authority_request, .ticket_id = -1, .remedy = "refund.partial",
                          .amount = "61.00", .currency = "EUR")},
        {.size = sizeof items[0],
         .operation = SUP_OP_AUTHORITY_EXECUTE,
         .params = PARAMS(authority_execute, .request_id = -2)}};

    assert_int_equal(sup_batch(desk->core, by_priya(desk), items, 3), SUP_CONFLICT);
    expect_refused(desk, SUP_MSG_REQUEST_STATE, 0,
                   "refund.partial>authority.execute - {\"currency\":\"EUR\",\"minor\":6100,"
                   "\"row\":\"large\"}");
    expect_clean(desk);
}

static void no_to_execute(struct desk *desk, const struct sup_caller *who, int64_t id, int64_t more)
{
    int64_t before = desk_sequence(desk);

    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", who, EXECUTE(id));
    assert_int_equal(desk_sequence(desk) - before, more);
}

/* Who tries the same step again gets the same answer, and an event a quarter of an hour. Somebody
 * else, another request and another step are each their own. */
static void the_same_no_again_is_recorded_once_in_a_while(void **state)
{
    enum { QUARTER_MS = 15 * 60000 };
    struct desk *desk = *state;
    int64_t ticket = refused_desk(desk);
    int64_t id = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "60.01"));
    int64_t other = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.02"));
    int64_t before;

    no_to_execute(desk, by_priya(desk), id, 1);
    no_to_execute(desk, by_priya(desk), id, 0);
    no_to_execute(desk, by_lee(desk), id, 1);
    no_to_execute(desk, by_priya(desk), other, 1);
    before = desk_sequence(desk);
    desk_fails(desk, SUP_MSG_APPROVAL_OWN, "request_id", by_lee(desk), APPROVE(id));
    desk_fails(desk, SUP_MSG_APPROVAL_OWN, "request_id", by_lee(desk), APPROVE(id));
    assert_int_equal(desk_sequence(desk) - before, 1);
    no_to_execute(desk, by_priya(desk), id, 0);
    desk->now_ms += QUARTER_MS - 1;
    no_to_execute(desk, by_priya(desk), id, 0);
    desk->now_ms++;
    no_to_execute(desk, by_priya(desk), id, 1);
    no_to_execute(desk, by_priya(desk), id, 0);
    /* What has changed since is told anew. */
    desk_ok(desk, by_lee(desk), WITHDRAW(id));
    no_to_execute(desk, by_priya(desk), id, 1);
    no_to_execute(desk, by_priya(desk), id, 0);
    expect_clean(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(what_is_asked_for_and_lacks_something),
    desk_test(what_is_decided_about_and_may_not_be),
    desk_test(what_is_executed_and_may_not_be),
    desk_test(what_was_made_by_what_is_undone_is_not_named),
    desk_test(the_same_no_again_is_recorded_once_in_a_while),
};

DESK_MAIN(tests)
