/*
 * test_request_told.c: what is told of a decision: in its event, in authority.explain, in the
 * history; and what is told of the time that has passed.
 *
 * The limits are those of request_fixture.h: 60.00 EUR an order, 100.00 an agent a day.
 */
#include "request_fixture.h"

/* The payload of the last event of that name; "" when there is none. */
static const char *payload_of(struct desk *desk, const char *name)
{
    static char got[4000];
    struct sup_event_list *list = NULL;
    int64_t after = 0;

    got[0] = '\0';
    do {
        must(desk, sup_event_list(desk->core, by_system(desk),
                                  PARAMS(event_list, .after_id = after), &list));
        for (uint32_t i = 0; i < list->count; i++) {
            if (strcmp(list->items[i].name, name) == 0) {
                snprintf(got, sizeof got, "%s", list->items[i].payload);
            }
        }
        after = list->next_after_id;
        sup_free(list);
    } while (after != 0);
    return got;
}

static void expect_in(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("%s is not in %s", part, text);
    }
}

/* The last sentence of the ticket's history. */
static void expect_sentence(struct desk *desk, int64_t ticket, const char *expected)
{
    struct sup_history *history = NULL;
    char got[600];

    must(desk, sup_ticket_history(desk->core, by_lee(desk),
                                  PARAMS(ticket_page, .ticket_id = ticket), &history));
    snprintf(got, sizeof got, "%s", history->items[history->count - 1].sentence);
    sup_free(history);
    assert_string_equal(got, expected);
}

static int64_t told_desk(struct desk *desk)
{
    int64_t ticket = request_desk(desk);

    request_report(desk, "captured", "500.00 EUR");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = ticket, .reason = "return"));
    return ticket;
}

/* ---- limits ---- */

/* Every decision says its row and reason, how much, and how far each limit was used before it. */
static void every_decision_says_its_limits(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);

    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "12.50"));
    expect_in(payload_of(desk, "remedy.requested"),
              "\"limits\":[\"order amount 0 6000 0\",\"agent amount 0 10000 86400000\","
              "\"captured amount 0 50000 0\"]");
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "5.00"));
    const char *asked = payload_of(desk, "remedy.requested");
    expect_in(asked, "\"currency\":\"EUR\"");
    expect_in(asked,
              "\"limits\":[\"order amount 1250 6000 0\",\"agent amount 1250 10000 86400000\","
              "\"captured amount 1250 50000 0\"]");
    expect_in(asked, "\"minor\":500");
    expect_in(asked, "\"reason\":\"return\",\"row\":\"small\"");
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    const char *executed = payload_of(desk, "remedy.executed");
    expect_in(executed, "\"limits\":[\"order amount 1250 6000 0\","
                        "\"agent amount 1250 10000 86400000\",\"captured amount 1250 50000 0\"]");
    expect_in(executed, "\"minor\":500");
    expect_in(executed, "\"reason\":\"return\",\"row\":\"small\"");
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = "4.00"));
    expect_in(payload_of(desk, "remedy.confirmed"),
              "\"minor\":400,\"reason\":\"return\",\"row\":\"small\"");
    int64_t large = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.01"));
    desk_ok(desk, by_lee(desk), APPROVE(large));
    const char *approved = payload_of(desk, "remedy.approved");
    expect_in(approved, "\"limits\":[\"captured amount 1650 50000 0\"],\"minor\":6001,"
                        "\"reason\":\"return\",\"row\":\"large\"");
    expect_clean(desk);
}

/* What refuses says what it was, in the event, in data and in words. */
static void a_refusal_says_its_limits(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);

    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.00", .rationale = "r"));
    static const struct sup_reference other = {"shop", "order", "2"};
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = &other, .reference_count = 1));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_LIMIT,
               WISH(ticket, .amount = "40.01", .rationale = "r", .order = &other));
    expect_in(payload_of(desk, "remedy.refused"), "\"limits\":[\"order amount 0 6000 0 shared\","
                                                  "\"agent amount 6000 10000 86400000 exceeded\"]");
    struct sup_remedy_request *made = request_of(desk, 2);
    assert_string_equal(made->why, "the row middle was for it; it was refused: the limit per agent "
                                   "is 100.00 EUR in 1 day, of which 60.00 EUR are used; the shop "
                                   "had not reported its order");
    assert_int_equal(made->is_unreported, 1);
    assert_int_equal(made->limit_count, 2);
    assert_int_equal(made->limits[0].scope, SUP_LIMIT_ORDER);
    assert_int_equal(made->limits[0].is_shared, 1);
    assert_int_equal(made->limits[0].is_exceeded, 0);
    assert_int_equal(made->limits[1].scope, SUP_LIMIT_AGENT);
    assert_int_equal(made->limits[1].is_exceeded, 1);
    assert_int_equal(made->limits[1].within_ms, DAY_MS);
    assert_string_equal(made->limits[1].used, "60.00");
    assert_string_equal(made->limits[1].most, "100.00");
    assert_string_equal(made->limits[1].left, "40.00");
    sup_free(made);
    /* What the order brought in; a count; a row that refuses; none. */
    request_report(desk, "refunded", "430.00 EUR");
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_CAPTURED,
               WISH(ticket, .amount = "70.01", .rationale = "r", .order = &request_order));
    made = request_of(desk, 3);
    assert_string_equal(made->why, "the row large was for it; it was refused: the order brought in "
                                   "500.00 EUR, of which 490.00 EUR are paid back or asked for");
    sup_free(made);
    (void)request_ok(desk, by_priya(desk),
                     WISH(ticket, .remedy = "apology", .order = &request_order));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_LIMIT,
               WISH(ticket, .remedy = "apology", .order = &request_order));
    made = request_of(desk, 5);
    assert_string_equal(made->why, "the row sorry was for it; it was refused: the limit per ticket "
                                   "is 1 request, of which 1 request is used");
    assert_string_equal(made->limits[0].used, "1");
    sup_free(made);
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_REFUSED,
               WISH(ticket, .remedy = "replacement", .order = &request_order));
    made = request_of(desk, 6);
    assert_string_equal(made->why, "no row of the matrix was for it; it was refused");
    assert_int_equal(made->limit_count, 0);
    sup_free(made);
    expect_clean(desk);
}

/* ---- void ---- */

/* Beginning it finds it void for that reason: in its event, in data, in words, in the history. */
static void expect_void(struct desk *desk, int64_t id, const char *cause, const char *words)
{
    char text[500];
    struct sup_remedy_request *made;

    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_lee(desk), EXECUTE(id));
    snprintf(text, sizeof text, "\"cause\":\"%s\"", cause);
    expect_in(payload_of(desk, "remedy.voided"), text);
    made = request_of(desk, id);
    assert_int_equal(made->state, SUP_REQUEST_VOID);
    assert_string_equal(made->cause, cause);
    snprintf(text, sizeof text, "; it is void: %s", words);
    expect_in(made->why, text);
    sup_free(made);
    snprintf(text, sizeof text, "Lee Wong (agent) found refund.partial (request %d) void: %s.",
             (int)id, words);
    expect_sentence(desk, 1, text);
}

static void what_is_void_says_why(void **state)
{
    static const char *const lead[] = {"lead"};
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);
    int64_t small = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "1.00"));
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.01"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "61.00"));

    desk_ok(desk, by_lee(desk), APPROVE(first));
    desk_ok(desk, by_lee(desk), APPROVE(second));
    desk->now_ms++;
    request_report(desk, "captured", "499.00 EUR");
    expect_void(desk, first, "order_changed",
                "what the order brought in is not what it was when it was asked for");
    sla_activate(desk, request_matrix);
    expect_void(desk, second, "policy_changed",
                "another policy came into force since it was asked for");

    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "62.00"));
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = ADA, .name = "Ada", .roles = lead, .role_count = 1));
    int64_t fourth = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "63.00"));
    desk_ok(desk, by_ada(desk), APPROVE(fourth));
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = ADA, .name = "Ada", .is_departed = 1));
    expect_void(desk, fourth, "approver_gone", "somebody who approved it may do so no more");

    desk->now_ms++;
    request_report(desk, "captured",
                   "0.99 EUR"); /* 62.00 of them are the third's, which is later */
    expect_void(desk, small, "refused_now",
                "the matrix or a limit says no to it by now: the order brought in 0.99 EUR, of "
                "which 0.00 EUR are paid back or asked for");
    expect_in(payload_of(desk, "remedy.voided"),
              "\"limits\":[\"order amount 0 6000 0\",\"agent amount 0 10000 86400000\","
              "\"captured amount 0 99 0 exceeded\"]");
    expect_clean(desk);
}

static void what_was_granted_may_need_approval_by_now(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "1.00"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "2.00"));
    int64_t third = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "3.00"));

    sla_activate(desk, "\"authority\": {\"matrix\": [{\"name\": \"all\", \"remedies\": "
                       "[\"refund.*\"], \"amount\": {\"EUR\": {}}, \"effect\": \"needs_approval\", "
                       "\"approval\": {\"roles\": [\"lead\"], \"within\": \"PT4H\"}}]}");
    expect_void(desk, first, "needs_approval", "it needs approval now");
    request_report(desk, "refunded", "0.00 EUR");
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &request_order, .customer_id = BEN));
    expect_void(desk, second, "not_fit",
                "its order or its customer is not what it was asked for any more");
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya", .is_departed = 1));
    expect_void(desk, third, "asker_left", "who asked for it left the desk");
    expect_clean(desk);
}

#define HANDED_ON(used)                                                                            \
    "the row small handed it on: the limit per order is 60.00 EUR, of which " used " EUR are used"

static void expect_passed(const struct sup_authority_limit *passed, uint32_t count,
                          const char *used)
{
    assert_int_equal(count, 1);
    assert_string_equal(passed->row, "small");
    assert_int_equal(passed->scope, SUP_LIMIT_ORDER);
    assert_int_equal(passed->is_exceeded, 1);
    assert_string_equal(passed->used, used);
    assert_string_equal(passed->most, "60.00");
}

/* 3 * 19.99 = 59.97 of the order's 60.00: 0.04 more is not for the row that gives it at once, and
 * that says why somebody has to approve so little. */
static void a_row_that_handed_it_on_says_by_which_limit(void **state)
{
    struct desk *desk = *state;
    struct sup_authority_answer *answer = NULL;
    int64_t ticket = told_desk(desk);

    for (int i = 0; i < 3; i++) {
        (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "19.99"));
    }
    must(desk, sup_authority_check(desk->core, by_priya(desk),
                                   PARAMS(authority_check, .ticket_id = ticket,
                                          .remedy = "refund.partial", .amount = "0.04",
                                          .currency = "EUR"),
                                   &answer));
    assert_string_equal(answer->why, "the row large asks for approval; " HANDED_ON("59.97"));
    expect_passed(answer->passed, answer->passed_count, "59.97");
    assert_int_equal(answer->limit_count, 1); /* what the order brought in */
    assert_null(answer->limits[0].row);
    sup_free(answer);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "0.04"));
    expect_in(payload_of(desk, "remedy.requested"),
              "\"limits\":[\"captured amount 5997 50000 0\","
              "\"order amount 5997 6000 0 exceeded of small\"]");
    struct sup_remedy_request *made = request_of(desk, id);
    assert_string_equal(
        made->why, "the row large asks for approval; it waits for approval; " HANDED_ON("59.97"));
    expect_passed(made->passed, made->passed_count, "59.97");
    assert_int_equal(made->limit_count, 1);
    assert_null(made->limits[0].row);
    sup_free(made);
    /* Of a row that was for it from the first there is nothing to say. */
    made = request_of(desk, 1);
    assert_int_equal(made->passed_count, 0);
    sup_free(made);
    expect_clean(desk);
}

/* 19.99 is granted; then the shop gives 50.00 by itself, and the rest of the order's 60.00 is less.
 */
static void what_is_void_by_a_limit_says_which(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "19.99"));

    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .remedy = "refund.partial", .amount = "50.00", .currency = "EUR",
                   .order = &request_order, .external_id = "re_1"));
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_priya(desk), EXECUTE(id));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "request 1 is void: it needs approval now; " HANDED_ON("50.00"));
    expect_in(payload_of(desk, "remedy.voided"), "\"order amount 5000 6000 0 exceeded of small\"]");
    struct sup_remedy_request *made = request_of(desk, id);
    assert_string_equal(
        made->why,
        "the row small allows it; it is void: it needs approval now; " HANDED_ON("50.00"));
    assert_string_equal(made->cause, "needs_approval");
    expect_passed(made->passed, made->passed_count, "50.00");
    sup_free(made);
    expect_clean(desk);
}

/* ---- what the shop gives ---- */

/* Nobody looked whether it still may be given: it counts, and it is marked. */
static void what_is_given_without_being_begun_is_irregular(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "5.00"));

    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "re_1"));
    struct sup_remedy_request *made = request_of(desk, id);
    assert_int_equal(made->state, SUP_REQUEST_CONFIRMED);
    assert_int_equal(made->is_irregular, 1);
    assert_string_equal(made->why, "the row small allows it; the shop gave it, though nobody had "
                                   "begun to execute it");
    sup_free(made);
    int64_t more = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "6.00"));
    desk_ok(desk, by_priya(desk), EXECUTE(more));
    desk_ok(desk, by_system(desk), CONFIRM(more, .amount = "6.01"));
    made = request_of(desk, more);
    assert_int_equal(made->is_irregular, 1);
    assert_string_equal(made->why, "the row small allows it; the shop gave it, though not so much "
                                   "was granted");
    sup_free(made);
    expect_clean(desk);
}

/* A second callback may know the id that the first did not; it counts once. */
static void a_later_callback_brings_the_id(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "5.00"));

    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = "4.00"));
    desk_fails(desk, SUP_MSG_REQUEST_SETTLED, "request_id", by_system(desk),
               CONFIRM(id, .amount = "5.00", .external_id = "re_1"));
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = "4.00", .external_id = "re_1"));
    assert_int_equal(desk->receipt.is_replay, 0);
    struct sup_remedy_request *made = request_of(desk, id);
    assert_string_equal(made->external_id, "re_1");
    assert_string_equal(made->settled, "4.00");
    assert_int_equal(made->is_irregular, 0);
    sup_free(made);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 4.00 of 60.00, agent 4.00 of 100.00, captured 4.00 of 500.00");
    expect_sentence(desk, ticket, "The desk told the shop's id of refund.partial (request 1).");
    /* Once it is known it is known: the same again is the same, another is another's. */
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "re_1"));
    assert_int_equal(desk->receipt.is_replay, 1);
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = "4.00"));
    assert_int_equal(desk->receipt.is_replay, 1);
    desk_fails(desk, SUP_MSG_REQUEST_SETTLED, "request_id", by_system(desk),
               CONFIRM(id, .external_id = "re_2"));
    int64_t other = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "6.00"));
    desk_ok(desk, by_priya(desk), EXECUTE(other));
    desk_ok(desk, by_system(desk), CONFIRM(other, .amount = "6.00"));
    desk_fails(desk, SUP_MSG_REQUEST_EXTERNAL, "external_id", by_system(desk),
               CONFIRM(other, .external_id = "re_1"));
    expect_clean(desk);
}

/* What was reported by that id in between was the same gift, and counts no more beside it. */
static void an_id_that_comes_late_joins_the_report(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "5.00"));

    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = "5.00"));
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = "re_1", .remedy = "refund.partial",
                   .amount = "5.00", .currency = "EUR", .order = &request_order));
    int64_t reported = desk->receipt.id;
    expect_answer(
        desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
        "allow small order 10.00 of 60.00, agent 5.00 of 100.00, captured 10.00 of 500.00");
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "re_1"));
    expect_state(desk, reported, SUP_REQUEST_JOINED);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 5.00 of 60.00, agent 5.00 of 100.00, captured 5.00 of 500.00");
    expect_clean(desk);
}

/* A webhook that is late does not bring back what an erasure took. */
static void an_erased_customers_id_does_not_come_back(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "5.00"));

    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "re_1"));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "Article 17"));
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "re_1"));
    assert_int_equal(desk->receipt.is_replay, 1);
    struct sup_remedy_request *made = request_of(desk, id);
    assert_string_not_equal(made->external_id, "re_1"); /* an alias */
    sup_free(made);
    expect_clean(desk);
}

/* ---- holds ---- */

/* Who lifts a hold is neither who asked nor who executes, though they may have approved it. */
static void who_clears_neither_asks_nor_executes(void **state)
{
    char sections[6000];
    struct desk *desk = *state;

    (void)request_desk(desk);
    snprintf(sections, sizeof sections,
             "\"floors\": [{\"name\": \"first\", \"hold\": [{\"actions\": [\"authority.execute\"], "
             "\"until\": \"clearance\"}], \"clearance\": {\"roles\": [\"lead\"]}}], %s",
             request_matrix);
    sla_activate(desk, sections);
    int64_t ticket = request_ticket(desk);
    int64_t own = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "1.00"));
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.01"));
    desk_ok(desk, by_lee(desk), APPROVE(id));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_CLEARANCE));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "request_id", by_lee(desk), EXECUTE(id));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "agent 2 executes request 2 and cleared its ticket: somebody else executes "
                        "it");
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "request_id", by_priya(desk), EXECUTE(own));
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* ---- time ---- */

static uint32_t listed(struct desk *desk, int32_t state, int is_mine)
{
    struct sup_approval_list *list = NULL;
    uint32_t count;

    must(desk, sup_approval_list(desk->core, by_lee(desk),
                                 PARAMS(approval_list, .state = state, .is_mine = is_mine), &list));
    count = list->count;
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(list->items[i].state, state);
    }
    sup_free(list);
    return count;
}

/* Four hours to approve, to the millisecond, without any tick; and for good once somebody tried. */
static void what_has_expired_is_over_at_every_read(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.01"));
    int64_t asked_ms = desk->now_ms;

    desk->now_ms = asked_ms + 4 * HOUR_MS - 1;
    assert_int_equal(listed(desk, SUP_REQUEST_WAITING, 1), 1);
    expect_state(desk, id, SUP_REQUEST_WAITING);
    desk->now_ms = asked_ms + 4 * HOUR_MS;
    assert_int_equal(listed(desk, SUP_REQUEST_WAITING, 1), 0);
    assert_int_equal(listed(desk, SUP_REQUEST_WAITING, 0), 0);
    assert_int_equal(listed(desk, SUP_REQUEST_EXPIRED, 0), 1);
    struct sup_remedy_request *made = request_of(desk, id);
    assert_int_equal(made->state, SUP_REQUEST_EXPIRED);
    assert_int_equal(made->settled_ms, asked_ms + 4 * HOUR_MS);
    assert_null(made->approvers);
    sup_free(made);
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_lee(desk), APPROVE(id));
    /* The clock is set back: it stays over, since somebody was told that it is. */
    desk->now_ms = asked_ms + HOUR_MS;
    expect_state(desk, id, SUP_REQUEST_EXPIRED);
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_lee(desk), APPROVE(id));
    assert_int_equal(listed(desk, SUP_REQUEST_EXPIRED, 0), 1);
    expect_clean(desk);
}

/* The same of what is about no ticket. */
static void a_request_without_a_ticket_expires_alike(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"authority\": {\"matrix\": [{\"name\": \"erasing\", \"remedies\": "
                       "[\"customer.erase\"], \"effect\": \"needs_approval\", \"approval\": "
                       "{\"roles\": [\"admin\"], \"within\": \"PT4H\"}}]}");
    desk_ok(desk, by_lee(desk), SUP_OP_AUTHORITY_REQUEST,
            PARAMS(authority_request, .remedy = "customer.erase", .customer_id = BEN));
    int64_t id = desk->receipt.id;
    int64_t asked_ms = desk->now_ms;
    desk->now_ms = asked_ms + 4 * HOUR_MS;
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_ada(desk), APPROVE(id));
    desk->now_ms = asked_ms;
    expect_state(desk, id, SUP_REQUEST_EXPIRED);
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_ada(desk), APPROVE(id));
    expect_clean(desk);
}

static uint32_t listed_for(struct desk *desk, const struct sup_caller *who)
{
    struct sup_approval_list *list = NULL;

    must(desk, sup_approval_list(desk->core, who, PARAMS(approval_list, .is_mine = 1), &list));
    uint32_t count = list->count;
    sup_free(list);
    return count;
}

/* A lead approves what is large, and after two hours an admin as well. */
static void who_was_asked_as_well_stays_so_when_the_clock_is_set_back(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.01"));
    int64_t asked_ms = desk->now_ms;

    desk->now_ms = asked_ms + 2 * HOUR_MS;
    desk_tick(desk);
    desk->now_ms = asked_ms + HOUR_MS / 2;
    assert_int_equal(listed_for(desk, by_ada(desk)), 1);
    struct sup_remedy_request *made = request_of(desk, id);
    assert_string_equal(made->approvers, "role:lead role:admin");
    sup_free(made);
    desk_ok(desk, by_ada(desk), APPROVE(id));
    expect_clean(desk);
}

/* Of what is about no ticket no clock is known but the caller's. */
static void who_was_asked_as_well_about_no_ticket_stays_so(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"authority\": {\"matrix\": [{\"name\": \"erasing\", \"remedies\": "
                       "[\"customer.erase\"], \"effect\": \"needs_approval\", \"approval\": "
                       "{\"roles\": [\"lead\"], \"within\": \"PT4H\", \"escalate_after\": "
                       "\"PT1H\", \"remind_after\": \"PT2H\", "
                       "\"escalate_to\": {\"roles\": [\"admin\"]}}}]}");
    desk_ok(desk, by_lee(desk), SUP_OP_AUTHORITY_REQUEST,
            PARAMS(authority_request, .remedy = "customer.erase", .customer_id = BEN));
    int64_t id = desk->receipt.id;
    int64_t asked_ms = desk->now_ms;
    desk->now_ms = asked_ms + 2 * HOUR_MS; /* both are told at once */
    desk_tick(desk);
    desk->now_ms = asked_ms;
    assert_int_equal(listed_for(desk, by_ada(desk)), 1);
    desk_ok(desk, by_ada(desk), APPROVE(id));
    expect_clean(desk);
}

/* Some are recorded as expired and some not yet: one list, in the order of their ids, in pages. */
static void pages_of_what_has_expired_are_whole(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = told_desk(desk);
    int64_t after = 0;
    int64_t expected = 1;

    for (int i = 0; i < 3; i++) { /* four hours to approve, six to execute */
        (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.01"));
        (void)request_ok(desk, by_lee(desk), WISH(request_ticket(desk), .remedy = "apology"));
        desk->now_ms += HOUR_MS;
    }
    desk->now_ms += 3 * HOUR_MS;
    desk_tick(desk); /* 1, 2, 3 and 5 are recorded; 4 and 6 have an hour and two */
    desk->now_ms += 2 * HOUR_MS;
    do {
        struct sup_approval_list *list = NULL;

        must(desk, sup_approval_list(desk->core, by_lee(desk),
                                     PARAMS(approval_list, .state = SUP_REQUEST_EXPIRED, .limit = 2,
                                            .after_id = after),
                                     &list));
        assert_int_equal(list->count, 2);
        assert_int_equal(list->items[0].id, expected);
        assert_int_equal(list->items[1].id, expected + 1);
        expected += 2;
        after = list->next_after_id;
        sup_free(list);
    } while (after != 0);
    assert_int_equal(expected, 7);
}

static const struct CMUnitTest tests[] = {
    desk_test(every_decision_says_its_limits),
    desk_test(a_refusal_says_its_limits),
    desk_test(what_is_void_says_why),
    desk_test(what_was_granted_may_need_approval_by_now),
    desk_test(a_row_that_handed_it_on_says_by_which_limit),
    desk_test(what_is_void_by_a_limit_says_which),
    desk_test(what_is_given_without_being_begun_is_irregular),
    desk_test(a_later_callback_brings_the_id),
    desk_test(an_id_that_comes_late_joins_the_report),
    desk_test(an_erased_customers_id_does_not_come_back),
    desk_test(who_clears_neither_asks_nor_executes),
    desk_test(what_has_expired_is_over_at_every_read),
    desk_test(a_request_without_a_ticket_expires_alike),
    desk_test(who_was_asked_as_well_stays_so_when_the_clock_is_set_back),
    desk_test(who_was_asked_as_well_about_no_ticket_stays_so),
    desk_test(pages_of_what_has_expired_are_whole),
};

DESK_MAIN(tests)
