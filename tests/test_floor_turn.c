/*
 * test_floor_turn.c: what another policy does to the floors of tickets that are there.
 */
#include "floor_fixture.h"

static void what_is_open_gets_a_floor_at_its_turn(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    floor_tag(desk, 2, "fraud");
    desk_move(desk, by_lee(desk), 3, "solved");
    floor_clock(desk, 10);
    sla_activate(desk, FLOORS);
    floor_clock(desk, 20);
    desk_tick(desk);
    expect_visits(desk, 1, "1 triage policy 10--1 -\n"); /* as of the activation */
    expect_visits(desk, 2, "1 risk rule 10--1 -\n");
    desk_receive(desk, by_ann(desk), 3, "And now?");
    expect_visits(desk, 3, "1 triage policy 20--1 -\n");
    floor_clock(desk, 111);
    desk_tick(desk);
    expect_floors(desk, 1, "specialist triage");
    desk_expect_sound(desk);
}

static void a_rule_that_is_new_is_asked_at_the_turn(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", "") ", " FLOOR("risk", ""));
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    floor_clock(desk, 10);
    floors(desk,
           FLOOR("desk", "") ", " FLOOR(
               "risk", ", \"rules\": [{\"name\": \"fraud\", \"when\": " TAGGED("fraud") "}]"));
    desk_tick(desk);
    expect_visits(desk, 1, "1 desk opened 0-10 rule\n2 risk rule 10--1 -\n");
    desk_expect_sound(desk);
}

static void a_sign_off_that_nobody_asks_for_any_more_is_not_waited_for(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", FLOOR_SIGN_OFF) ", " FLOOR("risk", ""));
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = 1));
    floor_clock(desk, 10);
    floors(desk, FLOOR("desk", "") ", " FLOOR("risk", ""));
    floor_clock(desk, 20);
    desk_tick(desk);
    expect_visits(desk, 1, "1 desk opened 0-10 manual asked 0 by 1\n2 risk manual 10--1 -\n");
    desk_expect_sound(desk);
}

/* A decision in 60 seconds that was not asked for before is owed from the activation. */
static void a_decision_that_is_wanted_now_is_owed(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list = NULL;

    floors(desk, FLOOR("desk", "") ", " FLOOR("risk", FLOOR_FRAUD));
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    floor_clock(desk, 10);
    floors(desk, FLOOR("desk", "") ", " FLOOR(
                     "risk", FLOOR_FRAUD
                     ", \"resolution\": [{\"name\": \"head\", \"roles\": [\"admin\"]}], "
                     "\"targets\": [{\"metric\": \"decision\", \"within\": \"PT60S\"}]"));
    floor_clock(desk, 20);
    desk_tick(desk);
    must(desk, sup_ticket_timers(
                   desk->core, by_lee(desk),
                   PARAMS(ticket_timers, .ticket_id = 1, .metric = SUP_METRIC_DECISION), &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].started_ms, T0 + 10000);
    assert_int_equal(list->items[0].due_ms, T0 + 70000);
    sup_free(list);
    desk_expect_sound(desk);
}

#define HEAD    ", \"resolution\": [{\"name\": \"head\", \"roles\": [\"admin\"]}]"
#define LOWERED ", \"lowered_by\": {\"roles\": [\"admin\"]}"

/* It is another one than that of an earlier stay. */
static void a_decision_that_is_wanted_now_is_one_of_its_own(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list = NULL;

    floors(desk, FLOOR("desk", "") ", " FLOOR("risk", FLOOR_FRAUD HEAD LOWERED));
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION));
    floor_clock(desk, 5);
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 1, .floor = "desk", .reason = "No."));
    floor_clock(desk, 10);
    floors(desk, FLOOR("desk", HEAD) ", " FLOOR("risk", FLOOR_FRAUD HEAD LOWERED));
    desk_tick(desk);
    must(desk, sup_ticket_timers(
                   desk->core, by_lee(desk),
                   PARAMS(ticket_timers, .ticket_id = 1, .metric = SUP_METRIC_DECISION), &list));
    assert_int_equal(list->count, 2);
    assert_int_equal(list->items[0].state, SUP_TIMER_FULFILLED);
    assert_int_equal(list->items[1].started_ms, T0 + 10000);
    sup_free(list);
    desk_expect_sound(desk);
}

#define FROM_ASSIGNMENT ", \"limits\": [{\"within\": \"PT60S\", \"from\": \"assignment\"}]"

/* The one run of what is worked there. */
static void expect_work(struct desk *desk, int64_t began, int32_t state, int64_t used, int64_t due)
{
    struct sup_timer_list *list = NULL;

    must(desk,
         sup_ticket_timers(
             desk->core, by_lee(desk),
             PARAMS(ticket_timers, .ticket_id = 1, .metric = SUP_METRIC_WORK_ON_FLOOR), &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].started_ms, T0 + began * 1000);
    assert_int_equal(list->items[0].state, state);
    assert_int_equal(list->items[0].business_ms, used * 1000);
    assert_int_equal(list->items[0].due_ms, due ? T0 + due * 1000 : 0);
    sup_free(list);
}

/* Taken at 10 where nothing counts that: a limit of 60 that comes at 40 has 30 left. */
static void a_limit_from_the_assignment_that_is_new_counts_from_it(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", "") ", " FLOOR("risk", ""));
    desk_ticket(desk);
    floor_clock(desk, 10);
    floor_assign(desk, 1, PRIYA);
    floor_clock(desk, 40);
    floors(desk, FLOOR("desk", FROM_ASSIGNMENT) ", " FLOOR("risk", ""));
    floor_clock(desk, 50);
    desk_tick(desk);
    expect_work(desk, 10, SUP_TIMER_RUNNING, 40, 70);
    floor_clock(desk, 70);
    desk_tick(desk);
    expect_floors(desk, 1, "desk desk");
    floor_clock(desk, 71);
    desk_tick(desk);
    expect_visits(desk, 1, "1 desk opened 0-70 stalled stalled 70\n2 risk stalled 70--1 -\n");
    desk_expect_sound(desk);
}

/* Over already when it comes, it passes then. */
static void a_limit_from_the_assignment_that_is_over_passes_at_the_turn(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", "") ", " FLOOR("risk", ""));
    desk_ticket(desk);
    floor_assign(desk, 1, PRIYA);
    floor_clock(desk, 100);
    floors(desk, FLOOR("desk", FROM_ASSIGNMENT) ", " FLOOR("risk", ""));
    floor_clock(desk, 110);
    desk_tick(desk);
    desk_tick(desk);
    expect_visits(desk, 1, "1 desk opened 0-100 stalled stalled 100\n2 risk stalled 100--1 -\n");
    desk_expect_sound(desk);
}

/* Taken at 10 where nothing counts that, pending from 20. */
static void take_and_wait(struct desk *desk)
{
    floors(desk, FLOOR("desk", "") ", " FLOOR("risk", ""));
    desk_ticket(desk);
    floor_clock(desk, 10);
    floor_assign(desk, 1, PRIYA);
    floor_clock(desk, 20);
    desk_move(desk, by_lee(desk), 1, "pending");
}

/* Taken at 10, pending from 20 to 30: 20 of 60 are used at 40. */
static void a_new_limit_leaves_out_what_stood(void **state)
{
    struct desk *desk = *state;

    take_and_wait(desk);
    floor_clock(desk, 30);
    desk_move(desk, by_lee(desk), 1, "open");
    floor_clock(desk, 40);
    floors(desk, FLOOR("desk", FROM_ASSIGNMENT) ", " FLOOR("risk", ""));
    desk_tick(desk);
    expect_work(desk, 20, SUP_TIMER_RUNNING, 20, 80);
    desk_expect_sound(desk);
}

/* Taken at 10, pending since 20: 10 are used, whenever the policy comes. */
static void a_new_limit_stands_where_the_ticket_does(void **state)
{
    struct desk *desk = *state;

    take_and_wait(desk);
    floor_clock(desk, 40);
    floors(desk, FLOOR("desk", FROM_ASSIGNMENT) ", " FLOOR("risk", ""));
    desk_tick(desk);
    floor_clock(desk, 45);
    expect_work(desk, 30, SUP_TIMER_PAUSED, 10, 0);
    floor_clock(desk, 50);
    desk_move(desk, by_lee(desk), 1, "open");
    expect_work(desk, 30, SUP_TIMER_RUNNING, 10, 100);
    desk_expect_sound(desk);
}

/* What counts on no floor any more counts on until the floor is left, and promises nothing. */
static void a_limit_that_is_taken_away_is_measured_on(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", FROM_ASSIGNMENT) ", " FLOOR("risk", ""));
    desk_ticket(desk);
    floor_assign(desk, 1, PRIYA);
    floor_clock(desk, 10);
    floors(desk, FLOOR("desk", "") ", " FLOOR("risk", ""));
    floor_clock(desk, 100);
    desk_tick(desk);
    expect_floors(desk, 1, "desk desk");
    expect_work(desk, 0, SUP_TIMER_RUNNING, 100, 0);
    floor_assign(desk, 1, 0);
    floor_assign(desk, 1, LEE);
    expect_work(desk, 0, SUP_TIMER_RUNNING, 100, 0);
    desk_move(desk, by_lee(desk), 1, "solved");
    expect_work(desk, 0, SUP_TIMER_FULFILLED, 100, 0);
    desk_expect_sound(desk);
}

/* Told only at first, it goes up at its turn for a policy whose limit raises; and a limit that is
 * longer by then counts from the arrival, once. */
static void what_was_only_told_rises_under_a_policy_that_raises(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", FLOOR_LIMIT(100) ", \"on_limit\": \"tell\"") ", " FLOOR("risk", ""));
    desk_ticket(desk);
    floor_clock(desk, 150);
    desk_tick(desk);
    expect_visits(desk, 1, "1 desk opened 0--1 - stalled 100\n");
    desk_ticket(desk); /* not stalled yet at the next policy */
    floor_clock(desk, 160);
    floors(desk, FLOOR("desk", FLOOR_LIMIT(100)) ", " FLOOR("risk", ""));
    desk_tick(desk);
    expect_visits(desk, 1, "1 desk opened 0-160 stalled stalled 100\n2 risk stalled 160--1 -\n");
    floor_clock(desk, 251);
    desk_tick(desk);
    expect_visits(desk, 2, "1 desk opened 150-250 stalled stalled 250\n2 risk stalled 250--1 -\n");
    desk_expect_sound(desk);
}

static void what_was_told_rises_after_a_longer_limit(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", FLOOR_LIMIT(100) ", \"on_limit\": \"tell\"") ", " FLOOR("risk", ""));
    desk_ticket(desk);
    floor_clock(desk, 150);
    desk_tick(desk);
    floors(desk, FLOOR("desk", FLOOR_LIMIT(200)) ", " FLOOR("risk", ""));
    desk_tick(desk);
    expect_floors(desk, 1, "desk desk");
    floor_clock(desk, 201);
    desk_tick(desk);
    expect_visits(desk, 1, "1 desk opened 0-200 stalled stalled 100\n2 risk stalled 200--1 -\n");
    desk_expect_sound(desk);
}

/* A floor is known by its name, whatever its number is by now. */
static void a_floor_that_is_put_between_moves_no_figures(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_summary *sum;

    floors(desk, FLOOR("desk", "") ", " FLOOR("risk", FLOOR_FRAUD));
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    floor_clock(desk, 10);
    floors(desk, FLOOR("desk", "") ", " FLOOR("middle", "") ", " FLOOR("risk", FLOOR_FRAUD));
    desk_tick(desk);
    expect_floors(desk, 1, "risk risk");
    sum = summed(desk);
    assert_int_equal(sum->floor_count, 3);
    assert_string_equal(sum->floors[1].floor, "middle");
    assert_int_equal(sum->floors[1].visit_count, 0);
    assert_string_equal(sum->floors[2].floor, "risk");
    assert_int_equal(sum->floors[2].visit_count, 1);
    assert_int_equal(sum->risk_count, 1);
    assert_int_equal(sum->risk_reached_count, 1);
    sup_free(sum);
    expect_visits(desk, 1, "1 desk opened 0-0 rule\n2 risk rule 0--1 -\n"); /* no new stay */
    desk_expect_sound(desk);
}

/* By the new order the minimum is above the floor that it is on; and a floor that is gone. */
static void floors_in_another_order_keep_the_minimum(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", "") ", " FLOOR("abuse", FLOOR_FRAUD) ", " FLOOR("board", ""));
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = 1));
    expect_floors(desk, 1, "board abuse");
    floor_clock(desk, 10);
    floors(desk, FLOOR("desk", "") ", " FLOOR("board", "") ", " FLOOR("abuse", FLOOR_FRAUD));
    desk_tick(desk);
    expect_visits(desk, 1,
                  "1 desk opened 0-0 rule\n2 abuse rule 0-0 manual\n"
                  "3 board manual 0-10 policy\n4 abuse policy 10--1 -\n");
    floor_clock(desk, 20);
    floors(desk, FLOOR("desk", "") ", " FLOOR("board", "") ", " FLOOR("last", FLOOR_FRAUD));
    desk_tick(desk);
    expect_floors(desk, 1, "last last");
    desk_expect_sound(desk);
}

#define RULE(name, tag) ", \"rules\": [{\"name\": \"" name "\", \"when\": " TAGGED(tag) "}]"
#define DESK            FLOOR("desk", "") ", "

/* The highest floor is called otherwise, and another one is below it: whoever was on the highest is
 * on the highest. */
static void the_highest_floor_stays_the_highest_by_another_name(void **state)
{
    struct desk *desk = *state;

    floors(desk, DESK FLOOR("middle", RULE("abuse", "abuse")) ", " FLOOR("risk", FLOOR_FRAUD));
    for (int i = 0; i < 5; i++) {
        desk_ticket(desk);
    }
    floor_tag(desk, 1, "fraud");
    floor_tag(desk, 2, "abuse");
    floor_tag(desk, 4, "fraud");
    desk_move(desk, by_lee(desk), 4, "solved");
    floor_tag(desk, 5, "fraud");
    floor_clock(desk, 10);
    floors(desk, "\"front\", \"middle\", \"review\", \"executive\"");
    expect_floors(desk, 5, "risk risk"); /* as it is told until its turn */
    desk_tick(desk);
    expect_floors(desk, 1, "executive executive");
    expect_floors(desk, 2, "middle middle");
    expect_floors(desk, 3, "front front");
    desk_receive(desk, by_ann(desk), 4, "And now?");
    expect_floors(desk, 4, "executive executive");
    desk_fails(desk, SUP_MSG_FLOOR_LOWERING, "floor", by_lee(desk), SUP_OP_FLOOR_LOWER,
               PARAMS(floor_lower, .ticket_id = 1, .floor = "review", .reason = "No."));
    desk_expect_sound(desk);
}

/* Of a floor in the middle that is gone the number from below and that from above are looked at:
 * the higher one is no less than what was asked for. */
static void a_floor_that_is_gone_is_the_higher_of_two(void **state)
{
    struct desk *desk = *state;

    floors(desk, DESK FLOOR("middle", RULE("abuse", "abuse")) ", " FLOOR("risk", FLOOR_FRAUD));
    desk_ticket(desk);
    floor_tag(desk, 1, "abuse");
    floor_clock(desk, 10);
    floors(desk, DESK "\"experts\", \"risk\""); /* the second of three */
    desk_tick(desk);
    expect_floors(desk, 1, "experts experts");
    floor_clock(desk, 20);
    floors(desk, DESK "\"advisers\", \"leads\", \"risk\""); /* the second from above */
    desk_tick(desk);
    expect_floors(desk, 1, "leads leads");
    floor_clock(desk, 30);
    floors(desk, DESK "\"risk\""); /* there are two only */
    desk_tick(desk);
    expect_floors(desk, 1, "risk risk");
    desk_expect_sound(desk);
}

/* How many there are is known also when no number of the ticket's own floors has changed. */
static void floors_that_come_above_are_counted(void **state)
{
    struct desk *desk = *state;

    floors(desk, DESK FLOOR("risk", FLOOR_FRAUD));
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    floor_clock(desk, 10);
    floors(desk, DESK "\"risk\", \"board\"");
    desk_tick(desk);
    expect_floors(desk, 1, "risk risk");
    floor_clock(desk, 20);
    floors(desk, DESK "\"fraud\", \"board\"");
    desk_tick(desk);
    expect_floors(desk, 1, "fraud fraud");
    expect_visits(desk, 1,
                  "1 desk opened 0-0 rule\n2 risk rule 0-20 policy\n3 fraud policy 20--1 -\n");
    desk_expect_sound(desk);
}

/* ---- rules on other floors ---- */

#define LOWERING ", \"lowered_by\": {\"roles\": [\"admin\"]}"

/* A policy without the floor was a mistake: back by the one before, the risk is where it was. What
 * somebody lowered for a reason stays lowered. */
static void a_floor_that_is_back_has_its_tickets_back(void **state)
{
    static const char *const tag = "fraud";
    static const char all[] = DESK "\"middle\", " FLOOR("risk", FLOOR_FRAUD LOWERING);
    struct desk *desk = *state;

    floors(desk, all);
    for (int64_t ticket = 1; ticket <= 2; ticket++) {
        desk_ticket(desk);
        floor_tag(desk, ticket, tag);
        expect_floors(desk, ticket, "risk risk");
    }
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 2, .floor = "middle", .reason = "A joke."));
    floor_clock(desk, 10);
    floors(desk, DESK "\"middle\"");
    desk_tick(desk);
    expect_floors(desk, 1, "middle middle");
    desk_ok(desk, by_ada(desk), SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = &tag, .tag_count = 1));
    floor_clock(desk, 20);
    floors(desk, all);
    desk_tick(desk);
    expect_floors(desk, 1, "risk risk");
    expect_floors(desk, 2, "middle middle");
    desk_expect_sound(desk);
}

static void expect_history(struct desk *desk, int64_t ticket, const char *kind,
                           const char *expected)
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

/* The first is a risk, the second was only escalated to there. Without that floor they are on the
 * one below. */
static void what_falls_by_a_policy_is_not_told_as_raised(void **state)
{
    static const char all[] = DESK "\"middle\", " FLOOR("risk", FLOOR_FRAUD);
    struct desk *desk = *state;

    floors(desk, all);
    desk_ticket(desk);
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = 2));
    }
    floor_clock(desk, 10);
    floors(desk, DESK "\"middle\"");
    desk_tick(desk);
    expect_history(
        desk, 1, "floor.lowered",
        "The desk moved the ticket from the floor risk to middle and lowered its minimum "
        "to middle, since another policy is active.");
    expect_history(desk, 1, "floor.returned", "nothing");
    expect_history(desk, 2, "floor.returned",
                   "The desk moved the ticket from the floor risk to middle, since another policy "
                   "is active.");
    expect_history(desk, 2, "floor.lowered", "nothing");
    expect_history(desk, 2, "floor.raised", "nothing");
    floor_clock(desk, 20);
    floors(desk, all); /* the rule asked for risk for good; nobody asked for it for the second */
    desk_tick(desk);
    expect_floors(desk, 1, "risk risk");
    expect_floors(desk, 2, "middle desk");
    expect_visits(desk, 1,
                  "1 desk opened 0-0 rule\n2 risk rule 0-10 policy\n"
                  "3 middle policy 10-20 rule\n4 risk rule 20--1 -\n");
    desk_expect_sound(desk);
}

/* It had its say for the floor that it asked for then. Of the tickets that do not match now, and of
 * those whose minimum somebody lowered after it, none is raised. */
static void a_rule_on_a_higher_floor_is_asked_again_at_the_turn(void **state)
{
    static const char *const tag = "abuse";
    struct desk *desk = *state;

    floors(desk, DESK FLOOR("middle", RULE("abuse", "abuse") LOWERING) ", " FLOOR("risk", ""));
    for (int i = 1; i <= 5; i++) {
        desk_ticket(desk);
        floor_tag(desk, i, "abuse");
    }
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = 2, .tags = &tag, .tag_count = 1));
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 3, .floor = "desk", .reason = "No."));
    desk_move(desk, by_lee(desk), 4, "solved");
    desk_ticket(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 5, .into = 6));
    floor_clock(desk, 10);
    floors(desk, DESK FLOOR("middle", "") ", " FLOOR("risk", RULE("abuse", "abuse")));
    desk_tick(desk);
    expect_visits(desk, 1,
                  "1 desk opened 0-0 rule\n2 middle rule 0-10 rule\n3 risk rule 10--1 -\n");
    expect_floors(desk, 1, "risk risk");
    expect_floors(desk, 2, "middle middle");
    expect_floors(desk, 3, "desk desk");
    expect_floors(desk, 6, "risk risk"); /* what matched on its part */
    floor_clock(desk, 20);
    desk_receive(desk, by_ann(desk), 4, "And now?");
    expect_floors(desk, 4, "risk risk");
    desk_expect_sound(desk);
}

/* Moved down, or to a floor that took its place, it asks for nothing that it had not. */
static void a_rule_on_a_lower_floor_is_not_asked_again(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    floors(desk, DESK FLOOR("middle", "") ", " FLOOR("risk", RULE("abuse", "abuse")));
    desk_ticket(desk);
    floor_tag(desk, 1, "abuse");
    before = desk_sequence(desk);
    floor_clock(desk, 10);
    floors(desk, DESK FLOOR("middle", RULE("abuse", "abuse")) ", " FLOOR("risk", ""));
    desk_tick(desk);
    assert_int_equal(desk_sequence(desk), before + 2); /* the activation, and that it was planned */
    expect_floors(desk, 1, "risk risk");
    desk_expect_sound(desk);
}

/* "2 1 3 ": the tickets of the list of floors, a page each. */
static void expect_listed(struct desk *desk, const char *expected)
{
    char got[200] = "";
    char after[SUP_FLOOR_AFTER_BYTES_MAX + 1] = "";
    char *at = got;

    do {
        struct sup_floor_list *list = NULL;

        must(desk, sup_floor_list(desk->core, by_lee(desk),
                                  PARAMS(floor_list, .limit = 1, .after = after), &list));
        for (uint32_t i = 0; i < list->count; i++) {
            at += snprintf(at, 20, "%d ", (int)list->items[i].ticket_id);
        }
        (void)snprintf(after, sizeof after, "%s", list->next_after ? list->next_after : "");
        sup_free(list);
    } while (*after);
    assert_string_equal(got, expected);
}

/* Tickets are listed by the order of the floors as soon as they have had their turn, on the same
 * stays as before. */
static void floors_in_another_order_are_listed_so(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", "") ", " FLOOR("abuse", FLOOR_FRAUD) ", " FLOOR("board", ""));
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 2, .floor = "board"));
    floor_tag(desk, 4, "fraud");
    desk_move(desk, by_lee(desk), 4, "solved");
    expect_listed(desk, "2 1 3 ");
    floor_clock(desk, 10);
    floors(desk, FLOOR("desk", "") ", " FLOOR("board", "") ", " FLOOR("abuse", FLOOR_FRAUD));
    desk_tick(desk);
    expect_listed(desk, "1 2 3 ");
    expect_visits(desk, 1, "1 desk opened 0-0 rule\n2 abuse rule 0--1 -\n");
    floor_clock(desk, 20);
    desk_receive(desk, by_ann(desk), 4, "And now?");
    expect_listed(desk, "1 4 2 3 ");
    expect_visits(desk, 4,
                  "1 desk opened 0-0 rule\n2 abuse rule 0-0 solved\n3 abuse reopened 20--1 -\n");
    desk_expect_sound(desk);
}

static void what_comes_back_from_a_floor_that_is_gone_is_on_one_that_is_there(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", "") ", " FLOOR("old", ""));
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = 1));
    desk_move(desk, by_lee(desk), 1, "solved");
    floor_clock(desk, 10);
    floors(desk, FLOOR("desk", "") ", " FLOOR("new", ""));
    desk_tick(desk);
    floor_clock(desk, 20);
    desk_receive(desk, by_ann(desk), 1, "And now?");
    expect_visits(desk, 1,
                  "1 desk opened 0-0 manual\n2 old manual 0-0 solved\n3 old reopened 20-20 policy\n"
                  "4 new policy 20--1 -\n");
    desk_expect_sound(desk);
}

/* By its turn it is one that something happened to at 10:00 (T0 + 10 h), a day before the message,
 * although no tick was between them; without, it would be too old at 30 hours. */
static void a_message_finds_what_a_turn_has_made_young(void **state)
{
    static const struct sup_reference order = {"shopify", "order", "1001"};
    struct desk *desk = *state;

    sla_activate(desk, "\"thread_window\": \"PT24H\"");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "S", .references = &order,
                   .reference_count = 1));
    floor_tag(desk, 1, "fraud");
    desk->now_ms = T0 + 10 * HOUR_MS;
    sla_activate(desk, "\"thread_window\": \"PT24H\", \"floors\": [" FLOOR("desk", "") ", " FLOOR(
                           "risk", FLOOR_FRAUD) "]");
    desk->now_ms = T0 + 30 * HOUR_MS;
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .body = "Hello?", .references = &order, .reference_count = 1));
    assert_int_equal(desk->receipt.ticket_id, 1);
    desk_expect_sound(desk);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        desk_test(what_is_open_gets_a_floor_at_its_turn),
        desk_test(a_rule_that_is_new_is_asked_at_the_turn),
        desk_test(a_sign_off_that_nobody_asks_for_any_more_is_not_waited_for),
        desk_test(a_decision_that_is_wanted_now_is_owed),
        desk_test(a_decision_that_is_wanted_now_is_one_of_its_own),
        desk_test(a_limit_from_the_assignment_that_is_new_counts_from_it),
        desk_test(a_limit_from_the_assignment_that_is_over_passes_at_the_turn),
        desk_test(a_new_limit_leaves_out_what_stood),
        desk_test(a_new_limit_stands_where_the_ticket_does),
        desk_test(a_limit_that_is_taken_away_is_measured_on),
        desk_test(what_was_only_told_rises_under_a_policy_that_raises),
        desk_test(what_was_told_rises_after_a_longer_limit),
        desk_test(a_floor_that_is_put_between_moves_no_figures),
        desk_test(floors_in_another_order_keep_the_minimum),
        desk_test(the_highest_floor_stays_the_highest_by_another_name),
        desk_test(a_floor_that_is_gone_is_the_higher_of_two),
        desk_test(floors_that_come_above_are_counted),
        desk_test(a_rule_on_a_higher_floor_is_asked_again_at_the_turn),
        desk_test(a_rule_on_a_lower_floor_is_not_asked_again),
        desk_test(a_floor_that_is_back_has_its_tickets_back),
        desk_test(what_falls_by_a_policy_is_not_told_as_raised),
        desk_test(floors_in_another_order_are_listed_so),
        desk_test(what_comes_back_from_a_floor_that_is_gone_is_on_one_that_is_there),
        desk_test(a_message_finds_what_a_turn_has_made_young),
    };
    int failed;

    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
