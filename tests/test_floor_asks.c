/*
 * test_floor_asks.c: requests for a signature: from when it is waited for, and what comes of a time
 * limit that passes meanwhile.
 *
 * The specialists have 200 seconds from when Priya has the ticket, at 0, and a signature is waited
 * for during 50.
 */
#include "floor_fixture.h"

static void begin(struct desk *desk)
{
    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_tag(desk, 1, "abuse");
    floor_assign(desk, 1, PRIYA);
    floor_evidence(desk, 1, "notes");
}

static void ask(struct desk *desk, int64_t second)
{
    floor_clock(desk, second);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 1, .justification = "A lawyer writes."));
}

static void refuse(struct desk *desk, int64_t second)
{
    floor_clock(desk, second);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_MOVE_UP, .is_rejected = 1,
                   .note = "It is no lawyer."));
}

static void tick_at(struct desk *desk, int64_t second)
{
    floor_clock(desk, second);
    desk_tick(desk);
}

/* ---- from when ---- */

/* Whenever it is said to have been asked for: nobody could sign before that was known. */
static void a_request_of_the_past_is_waited_for_from_now_on(void **state)
{
    struct desk *desk = *state;
    struct sup_caller priya;

    begin(desk);
    floor_clock(desk, 100);
    priya = *by_priya(desk);
    priya.at_ms = T0 + 20000;
    desk_ok(desk, &priya, SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 1, .justification = "A lawyer writes."));
    tick_at(desk, 150);
    expect_visits(desk, 1, "1 triage opened 0-0 rule\n2 specialist rule 0--1 - asked 100 by 1\n");
    tick_at(desk, 151);
    expect_visits(desk, 1,
                  "1 triage opened 0-0 rule\n2 specialist rule 0-150 unsigned asked 100 by 1\n"
                  "3 risk unsigned 150--1 -\n");
    desk_expect_sound(desk);
}

/* Nor is it said to be signed before it was asked for, or before the ticket came there. */
static void a_signature_of_the_past_is_of_no_earlier_than_what_it_answers(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_explanation *made = NULL;
    struct sup_caller who;

    begin(desk);
    ask(desk, 100);
    floor_clock(desk, 140);
    who = *by_lee(desk);
    who.at_ms = T0 + 20000;
    desk_ok(desk, &who, SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_MOVE_UP));
    expect_visits(desk, 1,
                  "1 triage opened 0-0 rule\n"
                  "2 specialist rule 0-100 manual asked 100 by 1 signed 100 by 2\n"
                  "3 risk manual 100--1 -\n");
    who = *by_ada(desk);
    who.at_ms = T0 + 30000;
    desk_ok(desk, &who, SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION));
    must(desk,
         sup_floor_explain(desk->core, by_lee(desk), PARAMS(floor_explain, .ticket_id = 1), &made));
    assert_int_equal(made->signatures[0].signed_ms, T0 + 100000);
    sup_free(made);
    desk_expect_sound(desk);
}

static void expect_asker(struct desk *desk, int64_t ticket, int32_t kind, int64_t id)
{
    struct sup_floor_explanation *made = NULL;
    const struct sup_floor_visit *last;

    must(desk, sup_floor_explain(desk->core, by_lee(desk),
                                 PARAMS(floor_explain, .ticket_id = ticket), &made));
    last = &made->visits[made->visit_count - 1];
    assert_int_equal(last->asked_kind, kind);
    assert_int_equal(last->asked_by, id);
    sup_free(made);
}

/* Customers and agents have the same numbers: which of them asked is said. */
static void it_is_told_what_kind_of_person_asked(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    expect_asker(desk, 1, 0, 0);
    ask(desk, 100);
    expect_asker(desk, 1, SUP_ACTOR_AGENT, PRIYA);
    refuse(desk, 110);
    tick_at(desk, 201);
    expect_asker(desk, 1, SUP_ACTOR_SYSTEM, 0); /* the limit passed at 200 */
}

/* ---- limits that pass while it is waited for ---- */

static void a_limit_that_passed_asks_when_another_request_is_refused(void **state)
{
    struct desk *desk = *state;
    struct sup_event_list *events = NULL;

    begin(desk);
    ask(desk, 180);
    tick_at(desk, 201);
    expect_visits(
        desk, 1, "1 triage opened 0-0 rule\n2 specialist rule 0--1 - stalled 200 asked 180 by 1\n");
    refuse(desk, 210);
    expect_visits(
        desk, 1, "1 triage opened 0-0 rule\n2 specialist rule 0--1 - stalled 200 asked 210 by 0\n");
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = desk_sequence(desk) - 1), &events));
    assert_int_equal(events->count, 1);
    assert_string_equal(events->items[0].name, "floor.sign_off_requested");
    assert_int_equal(events->items[0].number, SUP_FLOOR_STALLED);
    assert_int_equal(events->items[0].actor_kind, SUP_ACTOR_SYSTEM);
    assert_non_null(
        strstr(events->items[0].payload, "\"limit\":\"work_on_floor\",\"limit_ms\":200000"));
    sup_free(events);
    tick_at(desk, 261);
    expect_visits(desk, 1,
                  "1 triage opened 0-0 rule\n"
                  "2 specialist rule 0-260 unsigned stalled 200 asked 210 by 0\n"
                  "3 risk unsigned 260--1 -\n");
    desk_expect_sound(desk);
}

static void what_the_limit_asked_for_is_refused_once(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    tick_at(desk, 201);
    refuse(desk, 210);
    tick_at(desk, 1000);
    expect_visits(desk, 1,
                  "1 triage opened 0-0 rule\n"
                  "2 specialist rule 0--1 - stalled 200 asked 200 by 0 refused 210 by 2\n");
    desk_expect_sound(desk);
}

static void a_limit_asks_after_an_earlier_request_was_refused(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    ask(desk, 100);
    refuse(desk, 110);
    tick_at(desk, 201);
    expect_visits(
        desk, 1, "1 triage opened 0-0 rule\n2 specialist rule 0--1 - stalled 200 asked 200 by 0\n");
    desk_expect_sound(desk);
}

/* A floor whose limit only tells asks for nothing, whatever is refused. */
static void a_limit_that_only_tells_asks_for_nothing(void **state)
{
    struct desk *desk = *state;

    floors(desk,
           FLOOR("desk", FLOOR_LIMIT(100) ", \"on_limit\": \"tell\"" FLOOR_SIGN_OFF) ", " FLOOR(
               "risk", ""));
    desk_ticket(desk);
    ask(desk, 90);
    tick_at(desk, 101);
    refuse(desk, 110);
    expect_visits(desk, 1, "1 desk opened 0--1 - stalled 100 asked 90 by 1 refused 110 by 2\n");
    desk_expect_sound(desk);
}

/* ---- what is no limit ---- */

/* The signature was not given in time: that is no time limit of the floor. */
static void a_request_that_nobody_answers_is_no_stall(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_summary *sum;

    floors(desk, FLOOR("desk", FLOOR_SIGN_OFF) ", " FLOOR("risk", ""));
    desk_ticket(desk);
    ask(desk, 10);
    tick_at(desk, 100);
    expect_visits(desk, 1, "1 desk opened 0--1 - asked 10 by 1\n");
    sum = summed(desk);
    assert_int_equal(sum->floors[0].stalled_count, 0);
    sup_free(sum);
    desk_expect_sound(desk);
}

/* By hand, by the customer and by time: each rises unsigned, and is counted as what it was. */
static void what_rises_unsigned_is_counted_as_what_was_asked_for(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_summary *sum;

    floors(desk,
           FLOOR("desk",
                 FLOOR_LIMIT(100) ", \"sign_off\": {\"roles\": [\"lead\"], \"within\": \"PT50S\","
                                  " \"unsigned\": \"rise\"}") ", " FLOOR("risk", ""));
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    ask(desk, 10);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 2, .is_customer_request = 1));
    tick_at(desk, 200);
    sum = summed(desk);
    assert_int_equal(sum->floors[0].escalated_count, 3);
    assert_int_equal(sum->floors[0].unsigned_count, 3);
    assert_int_equal(sum->floors[0].manual_count, 1);
    assert_int_equal(sum->floors[0].customer_count, 1);
    assert_int_equal(sum->floors[0].stalled_count, 1);
    assert_int_equal(sum->complete_count, 0);
    sup_free(sum);
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_request_of_the_past_is_waited_for_from_now_on),
    desk_test(a_signature_of_the_past_is_of_no_earlier_than_what_it_answers),
    desk_test(it_is_told_what_kind_of_person_asked),
    desk_test(a_limit_that_passed_asks_when_another_request_is_refused),
    desk_test(what_the_limit_asked_for_is_refused_once),
    desk_test(a_limit_asks_after_an_earlier_request_was_refused),
    desk_test(a_limit_that_only_tells_asks_for_nothing),
    desk_test(a_request_that_nobody_answers_is_no_stall),
    desk_test(what_rises_unsigned_is_counted_as_what_was_asked_for),
};

DESK_MAIN(tests)
