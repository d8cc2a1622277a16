/*
 * test_floor_merges.c: a sign-off that is waited for, through merges and back: nothing is lost,
 * nobody is told twice, no time is won and nobody signs who may not.
 */
#include "fault_store.h"
#include "floor_fixture.h"
#include "timer_fixture.h"

#include <stdio.h>

#define UNMERGE(...)  SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, __VA_ARGS__)
#define ESCALATE(...) SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, __VA_ARGS__)
#define SIGN(...)     SUP_OP_FLOOR_SIGN, PARAMS(floor_sign, __VA_ARGS__)

#define SIGN_OFF                                                                                   \
    ", \"sign_off\": {\"roles\": [\"lead\", \"admin\"], \"within\": \"PT50S\", \"unsigned\":"      \
    " \"rise\"}"

/* Of two tickets Lee asks at 20 that the first goes up. */
static void ask(struct desk *desk)
{
    desk_ticket(desk);
    desk_ticket(desk);
    floor_clock(desk, 20);
    desk_ok(desk, by_lee(desk), ESCALATE(.ticket_id = 1));
    expect_visits(desk, 1, "1 desk opened 0--1 - asked 20 by 2\n");
}

/* Two floors, with a signature between them. */
static void begin(struct desk *desk)
{
    floors(desk, FLOOR("desk", SIGN_OFF) ", " FLOOR("risk", FLOOR_FRAUD));
    ask(desk);
}

static void merge_at(struct desk *desk, int64_t second, int64_t ticket, int64_t into)
{
    floor_clock(desk, second);
    desk_ok(desk, by_lee(desk), MERGE(.ticket_id = ticket, .into = into));
}

static void unmerge_at(struct desk *desk, int64_t second, int64_t ticket)
{
    floor_clock(desk, second);
    desk_ok(desk, by_lee(desk), UNMERGE(.ticket_id = ticket));
}

/* The lines of an explanation about the sign-off, without their times. */
static void expect_told(struct desk *desk, int64_t ticket, const char *expected)
{
    struct sup_floor_explanation *made = NULL;
    char got[600] = "";

    must(desk, sup_floor_explain(desk->core, by_lee(desk),
                                 PARAMS(floor_explain, .ticket_id = ticket), &made));
    for (uint32_t i = 0; i < made->line_count; i++) {
        const char *told = strstr(made->lines[i], " a sign-off to ");
        size_t at = strlen(got);

        if (told) {
            (void)snprintf(got + at, sizeof got - at, "%s\n", told + 1);
        }
    }
    sup_free(made);
    assert_string_equal(got, expected);
}

static void a_sign_off_is_waited_for_on_the_whole_and_then_on_the_part(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    begin(desk);
    before = desk_sequence(desk);
    merge_at(desk, 30, 1, 2);
    desk_expect_events(desk, before,
                       "ticket.merged new>closed\nticket.joined\n"
                       "floor.sign_off_carried desk>risk\n");
    expect_visits(desk, 1, "1 desk opened 0-30 joined asked 20 by 2\n");
    expect_visits(desk, 2, "1 desk opened 0--1 - asked 20 by 2\n");
    expect_told(desk, 2,
                "a sign-off to go to risk was asked for on ticket 1, which was merged\n"
                "a sign-off to move up, by role:lead role:admin\n");
    before = desk_sequence(desk);
    unmerge_at(desk, 40, 1);
    desk_expect_events(desk, before,
                       "ticket.unmerged closed>new\nticket.timers_changed\nticket.parted\n"
                       "floor.sign_off_returned desk>risk\nfloor.sign_off_carried desk>risk\n");
    expect_visits(desk, 2, "1 desk opened 0--1 -\n");
    expect_visits(desk, 1,
                  "1 desk opened 0-30 joined asked 20 by 2\n"
                  "2 desk reopened 40--1 - asked 20 by 2\n");
    expect_told(
        desk, 1,
        "a sign-off to go to risk was asked for, and nobody had answered when it was merged\n"
        "a sign-off to go to risk was waited for as before\n"
        "a sign-off to move up, by role:lead role:admin\n");
    desk_ok(desk, by_ada(desk), SIGN(.ticket_id = 1, .kind = SUP_SIGN_MOVE_UP));
    expect_floors(desk, 1, "risk desk");
    expect_floors(desk, 2, "desk desk");
    desk_expect_sound(desk);
}

/* Asked for at 20, it is due at 70, however often the ticket is merged and parted. */
static void no_time_is_won_by_merging(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    merge_at(desk, 30, 1, 2);
    unmerge_at(desk, 40, 1);
    merge_at(desk, 50, 1, 2);
    unmerge_at(desk, 60, 1);
    merge_at(desk, 65, 1, 2);
    floor_clock(desk, 70);
    desk_tick(desk);
    expect_floors(desk, 2, "desk desk");
    floor_clock(desk, 71);
    desk_tick(desk);
    expect_visits(desk, 2, "1 desk opened 0-70 unsigned asked 20 by 2\n2 risk unsigned 70--1 -\n");
    desk_expect_sound(desk);
}

/* ---- limits ---- */

/* The lower floor has a limit of 100 seconds. */
static void begin_limited(struct desk *desk, const char *limit)
{
    char list[300];

    snprintf(list, sizeof list, FLOOR("desk", "%s") ", " FLOOR("risk", FLOOR_FRAUD), limit);
    floors(desk, list);
    desk_ticket(desk);
    desk_ticket(desk);
}

#define WORK_LIMIT ", \"limits\": [{\"within\": \"PT100S\", \"from\": \"assignment\"}]"

static void take(struct desk *desk, int64_t second, int64_t agent)
{
    floor_clock(desk, second);
    desk_ok(desk, by_lee(desk), ASSIGN(.ticket_id = 1, .agent_id = agent));
}

static void tick_at(struct desk *desk, int64_t second)
{
    floor_clock(desk, second);
    desk_tick(desk);
}

/* It came at 0, and is on the floor until 100, however often it is merged and parted. */
static void a_limit_is_not_put_off_by_merging(void **state)
{
    struct desk *desk = *state;

    begin_limited(desk, FLOOR_LIMIT(100));
    merge_at(desk, 30, 1, 2);
    unmerge_at(desk, 40, 1);
    merge_at(desk, 50, 1, 2);
    unmerge_at(desk, 60, 1);
    expect_timers(desk, 1, "time_on_floor",
                  "time_on_floor/1 running 0--1 50 50 floor.desk 100 100 100\n");
    tick_at(desk, 100);
    expect_floors(desk, 1, "desk desk");
    tick_at(desk, 101);
    expect_floors(desk, 1, "risk desk");
    desk_expect_sound(desk);
}

static void a_limit_that_passed_meanwhile_passes_when_it_is_back(void **state)
{
    struct desk *desk = *state;

    begin_limited(desk, FLOOR_LIMIT(100));
    merge_at(desk, 30, 1, 2);
    unmerge_at(desk, 150, 1);
    tick_at(desk, 150);
    expect_floors(desk, 1, "risk desk");
    desk_expect_sound(desk);
}

/* Taken at 10. */
static void a_limit_of_work_is_not_put_off_either(void **state)
{
    struct desk *desk = *state;

    begin_limited(desk, WORK_LIMIT);
    take(desk, 10, PRIYA);
    merge_at(desk, 30, 1, 2);
    unmerge_at(desk, 40, 1);
    tick_at(desk, 110);
    expect_floors(desk, 1, "desk desk");
    tick_at(desk, 111);
    expect_floors(desk, 1, "risk desk");
    desk_expect_sound(desk);
}

/* Of 100 seconds of work 10 were used when it was put down, 90 are left when somebody takes it. */
static void work_that_stood_before_a_merge_stands_behind_it(void **state)
{
    struct desk *desk = *state;

    begin_limited(desk, WORK_LIMIT);
    take(desk, 10, PRIYA);
    take(desk, 20, 0);
    merge_at(desk, 30, 1, 2);
    unmerge_at(desk, 50, 1);
    expect_timers(desk, 1, "work_on_floor",
                  "work_on_floor/1 paused 10--1 10 10 floor.desk 100 -1 -1\n");
    take(desk, 60, PRIYA);
    tick_at(desk, 150);
    expect_floors(desk, 1, "desk desk");
    tick_at(desk, 151);
    expect_floors(desk, 1, "risk desk");
    desk_expect_sound(desk);
}

/* Taken at 10, back at 40, solved from 50 to 60: of that stay 40 are used, and 60 are left. */
static void it_goes_on_when_it_is_solved_for_a_moment_after_that(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"timers\": {\"resume_grace\": \"PT1H\"}, \"floors\": [" FLOOR(
                           "desk", WORK_LIMIT) ", " FLOOR("risk", FLOOR_FRAUD) "]");
    desk_ticket(desk);
    desk_ticket(desk);
    take(desk, 10, PRIYA);
    merge_at(desk, 30, 1, 2);
    unmerge_at(desk, 40, 1);
    floor_clock(desk, 50);
    desk_move(desk, by_priya(desk), 1, "solved");
    floor_clock(desk, 60);
    desk_move(desk, by_priya(desk), 1, "open");
    expect_timers(desk, 1, "work_on_floor",
                  "work_on_floor/1 running 10--1 40 40 floor.desk 100 120 120\n");
    desk_expect_sound(desk);
}

static void who_asked_signs_neither_on_the_whole_nor_on_the_part(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    merge_at(desk, 30, 1, 2);
    desk_fails(desk, SUP_MSG_FLOOR_OWN, "caller.actor_id", by_lee(desk),
               SIGN(.ticket_id = 2, .kind = SUP_SIGN_MOVE_UP));
    unmerge_at(desk, 40, 1);
    desk_fails(desk, SUP_MSG_FLOOR_OWN, "caller.actor_id", by_lee(desk),
               SIGN(.ticket_id = 1, .kind = SUP_SIGN_MOVE_UP));
    desk_fails(desk, SUP_MSG_FLOOR_NOT_ASKED, "kind", by_ada(desk),
               SIGN(.ticket_id = 2, .kind = SUP_SIGN_MOVE_UP));
    desk_expect_sound(desk);
}

static void what_was_refused_on_the_whole_is_not_waited_for_on_the_part(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    merge_at(desk, 30, 1, 2);
    desk_ok(desk, by_ada(desk), SIGN(.ticket_id = 2, .kind = SUP_SIGN_MOVE_UP, .is_rejected = 1));
    unmerge_at(desk, 40, 1);
    expect_visits(desk, 1, "1 desk opened 0-30 joined asked 20 by 2\n2 desk reopened 40--1 -\n");
    desk_expect_sound(desk);
}

static void what_was_signed_on_the_whole_is_signed_for_the_part(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    merge_at(desk, 30, 1, 2);
    desk_ok(desk, by_ada(desk), SIGN(.ticket_id = 2, .kind = SUP_SIGN_MOVE_UP));
    unmerge_at(desk, 40, 1);
    expect_floors(desk, 2, "risk desk");
    expect_visits(desk, 1,
                  "1 desk opened 0-30 joined asked 20 by 2\n2 desk reopened 40-40 manual\n"
                  "3 risk manual 40--1 -\n");
    desk_expect_sound(desk);
}

/* The other one asked first: it keeps its own, and the part has its own again. */
static void the_whole_keeps_what_it_waits_for_itself(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    floor_clock(desk, 25);
    desk_ok(desk, by_priya(desk), ESCALATE(.ticket_id = 2));
    merge_at(desk, 30, 1, 2);
    expect_visits(desk, 2, "1 desk opened 0--1 - asked 25 by 1\n");
    unmerge_at(desk, 40, 1);
    expect_visits(desk, 2, "1 desk opened 0--1 - asked 25 by 1\n");
    expect_visits(desk, 1,
                  "1 desk opened 0-30 joined asked 20 by 2\n"
                  "2 desk reopened 40--1 - asked 20 by 2\n");
    desk_expect_sound(desk);
}

/* From the lowest floor nobody signs. Merged into a ticket there, the other would go up to risk
 * without the signature that seniors want. */
static void a_ticket_on_a_lower_floor_comes_to_where_the_signature_is_asked_for(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", "") ", " FLOOR("seniors", SIGN_OFF) ", " FLOOR("risk", FLOOR_FRAUD));
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ok(desk, by_lee(desk), ESCALATE(.ticket_id = 1));
    floor_clock(desk, 20);
    desk_ok(desk, by_lee(desk), ESCALATE(.ticket_id = 1));
    merge_at(desk, 30, 1, 2);
    expect_visits(desk, 2, "1 desk opened 0-30 merged\n2 seniors merged 30--1 - asked 20 by 2\n");
    expect_floors(desk, 2, "seniors desk");
    unmerge_at(desk, 40, 1);
    expect_visits(desk, 2, "1 desk opened 0-30 merged\n2 seniors merged 30--1 -\n");
    expect_visits(desk, 1,
                  "1 desk opened 0-0 manual\n2 seniors manual 0-30 joined asked 20 by 2\n"
                  "3 seniors reopened 40--1 - asked 20 by 2\n");
    desk_expect_sound(desk);
}

/* 1 into 2 into 3: what 3 waits for goes back to 1 with 1, and not once more with 2. */
static void a_part_of_a_part_takes_its_own_back(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    desk_ticket(desk);
    merge_at(desk, 30, 1, 2);
    merge_at(desk, 35, 2, 3);
    expect_visits(desk, 3, "1 desk opened 20--1 - asked 20 by 2\n");
    unmerge_at(desk, 40, 1);
    expect_visits(desk, 3, "1 desk opened 20--1 -\n");
    unmerge_at(desk, 45, 2);
    expect_visits(desk, 2, "1 desk opened 0-35 joined asked 20 by 2\n2 desk reopened 45--1 -\n");
    expect_visits(desk, 1,
                  "1 desk opened 0-30 joined asked 20 by 2\n"
                  "2 desk reopened 40--1 - asked 20 by 2\n");
    desk_expect_sound(desk);
}

/* Solved and reopened within the grace, the whole waits on, in the time that is left. */
static void the_whole_waits_on_when_it_is_reopened(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"timers\": {\"resume_grace\": \"PT60S\"}, \"floors\": [" FLOOR(
                           "desk", SIGN_OFF) ", " FLOOR("risk", FLOOR_FRAUD) "]");
    ask(desk);
    merge_at(desk, 30, 1, 2);
    floor_clock(desk, 40);
    desk_move(desk, by_lee(desk), 2, "solved");
    floor_clock(desk, 45);
    desk_receive(desk, by_ann(desk), 2, "Again.");
    expect_visits(desk, 2, "1 desk opened 0--1 - asked 20 by 2\n");
    floor_clock(desk, 76); /* 20 to 40 and 45 to 75 */
    desk_tick(desk);
    expect_visits(desk, 2, "1 desk opened 0-75 unsigned asked 20 by 2\n2 risk unsigned 75--1 -\n");
    desk_expect_sound(desk);
}

/* Whichever call of the storage fails, nothing is parted and nothing waits anew. */
static void a_parting_whose_storage_fails_changes_nothing(void **state)
{
    struct fault_store fault;
    struct sup_store *inner = desk_store_open(":memory:");
    struct desk desk = {.now_ms = T0};
    struct sup_options options = desk_options(&desk);
    int64_t failed = 2; /* a transaction begins, and what is kept from before is asked for */
    int32_t code;
    int is_told;

    (void)state;
    fault_store_init(&fault, inner);
    options.store = desk.store = &fault.head;
    assert_int_equal(sup_open(&options, &desk.core, NULL), SUP_OK);
    desk_people(&desk);
    begin(&desk);
    merge_at(&desk, 30, 1, 2);
    floor_clock(&desk, 40);
    do {
        expect_visits(&desk, 1, "1 desk opened 0-30 joined asked 20 by 2\n");
        expect_visits(&desk, 2, "1 desk opened 0--1 - asked 20 by 2\n");
        fault_store_arm(&fault, ++failed, 0, SUP_IO);
        code = desk_run(&desk, by_lee(&desk), UNMERGE(.ticket_id = 1));
        /* What is kept for the next transaction need not be known. */
        is_told = fault.failed && strcmp(fault.last, "content") != 0;
        assert_int_equal(code, is_told ? SUP_IO : SUP_OK);
        fault_store_arm(&fault, 0, 0, 0);
    } while (code != SUP_OK);
    assert_true(failed > 20); /* so many calls have failed, one after the other */
    expect_visits(&desk, 2, "1 desk opened 0--1 -\n");
    expect_visits(&desk, 1,
                  "1 desk opened 0-30 joined asked 20 by 2\n"
                  "2 desk reopened 40--1 - asked 20 by 2\n");
    desk_expect_sound(&desk);
    sup_close(desk.core);
    sup_store_close(inner);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_sign_off_is_waited_for_on_the_whole_and_then_on_the_part),
    desk_test(no_time_is_won_by_merging),
    desk_test(a_limit_is_not_put_off_by_merging),
    desk_test(a_limit_that_passed_meanwhile_passes_when_it_is_back),
    desk_test(a_limit_of_work_is_not_put_off_either),
    desk_test(work_that_stood_before_a_merge_stands_behind_it),
    desk_test(it_goes_on_when_it_is_solved_for_a_moment_after_that),
    desk_test(who_asked_signs_neither_on_the_whole_nor_on_the_part),
    desk_test(what_was_refused_on_the_whole_is_not_waited_for_on_the_part),
    desk_test(what_was_signed_on_the_whole_is_signed_for_the_part),
    desk_test(the_whole_keeps_what_it_waits_for_itself),
    desk_test(a_ticket_on_a_lower_floor_comes_to_where_the_signature_is_asked_for),
    desk_test(a_part_of_a_part_takes_its_own_back),
    desk_test(the_whole_waits_on_when_it_is_reopened),
    desk_test(a_parting_whose_storage_fails_changes_nothing),
};

DESK_MAIN(tests)
