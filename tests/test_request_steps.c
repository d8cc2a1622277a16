/*
 * test_request_steps.c: what becomes of a request: approved, executed, confirmed, or not.
 */
#include "request_fixture.h"

static int64_t large(struct desk *desk, int64_t ticket, const char *amount)
{
    return request_ok(desk, by_priya(desk), WISH(ticket, .amount = amount));
}

/* ---- approvals ---- */

static void a_lead_approves_what_an_agent_asks_for(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = large(desk, ticket, "60.01");

    expect_state(desk, id, SUP_REQUEST_WAITING);
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_priya(desk), EXECUTE(id));
    desk_fails(desk, SUP_MSG_APPROVAL_HOLDER, "request_id", by(desk, SUP_ACTOR_AGENT, ADA),
               APPROVE(id));
    desk_fails(desk, SUP_MSG_APPROVAL_HOLDER, "request_id", by_system(desk), APPROVE(id));
    desk_ok(desk, by_lee(desk), APPROVE(id));
    expect_state(desk, id, SUP_REQUEST_GRANTED);
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_lee(desk), APPROVE(id));
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_priya(desk), EXECUTE(id));
    expect_state(desk, id, SUP_REQUEST_EXECUTING);
    expect_clean(desk);
}

static void nobody_approves_their_own(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "60.01"));

    desk_fails(desk, SUP_MSG_APPROVAL_OWN, "request_id", by_lee(desk), APPROVE(id));
    expect_state(desk, id, SUP_REQUEST_WAITING);
}

/* Nor as a bot, or as somebody whom the desk does not know or who has left; nor does it help that
 * the team is the same, or that others are asked by now. */
static void nobody_approves_their_own_in_another_guise(void **state)
{
    static const char *const roles[] = {"lead"};
    static const char *const teams[] = {"frontline"};
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = LEE, .name = "Lee", .roles = roles, .role_count = 1,
                   .teams = teams, .team_count = 1));
    int64_t id = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "60.01"));
    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, NULL, by(desk, SUP_ACTOR_BOT, LEE), APPROVE(id));
    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, NULL, by(desk, SUP_ACTOR_AGENT, 99), APPROVE(id));
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, NULL, by_ann(desk), APPROVE(id));
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, NULL, by_priya(desk), APPROVE(id));
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .name = "Max", .roles = roles, .role_count = 1, .is_departed = 1));
    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, NULL, by(desk, SUP_ACTOR_AGENT, desk->receipt.id),
               APPROVE(id));
    desk->now_ms += 2 * HOUR_MS; /* the admin may approve it as well now, and Lee is one */
    static const char *const both[] = {"admin", "lead"};
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = LEE, .name = "Lee", .roles = both, .role_count = 2));
    desk_fails(desk, SUP_MSG_APPROVAL_OWN, "request_id", by_lee(desk), APPROVE(id));
    expect_state(desk, id, SUP_REQUEST_WAITING);
    desk_ok(desk, by_ada(desk), APPROVE(id));
    /* An approval is consumed: it neither begins a second time nor approves another request. */
    desk_ok(desk, by_lee(desk), EXECUTE(id));
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_lee(desk), EXECUTE(id));
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_ada(desk), APPROVE(id));
}

/* The digest is keyed with what an erasure takes: who tries all numbers of orders finds none. */
static void what_approvals_are_bound_to_can_not_be_tried(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    (void)large(desk, ticket, "61.00");
    (void)large(desk, ticket, "61.00");
    expect_other_digests(desk, 2);
}

/* Another amount, remedy, ticket, order: another digest, also where the key is the same. */
static void an_approval_is_bound_to_all_that_was_asked_for(void **state)
{
    static const struct sup_reference other = {"shop", "order", "1002"};
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t second = request_ticket(desk);

    desk->is_random_fixed = 1;
    for (int i = 0; i < 40; i++) {
        (void)request_ticket(desk);
    }
    (void)large(desk, ticket, "61.00");
    (void)large(desk, ticket, "61.01");
    (void)large(desk, second, "61.00");
    (void)request_ok(desk, by_priya(desk),
                     WISH(ticket, .remedy = "refund.full", .amount = "61.00"));
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = &other, .reference_count = 1));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "61.00", .order = &other));
    expect_other_digests(desk, 5);
}

/* So many requests wait for an approval of theirs. */
static void expect_mine(struct desk *desk, const struct sup_caller *who, uint32_t count)
{
    struct sup_approval_list *list = NULL;
    uint32_t got;

    must(desk, sup_approval_list(desk->core, who, PARAMS(approval_list, .is_mine = 1), &list));
    got = list->count;
    sup_free(list);
    assert_int_equal(got, count);
}

static void two_people_approve(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = request_ok(
        desk, by_priya(desk),
        WISH(ticket, .remedy = "goodwill", .amount = "5.00", .rationale = "Fifth time."));

    desk_ok(desk, by_lee(desk), APPROVE(id));
    expect_state(desk, id, SUP_REQUEST_WAITING);
    desk_fails(desk, SUP_MSG_APPROVAL_DONE, "request_id", by_lee(desk), APPROVE(id));
    expect_mine(desk, by_lee(desk), 0);
    expect_mine(desk, by(desk, SUP_ACTOR_AGENT, ADA), 1);
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_priya(desk), EXECUTE(id));
    desk_ok(desk, by(desk, SUP_ACTOR_AGENT, ADA), APPROVE(id));
    expect_state(desk, id, SUP_REQUEST_GRANTED);
    /* One of them may approve no more: the other one is not enough. */
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = LEE, .name = "Lee"));
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_priya(desk), EXECUTE(id));
    expect_state(desk, id, SUP_REQUEST_VOID);
    expect_clean(desk);
}

static void a_rejection_says_why_and_releases(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = large(desk, ticket, "60.01");

    desk_fails(desk, SUP_MSG_APPROVAL_NOTE, "note", by_lee(desk), REJECT(id, NULL));
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"), "approval large");
    desk_ok(desk, by_lee(desk), REJECT(id, "Ask for a photo."));
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00");
    struct sup_remedy_request *made = request_of(desk, id);
    assert_int_equal(made->state, SUP_REQUEST_REJECTED);
    assert_int_equal(made->approval_count, 1);
    assert_int_equal(made->approvals[0].agent_id, LEE);
    assert_string_equal(made->approvals[0].note, "Ask for a photo.");
    sup_free(made);
}

/* ---- what is void ---- */

static void another_policy_voids_what_was_approved(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t approved = large(desk, ticket, "60.01");
    int64_t waiting = large(desk, ticket, "70.00");

    desk_ok(desk, by_lee(desk), APPROVE(approved));
    sla_activate(desk, request_matrix);
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_priya(desk), EXECUTE(approved));
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_lee(desk), APPROVE(waiting));
    expect_state(desk, approved, SUP_REQUEST_VOID);
    expect_state(desk, waiting, SUP_REQUEST_VOID);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00");
}

/* What was granted to whoever asked is void once its row is for who says why. */
static void a_policy_that_asks_for_a_rationale_voids_what_has_none(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t silent = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "5.00"));
    int64_t told =
        request_ok(desk, by_priya(desk), WISH(ticket, .amount = "6.00", .rationale = "It broke."));

    sla_activate(desk, "\"authority\": {\"matrix\": [{\"name\": \"small\", \"remedies\": "
                       "[\"refund.*\"], \"amount\": {\"EUR\": {}}, \"effect\": "
                       "\"allow_with_rationale\"}]}");
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_priya(desk), EXECUTE(silent));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "request 1 is void: it needs a rationale now, and nobody gave one");
    expect_state(desk, silent, SUP_REQUEST_VOID);
    struct sup_remedy_request *made = request_of(desk, silent);
    assert_string_equal(made->cause, "needs_rationale");
    sup_free(made);
    desk_ok(desk, by_priya(desk), EXECUTE(told));
    expect_clean(desk);
}

static void another_captured_amount_voids_it(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id;

    request_report(desk, "captured", "100.00 EUR");
    id = large(desk, ticket, "60.01");
    desk_ok(desk, by_lee(desk), APPROVE(id));
    request_report(desk, "captured", "99.99 EUR");
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_priya(desk), EXECUTE(id));
}

/* Who asked is looked at again as well. */
static void who_left_gives_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "5.00"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "5.00"));

    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya"));
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_lee(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya", .is_departed = 1));
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_lee(desk), EXECUTE(second));
}

/* ---- time ---- */

/* Six hours to execute; then it counts no more. */
/* Who asked may have lost the right to ask, and who approved the right to approve, without having
 * left: what they said counts no more. */
static void who_may_do_so_no_more_gives_nothing(void **state)
{
    static const char *const agent[] = {"agent"};
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    sla_activate(desk,
                 "\"authority\": {\"matrix\": [{\"name\": \"all\", \"remedies\": [\"refund.*\"],"
                 " \"amount\": {\"EUR\": {\"to\": \"5.00\"}}, \"effect\": \"allow\"},"
                 " {\"name\": \"more\", \"remedies\": [\"refund.*\"], \"amount\": {\"EUR\": {}},"
                 " \"effect\": \"needs_approval\", \"approval\": {\"agents\": [\"3\"],"
                 " \"within\": \"PT4H\"}}]}");
    int64_t granted = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "1.00"));
    int64_t waiting = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "6.00"));
    int64_t approved = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "7.00"));
    desk_ok(desk, by_ada(desk), APPROVE(approved));
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya"));
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_lee(desk), EXECUTE(granted));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "request 1 is void: who asked for it has no right to ask any more");
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_ada(desk), APPROVE(waiting));
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = ADA, .name = "Ada", .roles = agent, .role_count = 1));
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_lee(desk), EXECUTE(approved));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "request 3 is void: somebody who approved it may do so no more");
    expect_clean(desk);
}

/* Of two the first may have lost the right before the second approves: nothing is granted by half.
 */
static void who_approved_first_may_do_so_still(void **state)
{
    static const char *const agent[] = {"agent"};
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk),
                            WISH(ticket, .remedy = "goodwill", .amount = "5.00", .rationale = "r"));

    desk_ok(desk, by_lee(desk), APPROVE(id));
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = LEE, .name = "Lee", .roles = agent, .role_count = 1));
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_ada(desk), APPROVE(id));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "request 1 is void: somebody who approved it may do so no more");
    expect_state(desk, id, SUP_REQUEST_VOID);
    expect_clean(desk);
}

static void what_is_not_executed_expires(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id =
        request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.00", .rationale = "r"));
    int64_t begun_ms = desk->now_ms;

    desk->now_ms = begun_ms + 6 * HOUR_MS - 1;
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.01"), "approval large");
    desk->now_ms = begun_ms + 6 * HOUR_MS;
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_priya(desk), EXECUTE(id));
    /* Whether a tick has said so or not. */
    expect_state(desk, id, SUP_REQUEST_EXPIRED);
    expect_answer(desk, by_priya(desk), WISH(request_ticket(desk), .amount = "0.01"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00");
    desk_tick(desk);
    expect_state(desk, id, SUP_REQUEST_EXPIRED);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.01"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00");
    expect_clean(desk);
}

/* `told` is what the payload says of who is told. */
static uint32_t count_told(struct desk *desk, const char *name, int64_t number, int64_t at_ms,
                           const char *told)
{
    struct sup_event_list *list = NULL;
    uint32_t count = 0;
    int64_t after = 0;

    do {
        must(desk, sup_event_list(desk->core, by_system(desk),
                                  PARAMS(event_list, .after_id = after), &list));
        for (uint32_t i = 0; i < list->count; i++) {
            const struct sup_event *event = &list->items[i];

            count += strcmp(event->name, name) == 0 && event->number == number &&
                     event->at_ms == at_ms && strstr(event->payload, told) != NULL;
        }
        after = list->next_after_id;
        sup_free(list);
    } while (after != 0);
    return count;
}

/* After one hour the lead is reminded, after two the admin may approve, after four it is over; and
 * Priya, who asked, hears of each. */
static void an_approval_that_nobody_gives_is_told(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = large(desk, ticket, "60.01");
    int64_t asked_ms = desk->now_ms;

    desk->now_ms = asked_ms + 2 * HOUR_MS - 1;
    desk_tick(desk);
    assert_int_equal(count_told(desk, "remedy.waits", 1, asked_ms + HOUR_MS,
                                "\"notify\":[\"role:lead\",\"agent:1\"]"),
                     1);
    desk_fails(desk, SUP_MSG_APPROVAL_HOLDER, "request_id", by(desk, SUP_ACTOR_AGENT, ADA),
               APPROVE(id));
    desk->now_ms = asked_ms + 4 * HOUR_MS - 1;
    desk_tick(desk);
    assert_int_equal(count_told(desk, "remedy.waits", 2, asked_ms + 2 * HOUR_MS,
                                "\"notify\":[\"role:admin\",\"agent:1\"]"),
                     1);
    int64_t second = large(desk, ticket, "70.00");
    desk_ok(desk, by(desk, SUP_ACTOR_AGENT, ADA), APPROVE(id));
    desk->now_ms = asked_ms + 4 * HOUR_MS + DAY_MS * 365;
    desk_tick(desk);
    expect_state(desk, id, SUP_REQUEST_EXPIRED); /* nobody executed it */
    expect_state(desk, second, SUP_REQUEST_EXPIRED);
    expect_clean(desk);
}

/* ---- what the shop says ---- */

static void what_was_given_counts(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id =
        request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.00", .rationale = "r"));

    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = "45.50", .external_id = "re_1"));
    /* 60.00 - 45.50 is free again. */
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "14.50"),
                  "allow small order 45.50 of 60.00, agent 45.50 of 100.00");
    /* Twice is once, and something else is told. */
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = "45.50", .external_id = "re_1"));
    assert_int_equal(desk->receipt.is_replay, 1);
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "re_1"));
    desk_fails(desk, SUP_MSG_REQUEST_SETTLED, "request_id", by_system(desk),
               CONFIRM(id, .amount = "45.51"));
    desk_fails(desk, SUP_MSG_REQUEST_SETTLED, "request_id", by_system(desk),
               CONFIRM(id, .external_id = "re_2"));
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_system(desk), FAIL(id));
    int64_t other = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "1.00"));
    desk_ok(desk, by_priya(desk), EXECUTE(other));
    desk_fails(desk, SUP_MSG_REQUEST_EXTERNAL, "external_id", by_system(desk),
               CONFIRM(other, .external_id = "re_1"));
    expect_clean(desk);
}

static void what_failed_counts_no_more(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id =
        request_ok(desk, by_priya(desk), WISH(ticket, .amount = "60.00", .rationale = "r"));

    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_system(desk), FAIL(id));
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_priya(desk), WITHDRAW(id));
    desk_ok(desk, by_system(desk), FAIL(id));
    desk_ok(desk, by_system(desk), FAIL(id));
    assert_int_equal(desk->receipt.is_replay, 1);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "19.99"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00");
    /* The shop was wrong: it did give it. */
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "re_1"));
    struct sup_remedy_request *made = request_of(desk, id);
    assert_int_equal(made->state, SUP_REQUEST_CONFIRMED);
    assert_int_equal(made->is_irregular, 1);
    assert_string_equal(made->settled, "60.00");
    sup_free(made);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "0.01"), "approval large");
    expect_clean(desk);
}

/* The clerk who gives it before asking: it counts, and shows. */
static void what_was_given_unapproved_counts_and_is_marked(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = large(desk, ticket, "60.01");

    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "re_1"));
    struct sup_remedy_request *made = request_of(desk, id);
    assert_int_equal(made->is_irregular, 1);
    sup_free(made);
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_lee(desk), APPROVE(id));
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "0.01"), "approval large");
    expect_clean(desk);
}

/* A cent more than was granted was granted by nobody. */
static void what_was_given_beyond_the_grant_counts_and_is_marked(void **state)
{
    static const char *const given[] = {"9.99", "10.00", "10.01"};
    struct desk *desk = *state;
    int64_t first = request_desk(desk);

    for (int i = 0; i < 3; i++) {
        char external[] = "re_0";
        int64_t ticket = i ? request_ticket(desk) : first;
        int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

        external[3] = (char)('0' + i);
        desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_EXECUTE,
                PARAMS(authority_execute, .request_id = id, .duplicate_of = id - 1));
        desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = external, .amount = given[i]));
        struct sup_remedy_request *made = request_of(desk, id);
        assert_int_equal(made->is_irregular, i == 2);
        assert_string_equal(made->settled, given[i]);
        sup_free(made);
    }
    expect_clean(desk);
}

static void spaces_are_no_reason(void **state)
{
    static const char *const mute[] = {"\xE2\x80\x8B", "\xC2\xA0", "."};
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_RATIONALE,
               WISH(ticket, .amount = "60.00", .rationale = " \n\t "));
    for (size_t i = 0; i < sizeof mute / sizeof mute[0]; i++) {
        request_no(desk, by_priya(desk), SUP_MSG_REMEDY_RATIONALE,
                   WISH(ticket, .amount = "60.00", .rationale = mute[i]));
    }
    int64_t id = large(desk, ticket, "60.01");
    desk_fails(desk, SUP_MSG_APPROVAL_NOTE, "note", by_lee(desk), REJECT(id, "  "));
    desk_fails(desk, SUP_MSG_APPROVAL_NOTE, "note", by_lee(desk), REJECT(id, mute[0]));
    desk_ok(desk, by_lee(desk), REJECT(id, "No."));
    /* Who need not say why says nothing with it; any letter or digit is a reason. */
    id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "5.00", .rationale = mute[2]));
    struct sup_remedy_request *made = request_of(desk, id);
    assert_null(made->rationale);
    sup_free(made);
    (void)request_ok(desk, by_priya(desk),
                     WISH(ticket, .amount = "21.00", .rationale = "\xE5\x9D\x8F"));
    expect_clean(desk);
}

static void who_asked_takes_it_back(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = large(desk, ticket, "60.01");

    desk_fails(desk, SUP_MSG_REQUEST_FOREIGN, "request_id", by_lee(desk), WITHDRAW(id));
    desk_ok(desk, by_priya(desk), WITHDRAW(id));
    expect_state(desk, id, SUP_REQUEST_WITHDRAWN);
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_priya(desk), WITHDRAW(id));
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "19.99"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00");
}

/* ---- floors ---- */

#define HELD_FLOORS                                                                                \
    "\"floors\": [\"first\", {\"name\": \"second\", \"rules\": [{\"name\": \"risk\", \"when\": "   \
    "{\"in\": [\"risk\", {\"var\": \"ticket.tags\"}]}}], \"hold\": [{\"actions\": "                \
    "[\"authority.execute\"], \"until\": \"clearance\"}], \"clearance\": {\"roles\": [\"lead\", "  \
    "\"admin\"]}}], "

static void a_floor_holds_what_was_granted(void **state)
{
    static const char *const risk = "risk";
    struct desk *desk = *state;
    static char sections[8000];
    int64_t ticket = request_desk(desk);

    snprintf(sections, sizeof sections, HELD_FLOORS "%s", request_matrix);
    sla_activate(desk, sections);
    ticket = request_ticket(desk);
    int64_t id = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "5.00"));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = ticket, .tags = &risk, .tag_count = 1));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_lee(desk), EXECUTE(id));
    /* Lee, who asked, may give clearance to others and not to himself. */
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_CLEARANCE));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "request_id", by_lee(desk), EXECUTE(id));
    int64_t other = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "6.00"));
    desk_ok(desk, by_priya(desk), EXECUTE(other));
}

/* ---- lists ---- */

static void waiting_requests_are_listed(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_approval_list *list = NULL;
    int64_t mine = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "60.01"));
    int64_t first = large(desk, ticket, "61.00");
    int64_t second = large(desk, ticket, "62.00");

    must(desk, sup_approval_list(desk->core, by_lee(desk),
                                 PARAMS(approval_list, .is_mine = 1, .limit = 1), &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].id, first);
    int64_t after = list->next_after_id;
    sup_free(list);
    must(desk, sup_approval_list(desk->core, by_lee(desk),
                                 PARAMS(approval_list, .is_mine = 1, .after_id = after), &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].id, second);
    assert_int_equal(list->next_after_id, 0);
    sup_free(list);
    must(desk,
         sup_approval_list(desk->core, by_priya(desk), PARAMS(approval_list, .state = 0), &list));
    assert_int_equal(list->count, 3);
    assert_int_equal(list->items[0].id, mine);
    sup_free(list);
    must(desk,
         sup_approval_list(desk->core, by_priya(desk), PARAMS(approval_list, .is_mine = 1), &list));
    assert_int_equal(list->count, 0);
    sup_free(list);
}

/* ---- history ---- */

static void a_history_tells_it_in_sentences(void **state)
{
    static const char *const said[] = {
        "Priya (agent) asked for refund.partial of 60.01 EUR, which needs approval, by the row "
        "large, told to role:lead.",
        "Lee Wong (agent) approved refund.partial (request 1): So be it.",
        "Priya (agent) began refund.partial (request 1).",
        "The desk said that the shop gave refund.partial of 59.00 EUR (request 1).",
        "Priya (agent) was refused refund.partial of 1.01 EUR, which is more than the order "
        "brought in, by the row large: r.",
        "Priya (agent) asked for goodwill of 1.00 EUR, which needs approval, by the row gesture, "
        "told to role:lead, role:admin: r.",
        "Lee Wong (agent) approved goodwill (request 3), which needs more approvals.",
        "Priya (agent) took back goodwill (request 3)."};
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_history *history = NULL;
    int64_t id = large(desk, ticket, "60.01");

    desk_ok(desk, by_lee(desk), SUP_OP_APPROVAL_DECIDE,
            PARAMS(approval_decide, .request_id = id, .note = "So be it"));
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = "59.00"));
    request_report(desk, "captured", "60.00 EUR");
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_CAPTURED,
               WISH(ticket, .amount = "1.01", .rationale = "r"));
    id = request_ok(desk, by_priya(desk),
                    WISH(ticket, .remedy = "goodwill", .amount = "1.00", .rationale = "r"));
    desk_ok(desk, by_lee(desk), APPROVE(id));
    desk_ok(desk, by_priya(desk), WITHDRAW(id));
    must(desk, sup_ticket_history(desk->core, by_lee(desk),
                                  PARAMS(ticket_page, .ticket_id = ticket), &history));
    assert_int_equal(history->count, 2 + 8); /* it was opened, and Ann wrote */
    for (uint32_t i = 0; i < 8; i++) {
        assert_string_equal(history->items[2 + i].sentence, said[i]);
    }
    sup_free(history);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_history_tells_it_in_sentences),
    desk_test(a_lead_approves_what_an_agent_asks_for),
    desk_test(nobody_approves_their_own),
    desk_test(what_approvals_are_bound_to_can_not_be_tried),
    desk_test(an_approval_is_bound_to_all_that_was_asked_for),
    desk_test(nobody_approves_their_own_in_another_guise),
    desk_test(two_people_approve),
    desk_test(a_rejection_says_why_and_releases),
    desk_test(another_policy_voids_what_was_approved),
    desk_test(a_policy_that_asks_for_a_rationale_voids_what_has_none),
    desk_test(another_captured_amount_voids_it),
    desk_test(who_left_gives_nothing),
    desk_test(who_may_do_so_no_more_gives_nothing),
    desk_test(who_approved_first_may_do_so_still),
    desk_test(what_is_not_executed_expires),
    desk_test(an_approval_that_nobody_gives_is_told),
    desk_test(what_was_given_counts),
    desk_test(what_failed_counts_no_more),
    desk_test(what_was_given_unapproved_counts_and_is_marked),
    desk_test(what_was_given_beyond_the_grant_counts_and_is_marked),
    desk_test(spaces_are_no_reason),
    desk_test(who_asked_takes_it_back),
    desk_test(a_floor_holds_what_was_granted),
    desk_test(waiting_requests_are_listed),
};

DESK_MAIN(tests)
