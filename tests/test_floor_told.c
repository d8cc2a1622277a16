/*
 * test_floor_told.c: what a history, a context and a handover tell of floors, and that what a floor
 * holds is held whichever way it is asked for.
 */
#include "customer_fixture.h"
#include "join_fixture.h"

#include "sla_fixture.h"

#define TAGGED(tag) "{\"in\": [\"" tag "\", {\"var\": \"ticket.tags\"}]}"

/* Triage of 100 seconds; specialists of 200, then 50 for a lead to sign; risk, signed by an admin,
 * who is told. By tag "abuse" a ticket is for specialists, by "law" it is a risk. */
static const char floors[] =
    "\"floors\": ["
    "{\"name\": \"triage\", \"limits\": [{\"within\": \"PT100S\"}]},"
    "{\"name\": \"specialist\", \"rules\": [{\"name\": \"abuse\", \"when\": " TAGGED(
        "abuse") "}],"
                 " \"limits\": [{\"within\": \"PT200S\"}],"
                 " \"sign_off\": {\"roles\": [\"lead\"], \"within\": \"PT50S\", \"unsigned\": "
                 "\"rise\"},"
                 " \"hold\": [{\"actions\": [\"ticket.move\", \"ticket.transfer\"], \"until\": "
                 "\"move_up\"}],"
                 " \"evidence\": {\"to_leave\": [\"notes\"]}},"
                 "{\"name\": \"risk\", \"rules\": [{\"name\": \"law\", \"when\": " TAGGED(
                     "law") "}],"
                            " \"evidence\": {\"to_resolve\": [\"statement\"]},"
                            " \"resolution\": [{\"name\": \"head_of_risk\", \"roles\": "
                            "[\"admin\"]}],"
                            " \"notify\": {\"roles\": [\"admin\"]}, \"lowered_by\": {\"roles\": "
                            "[\"admin\"]}}]";

static void clock_at(struct desk *desk, int64_t second)
{
    desk->now_ms = T0 + second * 1000;
}

static void tag(struct desk *desk, int64_t ticket, const char *name)
{
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = ticket, .tags = &name, .tag_count = 1));
}

/* The last sentence of that kind. */
static void expect_said(struct desk *desk, int64_t ticket, const char *kind, const char *expected)
{
    struct sup_history *history = NULL;
    const char *said = "nothing";

    must(desk, sup_ticket_history(desk->core, by_lee(desk),
                                  PARAMS(ticket_page, .ticket_id = ticket), &history));
    for (uint32_t i = 0; i < history->count; i++) {
        said = strcmp(history->items[i].kind, kind) == 0 ? history->items[i].sentence : said;
    }
    assert_string_equal(said, expected);
    sup_free(history);
}

/* A ticket that stalled in triage after 100 seconds and on the next floor after 200 more. Limits
 * pass a millisecond after them, so the request is of T0 + 300.002 s. */
static void stall_twice(struct desk *desk)
{
    sla_activate(desk, floors);
    desk_ticket(desk);
    clock_at(desk, 101);
    desk_tick(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = PRIYA));
    clock_at(desk, 302);
    desk_tick(desk);
}

static void sign(struct desk *desk, const struct sup_caller *caller, int32_t kind, int is_rejected,
                 const char *note)
{
    desk_ok(
        desk, caller, SUP_OP_FLOOR_SIGN,
        PARAMS(floor_sign, .ticket_id = 1, .kind = kind, .is_rejected = is_rejected, .note = note));
}

static void a_way_up_is_told_step_by_step(void **state)
{
    struct desk *desk = *state;

    stall_twice(desk);
    expect_said(desk, 1, "ticket.opened",
                "Ann Lee (customer) opened the ticket by email, priority normal, floor triage.");
    expect_said(desk, 1, "floor.escalated",
                "The desk escalated the ticket from the floor triage to specialist, since a time "
                "limit had passed.");
    expect_said(desk, 1, "floor.sign_off_requested",
                "The desk asked for a sign-off to move the ticket from the floor specialist to "
                "risk, since a time limit had passed, by role:lead.");
    sign(desk, by_lee(desk), SUP_SIGN_MOVE_UP, 0, "Go on");
    expect_said(desk, 1, "floor.signed",
                "Lee Wong (agent) signed that the ticket moves up from the floor specialist: Go "
                "on.");
    expect_said(desk, 1, "floor.escalated",
                "Lee Wong (agent) escalated the ticket from the floor specialist to risk, since a "
                "time limit had passed, which is signed, without the evidence notes, told to "
                "role:admin.");
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_EVIDENCE,
            PARAMS(floor_evidence, .ticket_id = 1, .evidence = "statement", .note = "In the safe"));
    expect_said(desk, 1, "floor.evidence_recorded",
                "Lee Wong (agent) recorded the evidence statement: In the safe.");
    sign(desk, by_ada(desk), SUP_SIGN_RESOLUTION, 1, NULL);
    expect_said(desk, 1, "floor.signed",
                "Ada Byron (agent) refused to sign the ticket's resolution as head_of_risk.");
    sign(desk, by_ada(desk), SUP_SIGN_RESOLUTION, 0, NULL);
    expect_said(desk, 1, "floor.signed",
                "Ada Byron (agent) signed the ticket's resolution as head_of_risk.");
}

static void nobody_signed_is_told(void **state)
{
    struct desk *desk = *state;

    stall_twice(desk);
    clock_at(desk, 400);
    desk_tick(desk);
    expect_said(desk, 1, "floor.escalated",
                "The desk escalated the ticket from the floor specialist to risk, unsigned: nobody "
                "had signed in time, without the evidence notes, told to role:admin.");
}

static void ways_up_and_down_by_people_are_told(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, floors);
    desk_ticket(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 1, .is_customer_request = 1,
                   .justification = "She insists"));
    expect_said(desk, 1, "floor.escalated",
                "Lee Wong (agent) escalated the ticket from the floor triage to specialist, since "
                "the customer had asked: She insists.");
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 1, .floor = "triage", .reason = "Calm again"));
    expect_said(desk, 1, "floor.returned",
                "Lee Wong (agent) let the ticket return from the floor specialist to triage: Calm "
                "again.");
    tag(desk, 1, "law");
    expect_said(desk, 1, "floor.raised",
                "Lee Wong (agent) raised the ticket's minimum floor to risk by rule law, and moved "
                "it from the floor triage to risk, told to role:admin.");
    tag(desk, 1, "abuse");
    expect_said(desk, 1, "floor.rules_matched",
                "Lee Wong (agent) found that these rules ask for no higher floor: abuse.");
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 1, .floor = "triage", .reason = "A mistake"));
    expect_said(desk, 1, "floor.lowered",
                "Ada Byron (agent) lowered the ticket and its minimum from the floor risk to "
                "triage: A mistake.");
}

/* It was on risk by hand before a rule asked for that. */
static void a_minimum_that_is_raised_alone_moves_nothing(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, floors);
    desk_ticket(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 1, .floor = "risk"));
    tag(desk, 1, "law");
    expect_said(desk, 1, "floor.raised",
                "Lee Wong (agent) raised the ticket's minimum floor to risk by rule law.");
}

static void a_merge_tells_whose_minimum_it_is(void **state)
{
    struct desk *desk = *state;
    const char *law = "law";

    sla_activate(desk, floors);
    desk_ticket(desk);
    desk_ticket(desk);
    tag(desk, 2, "law"); /* and what comes with it asks for no floor any more */
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = 2, .tags = &law, .tag_count = 1));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 2, .into = 1));
    expect_said(desk, 1, "floor.raised",
                "Lee Wong (agent) raised the ticket's minimum floor to risk by rule law, that of ticket 2, and "
                "moved it from the floor triage to risk, told to role:admin.");
}

static struct sup_customer_context *ask_context(struct desk *desk)
{
    struct sup_customer_context *context = NULL;

    must(desk, sup_customer_context(desk->core, by_priya(desk),
                                    PARAMS(customer_context, .customer_id = ANN), &context));
    assert_int_equal(context->work_count, 1);
    return context;
}

static void a_context_tells_the_floor_and_what_it_waits_for(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_context *context;

    desk_ticket(desk);
    context = ask_context(desk); /* the built-in policy has no floors */
    assert_null(context->work[0].floor);
    assert_null(context->work[0].floor_minimum);
    assert_int_equal(context->work[0].waits_for, 0);
    sup_free(context);
    desk_reply(desk, by_priya(desk), 1, "It is on its way.", "solved");

    sla_activate(desk, floors);
    desk_ticket(desk);
    clock_at(desk, 101);
    desk_tick(desk);
    context = ask_context(desk);
    assert_string_equal(context->work[0].floor, "specialist");
    assert_string_equal(context->work[0].floor_minimum, "triage");
    assert_int_equal(context->work[0].waits_for, 0);
    assert_null(context->work[0].sign_from);
    sup_free(context);

    clock_at(desk, 302);
    desk_tick(desk);
    context = ask_context(desk);
    assert_int_equal(context->work[0].waits_for, SUP_SIGN_MOVE_UP);
    assert_int_equal(context->work[0].asked_ms, T0 + 300002);
    assert_string_equal(context->work[0].sign_from, "role:lead");
    sup_free(context);

    tag(desk, 2, "law");
    context = ask_context(desk);
    assert_string_equal(context->work[0].floor, "risk");
    assert_string_equal(context->work[0].floor_minimum, "risk");
    assert_int_equal(context->work[0].waits_for, SUP_SIGN_RESOLUTION);
    assert_int_equal(context->work[0].asked_ms, 0);
    assert_null(context->work[0].sign_from);
    sup_free(context);
}

static void a_handover_tells_the_way_up(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket_handover *handover = NULL;
    int found = 0;

    stall_twice(desk);
    must(desk, sup_ticket_handover(desk->core, by_priya(desk),
                                   PARAMS(ticket_handover, .ticket_id = 1), &handover));
    assert_string_equal(handover->work->floor, "specialist");
    assert_int_equal(handover->work->waits_for, SUP_SIGN_MOVE_UP);
    for (uint32_t i = 0; i < handover->step_count; i++) {
        const char *said = handover->steps[i].sentence;

        found += strcmp(said, "The desk escalated the ticket from the floor triage to specialist, "
                              "since a time limit had passed.") == 0;
        found += strncmp(said, "The desk asked for a sign-off", 29) == 0;
    }
    assert_int_equal(found, 2);
    sup_free(handover);
}

static void a_misspelt_signature_gets_the_nearest(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, floors);
    desk_ticket(desk);
    tag(desk, 1, "law");
    desk_fails(desk, SUP_MSG_FLOOR_UNWANTED, "signature", by_ada(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION,
                      .signature = "head_of_rsik"));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'head_of_risk'?");
}

/* Where a risk takes it wins over where it would go, in a test as in the desk. */
static void a_policy_test_tells_the_team_of_the_floor(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_test *tested = NULL;
    struct sup_ticket *ticket;
    const char *tags = "law";

    sla_activate(desk, "\"routing\": [{\"name\": \"all\", \"team\": \"specialists\"}],"
                       "\"floors\": [{\"name\": \"triage\", \"limits\": [{\"within\": \"PT1H\"}]},"
                       "{\"name\": \"risk\", \"team\": \"risk\", \"rules\": [{\"name\": \"law\", "
                       "\"when\": " TAGGED("law") "}]}]");
    must(desk, sup_policy_test(desk->core, by_system(desk),
                               PARAMS(policy_test, .facts = "{\"ticket\": {\"tags\": [\"law\"]}}"),
                               &tested));
    assert_string_equal(tested->floor, "risk");
    assert_string_equal(tested->team, "risk");
    assert_string_equal(tested->team_why, "the floor");
    sup_free(tested);
    must(desk,
         sup_policy_test(desk->core, by_system(desk), PARAMS(policy_test, .facts = "{}"), &tested));
    assert_string_equal(tested->floor, "triage");
    assert_string_equal(tested->team, "specialists");
    sup_free(tested);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .tags = &tags, .tag_count = 1));
    ticket = desk_get(desk, desk->receipt.id);
    assert_string_equal(ticket->team, "risk");
    sup_free(ticket);
}

/* It was there before there were floors; then its floor is gone; then only its minimum is. */
static void what_another_policy_does_is_told(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_explanation *made = NULL;
    int told = 0;

    desk_ticket(desk);
    clock_at(desk, 10);
    sla_activate(desk, "\"floors\": [\"a\", \"b\"]");
    desk_tick(desk);
    expect_said(desk, 1, "floor.raised",
                "The desk put the ticket on the floor a, since another policy is active.");
    clock_at(desk, 20);
    sla_activate(desk, "\"floors\": [\"c\", \"b\"]");
    desk_tick(desk);
    expect_said(desk, 1, "floor.raised",
                "The desk moved the ticket from the floor a to c, since another policy is active.");
    must(desk,
         sup_floor_explain(desk->core, by_lee(desk), PARAMS(floor_explain, .ticket_id = 1), &made));
    for (uint32_t i = 0; i < made->line_count; i++) {
        told += strstr(made->lines[i], " on the floor a: another policy is active") != NULL;
        told += strstr(made->lines[i], " on the floor c: another policy is active") != NULL;
    }
    assert_int_equal(told, 2);
    sup_free(made);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = 1));
    clock_at(desk, 30);
    sla_activate(desk, "\"floors\": [\"d\", \"b\"]");
    desk_tick(desk);
    expect_said(desk, 1, "floor.raised",
                "The desk called the ticket's minimum floor d, since another policy is active.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(a_way_up_is_told_step_by_step),
        desk_test(nobody_signed_is_told),
        desk_test(ways_up_and_down_by_people_are_told),
        desk_test(a_minimum_that_is_raised_alone_moves_nothing),
        desk_test(a_merge_tells_whose_minimum_it_is),
        desk_test(a_context_tells_the_floor_and_what_it_waits_for),
        desk_test(a_handover_tells_the_way_up),
        desk_test(a_misspelt_signature_gets_the_nearest),
        desk_test(a_policy_test_tells_the_team_of_the_floor),
        desk_test(what_another_policy_does_is_told),
    };
    int failed;

    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
